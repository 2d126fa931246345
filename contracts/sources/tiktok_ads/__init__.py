"""TikTok Ads: advertisers, campaigns, ad groups, ads and the daily reports of the Business API, version 1.3.

Ids are text of 19 digits; loaders make numbers of them. Amounts, budgets and bids are in major units of the advertiser's currency.
Times are UTC without an offset (``2024-03-01 08:00:00``), an advertiser's own in seconds since 1970; a report's day is one of the
advertiser's time zone. Numbers of reports are text, and ``-`` where a metric does not apply.
"""
