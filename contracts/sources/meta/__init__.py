"""Meta: campaigns, ad sets, ads, creatives and insights of the Marketing API (v23.0), which Facebook and Instagram ads share.

Ids are text of up to 18 digits. Amounts of insights are text in major units of the account's currency, budgets and bids text in
minor units. Times carry an offset without a colon; a report's day is one of the ad account's time zone.
"""
