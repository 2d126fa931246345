"""Microsoft Advertising (Bing Ads): accounts, campaigns, ad groups, ads and the daily performance reports of its API, version 13.

Names are in Pascal case, ids whole numbers of 64 bits. Amounts are in major units of the account's currency, and so are budgets and
bids. Reports come as CSV: every value is text, rates are percents (``12.34%``), thousands are parted by commas, and what does not
apply is empty or ``--``. A report's day is one of the account's time zone.
"""
