"""The same facts by hand: one statement a table, from the sinks, in DuckDB's own SQL."""

from __future__ import annotations

from collections.abc import Mapping

_NEWEST = """(SELECT * FROM master.platform_mm__{sink} QUALIFY
  row_number() OVER (PARTITION BY record_id ORDER BY coalesce(version_at, loaded_at) DESC, load_id DESC, load_row DESC) = 1)"""

_EVENT = """STRUCT(event_timestamp BIGINT, event_name VARCHAR, user_id VARCHAR, user_pseudo_id VARCHAR, event_bundle_sequence_id VARCHAR,
  batch_event_index VARCHAR, event_params STRUCT(key VARCHAR, "value" STRUCT(string_value VARCHAR, int_value VARCHAR))[],
  collected_traffic_source STRUCT(manual_source VARCHAR, manual_medium VARCHAR, manual_campaign_name VARCHAR),
  device STRUCT(category VARCHAR, operating_system VARCHAR, web_info STRUCT(browser VARCHAR)),
  geo STRUCT(country VARCHAR, region VARCHAR, city VARCHAR), ecommerce STRUCT(purchase_revenue VARCHAR, transaction_id VARCHAR))"""

EVENTS = f"""
CREATE OR REPLACE TABLE by_hand.events AS
WITH read AS (
  SELECT tenant_slug, platform, connection, loaded_at, try_cast(payload AS {_EVENT}) AS p
  FROM {_NEWEST.format(sink="google_analytics_api_v1_events")}
), flat AS (
  SELECT tenant_slug, platform, connection, loaded_at, p.event_name AS name, p.user_id AS user_id, p.user_pseudo_id AS visitor,
    make_timestamptz(p.event_timestamp) AS occurred_at, p.event_timestamp AS micros,
    concat_ws('|', p.user_pseudo_id, p.event_timestamp, p.event_name, p.event_bundle_sequence_id, p.batch_event_index) AS id,
    list_filter(p.event_params, lambda x: x.key = 'ga_session_id')[1].value.int_value AS vendor_session,
    list_filter(p.event_params, lambda x: x.key = 'page_location')[1].value.string_value AS page_location,
    list_filter(p.event_params, lambda x: x.key = 'page_title')[1].value.string_value AS page_title,
    p.collected_traffic_source.manual_source AS source, p.collected_traffic_source.manual_medium AS medium,
    p.collected_traffic_source.manual_campaign_name AS campaign, p.geo.country AS country, p.geo.region AS region, p.geo.city AS city,
    p.device.category AS device, p.device.operating_system AS operating_system, p.device.web_info.browser AS browser,
    p.ecommerce.transaction_id AS transaction_id, try_cast(p.ecommerce.purchase_revenue AS DECIMAL(38, 9)) AS revenue,
    (p.event_name = 'purchase')::BIGINT AS conversions
  FROM read
), newest AS (
  SELECT * FROM flat QUALIFY row_number() OVER (PARTITION BY tenant_slug, connection, id ORDER BY loaded_at DESC) = 1
), paused AS (
  SELECT *, (micros - lag(micros) OVER visits > 1_800_000_000) IS NOT FALSE AS begins FROM newest
  WINDOW visits AS (PARTITION BY tenant_slug, connection, visitor ORDER BY micros, id)
)
SELECT * EXCLUDE (begins), connection || ':' || id AS key, (timezone('America/New_York', occurred_at))::DATE AS day,
  visitor || '@' ||
    max(CASE WHEN begins THEN micros END) OVER (PARTITION BY tenant_slug, connection, visitor ORDER BY micros, id) AS session_id
FROM paused
"""

SESSIONS = """
CREATE OR REPLACE TABLE by_hand.sessions AS
WITH visits AS (
SELECT tenant_slug, connection, session_id, min(platform) AS platform, max(loaded_at) AS loaded_at,
  first(visitor ORDER BY micros, key) AS visitor,
  first({'s': source, 'm': medium, 'c': campaign} ORDER BY micros, key) FILTER (coalesce(source, medium, campaign) IS NOT NULL) AS origin,
  first({'a': country, 'b': region, 'c': city} ORDER BY micros, key) FILTER (coalesce(country, region, city) IS NOT NULL) AS place,
  first({'a': device, 'b': operating_system, 'c': browser} ORDER BY micros, key)
    FILTER (coalesce(device, operating_system, browser) IS NOT NULL) AS used,
  first(page_location ORDER BY micros, key) AS landing_page, last(page_location ORDER BY micros, key) AS exit_page,
  min(occurred_at) AS started_at, max(occurred_at) AS ended_at, (max(micros) - min(micros)) // 1_000_000 AS seconds, count(*) AS events,
  count(*) FILTER (name IN ('page_view', 'screen_view')) AS page_views, sum(conversions) AS conversions
FROM by_hand.events GROUP BY tenant_slug, connection, session_id
), bought AS (
  SELECT tenant_slug, connection, session_id, sum(revenue) AS revenue FROM (
    SELECT tenant_slug, connection, session_id, first(revenue ORDER BY micros, key) AS revenue FROM by_hand.events
    WHERE revenue IS NOT NULL GROUP BY tenant_slug, connection, session_id, transaction_id
  ) GROUP BY ALL
)
SELECT * FROM visits LEFT JOIN bought USING (tenant_slug, connection, session_id)
"""

