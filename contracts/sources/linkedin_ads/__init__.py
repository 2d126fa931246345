"""LinkedIn Ads: accounts, campaign groups, campaigns, creatives and reports of the Marketing API (REST, version 202601).

LinkedIn's campaign groups are what other platforms call campaigns, its campaigns are their ad groups, its creatives their ads.
Records tell each other by URN (``urn:li:sponsoredCampaign:123``); in the star an id is the number at its end. Times are
milliseconds since 1970 in UTC, which Airbyte writes as ISO 8601; the days of reports are days of UTC. Amounts are text in major
units, those of reports with up to 18 digits and a sign (``"-2E-18"``).
"""
