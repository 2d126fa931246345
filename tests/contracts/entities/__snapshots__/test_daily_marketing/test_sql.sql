SELECT
  "t13"."tenant_slug",
  'across' AS "daily_marketing_platform",
  'across' AS "daily_marketing_connection",
  "t13"."loaded_at" AS "daily_marketing_loaded_at",
  "t13"."date" AS "daily_marketing_date",
  "t13"."channel" AS "daily_marketing_channel",
  "t13"."campaign" AS "daily_marketing_campaign",
  "t13"."impressions" AS "daily_marketing_impressions",
  "t13"."clicks" AS "daily_marketing_clicks",
  "t13"."sessions" AS "daily_marketing_sessions",
  "t13"."converting_sessions" AS "daily_marketing_converting_sessions",
  "t13"."spend" AS "daily_marketing_spend",
  "t13"."conversions" AS "daily_marketing_conversions",
  "t13"."conversion_value" AS "daily_marketing_conversion_value",
  "t13"."orders" AS "daily_marketing_orders",
  "t13"."new_customers" AS "daily_marketing_new_customers",
  "t13"."revenue" AS "daily_marketing_revenue",
  "t13"."paid_revenue" AS "daily_marketing_paid_revenue"
FROM (
  SELECT
    "t12"."tenant_slug",
    "t12"."date",
    "t12"."channel",
    "t12"."campaign",
    SUM("t12"."impressions") AS "impressions",
    SUM("t12"."clicks") AS "clicks",
    SUM("t12"."sessions") AS "sessions",
    SUM("t12"."converting_sessions") AS "converting_sessions",
    SUM("t12"."spend") AS "spend",
    SUM("t12"."conversions") AS "conversions",
    SUM("t12"."conversion_value") AS "conversion_value",
    SUM("t12"."orders") AS "orders",
    SUM("t12"."new_customers") AS "new_customers",
    SUM("t12"."revenue") AS "revenue",
    SUM("t12"."paid_revenue") AS "paid_revenue",
    MAX("t12"."loaded_at") AS "loaded_at"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."tenant_slug",
        "t0"."attribution_day" AS "date",
        "t0"."attribution_channel" AS "channel",
        CASE
          WHEN LOWER(TRIM("t0"."attribution_campaign", ' \t
\r\x0b\x0c')) IN ('', '(not set)', '(direct)', '(organic)', '(referral)', '(none)')
          THEN CAST(NULL AS TEXT)
          ELSE LOWER(TRIM("t0"."attribution_campaign", ' \t
\r\x0b\x0c'))
        END AS "campaign",
        CAST(0 AS BIGINT) AS "impressions",
        CAST(0 AS BIGINT) AS "clicks",
        CAST(0 AS BIGINT) AS "sessions",
        CAST(0 AS BIGINT) AS "converting_sessions",
        CAST(0 AS DECIMAL(38, 9)) AS "spend",
        CAST(0 AS DECIMAL(38, 9)) AS "conversions",
        CAST(0 AS DECIMAL(38, 9)) AS "conversion_value",
        COALESCE("t0"."attribution_credit", 0) AS "orders",
        COALESCE(
          CASE
            WHEN "t0"."attribution_order_sequence" = 1
            THEN "t0"."attribution_credit"
            ELSE 0
          END,
          0
        ) AS "new_customers",
        COALESCE("t0"."attribution_revenue_reported", 0) AS "revenue",
        COALESCE(
          CASE
            WHEN "t0"."attribution_channel" IN (
              'Cross-network',
              'Paid Shopping',
              'Paid Social',
              'Paid Search',
              'Paid Video',
              'Display',
              'Paid Other',
              'Audio'
            )
            OR STARTS_WITH(LOWER("t0"."attribution_channel"), 'paid')
            THEN "t0"."attribution_revenue_reported"
            ELSE CAST(NULL AS DECIMAL(38, 9))
          END,
          0
        ) AS "paid_revenue",
        "t0"."attribution_loaded_at" AS "loaded_at"
      FROM "attribution" AS "t0"
      WHERE
        "t0"."attribution_model" = CASE WHEN "t0"."tenant_slug" IN ('umbra') THEN 'last_non_direct' ELSE 'linear' END
        AND NOT (
          COALESCE("t0"."attribution_is_test", FALSE)
        )
    ) AS "t8"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t9"."tenant_slug",
          "t9"."date",
          "t9"."channel",
          "t9"."campaign",
          COALESCE("t9"."impressions", 0) AS "impressions",
          COALESCE("t9"."clicks", 0) AS "clicks",
          CAST(0 AS BIGINT) AS "sessions",
          CAST(0 AS BIGINT) AS "converting_sessions",
          COALESCE("t9"."spend", 0) AS "spend",
          COALESCE("t9"."conversions", 0) AS "conversions",
          COALESCE("t9"."conversion_value", 0) AS "conversion_value",
          CAST(0 AS DECIMAL(38, 9)) AS "orders",
          CAST(0 AS DECIMAL(38, 9)) AS "new_customers",
          CAST(0 AS DECIMAL(38, 9)) AS "revenue",
          CAST(0 AS DECIMAL(38, 9)) AS "paid_revenue",
          "t9"."loaded_at"
        FROM (
          SELECT
            "t4"."tenant_slug",
            "t4"."ad_performance_day" AS "date",
            CASE
              WHEN "t4"."ad_performance_platform" = 'amazon_ads'
              THEN 'Paid Shopping'
              WHEN "t4"."ad_performance_platform" = 'bing_ads'
              THEN 'Paid Search'
              WHEN "t4"."ad_performance_platform" = 'facebook_ads'
              THEN 'Paid Social'
              WHEN "t4"."ad_performance_platform" = 'google_ads'
              THEN 'Paid Search'
              WHEN "t4"."ad_performance_platform" = 'instagram_ads'
              THEN 'Paid Social'
              WHEN "t4"."ad_performance_platform" = 'linkedin_ads'
              THEN 'Paid Social'
              WHEN "t4"."ad_performance_platform" = 'tiktok_ads'
              THEN 'Paid Social'
              ELSE 'Paid Other'
            END AS "channel",
            CASE
              WHEN LOWER(TRIM("t6"."named", ' \t
\r\x0b\x0c')) IN ('', '(not set)', '(direct)', '(organic)', '(referral)', '(none)')
              THEN CAST(NULL AS TEXT)
              ELSE LOWER(TRIM("t6"."named", ' \t
\r\x0b\x0c'))
            END AS "campaign",
            "t4"."ad_performance_spend_reported" AS "spend",
            "t4"."ad_performance_conversion_value_reported" AS "conversion_value",
            "t4"."ad_performance_loaded_at" AS "loaded_at",
            "t4"."ad_performance_impressions" AS "impressions",
            "t4"."ad_performance_clicks" AS "clicks",
            "t4"."ad_performance_conversions" AS "conversions"
          FROM "ad_performance" AS "t4"
          LEFT OUTER JOIN (
            SELECT
              "t3"."tenant_slug",
              "t3"."campaign_key" AS "ad_performance_campaign_key",
              "t3"."campaign_name" AS "named"
            FROM "campaign" AS "t3"
          ) AS "t6"
            ON "t4"."tenant_slug" = "t6"."tenant_slug"
            AND "t4"."ad_performance_campaign_key" = "t6"."ad_performance_campaign_key"
        ) AS "t9"
      ) AS "t10"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t1"."tenant_slug",
          "t1"."session_day" AS "date",
          "t1"."session_channel" AS "channel",
          CASE
            WHEN LOWER(TRIM("t1"."session_campaign", ' \t
\r\x0b\x0c')) IN ('', '(not set)', '(direct)', '(organic)', '(referral)', '(none)')
            THEN CAST(NULL AS TEXT)
            ELSE LOWER(TRIM("t1"."session_campaign", ' \t
\r\x0b\x0c'))
          END AS "campaign",
          CAST(0 AS BIGINT) AS "impressions",
          CAST(0 AS BIGINT) AS "clicks",
          COALESCE(CAST(1 AS BIGINT), 0) AS "sessions",
          COALESCE(CAST("t1"."session_conversions" > 0 AS BIGINT), 0) AS "converting_sessions",
          CAST(0 AS DECIMAL(38, 9)) AS "spend",
          CAST(0 AS DECIMAL(38, 9)) AS "conversions",
          CAST(0 AS DECIMAL(38, 9)) AS "conversion_value",
          CAST(0 AS DECIMAL(38, 9)) AS "orders",
          CAST(0 AS DECIMAL(38, 9)) AS "new_customers",
          CAST(0 AS DECIMAL(38, 9)) AS "revenue",
          CAST(0 AS DECIMAL(38, 9)) AS "paid_revenue",
          "t1"."session_loaded_at" AS "loaded_at"
        FROM "session" AS "t1"
      ) AS "t7"
    ) AS "t11"
  ) AS "t12"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t13"
