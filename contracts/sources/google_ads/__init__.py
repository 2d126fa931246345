"""Google Ads: accounts, campaigns, ad groups, ads and reports of the Google Ads API (v20), as its query language (GAQL) names them.

``metrics.cost_micros`` lands as ``metrics_cost_micros``: from rows whose names are dotted, and from the nested rows of REST
(``{"metrics": {"costMicros": "1000"}}``, 64-bit integers as text) and of protobuf. Besides the selected fields, REST tells the
resource name (``customers/1/campaigns/2``) of every resource that a row touches.

Amounts are millionths (micros) of the account's currency: all that end in ``_micros``, and ``average_cost``, ``average_cpc``,
``average_cpe``, ``average_cpm``, ``average_cpv`` and ``cost_per_*`` too. What conversions are worth (``*_value``,
``value_per_*``) is in major units. Rates are fractions of one. Days are those of the account's time zone; a campaign without an
end says 2037-12-30.
"""