_ORDER = """STRUCT(id BIGINT, name VARCHAR, email VARCHAR, customer STRUCT(id BIGINT), created_at TIMESTAMPTZ, updated_at TIMESTAMPTZ,
  cancelled_at TIMESTAMPTZ, financial_status VARCHAR, source_name VARCHAR, currency VARCHAR, taxes_included BOOLEAN, total_price VARCHAR,
  total_tax VARCHAR, total_line_items_price VARCHAR, total_discounts VARCHAR, shipping_lines STRUCT(price VARCHAR)[],
  line_items STRUCT(id BIGINT, product_id BIGINT, variant_id BIGINT, sku VARCHAR, title VARCHAR, quantity BIGINT, price VARCHAR,
    total_discount VARCHAR)[])"""

ORDERS = f"""
CREATE OR REPLACE TABLE by_hand.orders AS
SELECT tenant_slug, platform, connection, loaded_at, connection || ':' || p.id AS key, p.id, p.name,
  sha256(lower(trim(p.email))) AS email_hash,
  connection || ':' || p.customer.id AS customer_key, p.created_at AS placed_at, p.updated_at, p.cancelled_at, p.financial_status AS status,
  p.source_name AS sales_channel, p.currency, p.taxes_included, p.total_line_items_price::DECIMAL(38, 9) AS gross,
  p.total_discounts::DECIMAL(38, 9) AS discount, list_sum(list_transform(p.shipping_lines, lambda s: s.price::DECIMAL(28, 9))) AS shipping,
  p.total_tax::DECIMAL(38, 9) AS tax, p.total_price::DECIMAL(38, 9) AS total, timezone('America/New_York', p.created_at)::DATE AS day
FROM (SELECT *, try_cast(payload AS {_ORDER}) AS p FROM {_NEWEST.format(sink="shopify_api_v1_orders")})
"""

LINES = f"""
CREATE OR REPLACE TABLE by_hand.lines AS
SELECT tenant_slug, platform, connection, loaded_at, connection || ':' || line.id AS key, line.id,
  order_key, line.product_id, line.variant_id,
  line.sku, line.title, placed_at, line.quantity, line.price::DECIMAL(38, 9) AS price, line.total_discount::DECIMAL(38, 9) AS discount,
  line.quantity * line.price::DECIMAL(28, 9) - coalesce(line.total_discount::DECIMAL(28, 9), 0) AS total, currency
FROM (SELECT *, connection || ':' || p.id AS order_key, p.created_at AS placed_at, p.currency AS currency, unnest(p.line_items) AS line
  FROM (SELECT *, try_cast(payload AS {_ORDER}) AS p FROM {_NEWEST.format(sink="shopify_api_v1_orders")}))
"""

_REPORT = """STRUCT(date_start DATE, account_id VARCHAR, account_currency VARCHAR, campaign_id VARCHAR, adset_id VARCHAR, ad_id VARCHAR,
  impressions BIGINT, clicks BIGINT, spend VARCHAR)"""

ADS = f"""
CREATE OR REPLACE TABLE by_hand.ads AS
SELECT tenant_slug, platform, connection, loaded_at,
  concat_ws(':', 'meta', p.date_start, p.account_id, p.campaign_id, p.adset_id, p.ad_id) AS key,
  p.date_start AS day, p.account_id, p.campaign_id, p.adset_id, p.ad_id, p.account_currency AS currency, p.impressions, p.clicks,
  p.spend::DECIMAL(38, 9) AS spend
FROM (SELECT *, try_cast(payload AS {_REPORT}) AS p FROM {_NEWEST.format(sink="meta_api_v1_ads_insights")})
"""

STATEMENTS: Mapping[str, str] = {"events": EVENTS, "sessions": SESSIONS, "orders": ORDERS, "lines": LINES, "ads": ADS}
"""One statement a table, in their order."""
