"""Amazon Ads: profiles, portfolios, and the Sponsored Products, Brands and Display of its API (entities v3, reports v3).

A profile is an advertiser's account in one marketplace. Names are in camel case. Ids are text among the entities and numbers in
reports. Amounts, budgets and bids are in major units of the marketplace's currency; days are of the profile's time zone, written
``2024-03-01`` or, by Sponsored Display and loaders, ``20240301``. Entities do not tell their profile, and reports only where a
loader has added it.
"""
