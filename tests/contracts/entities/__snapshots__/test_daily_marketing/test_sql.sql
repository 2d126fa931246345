SELECT
  "t15"."tenant_slug",
  'across' AS "daily_marketing_platform",
  'across' AS "daily_marketing_connection",
  "t15"."loaded_at" AS "daily_marketing_loaded_at",
  "t15"."date" AS "daily_marketing_date",
  "t15"."channel" AS "daily_marketing_channel",
  "t15"."campaign" AS "daily_marketing_campaign",
  "t15"."impressions" AS "daily_marketing_impressions",
  "t15"."clicks" AS "daily_marketing_clicks",
  "t15"."sessions" AS "daily_marketing_sessions",
  "t15"."converting_sessions" AS "daily_marketing_converting_sessions",
  "t15"."spend" AS "daily_marketing_spend",
  "t15"."conversions" AS "daily_marketing_conversions",
  "t15"."conversion_value" AS "daily_marketing_conversion_value",
  "t15"."orders" AS "daily_marketing_orders",
  "t15"."new_customers" AS "daily_marketing_new_customers",
  "t15"."revenue" AS "daily_marketing_revenue",
  "t15"."paid_revenue" AS "daily_marketing_paid_revenue",
  "t15"."new_customer_value" AS "daily_marketing_new_customer_value"
FROM (
  SELECT
    "t14"."tenant_slug",
    "t14"."date",
    "t14"."channel",
    "t14"."campaign",
    SUM("t14"."impressions") AS "impressions",
    SUM("t14"."clicks") AS "clicks",
    SUM("t14"."sessions") AS "sessions",
    SUM("t14"."converting_sessions") AS "converting_sessions",
    SUM("t14"."spend") AS "spend",
    SUM("t14"."conversions") AS "conversions",
    SUM("t14"."conversion_value") AS "conversion_value",
    SUM("t14"."orders") AS "orders",
    SUM("t14"."new_customers") AS "new_customers",
    SUM("t14"."revenue") AS "revenue",
    SUM("t14"."paid_revenue") AS "paid_revenue",
    SUM("t14"."new_customer_value") AS "new_customer_value",
    MAX("t14"."loaded_at") AS "loaded_at"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t12"."tenant_slug",
        "t12"."attribution_day" AS "date",
        "t12"."attribution_channel" AS "channel",
        CASE
          WHEN LOWER(TRIM("t12"."attribution_campaign", ' \t
\r\x0b\x0c')) IN ('', '(not set)', '(direct)', '(organic)', '(referral)', '(none)')
          THEN CAST(NULL AS TEXT)
          ELSE LOWER(TRIM("t12"."attribution_campaign", ' \t
\r\x0b\x0c'))
        END AS "campaign",
        CAST(0 AS BIGINT) AS "impressions",
        CAST(0 AS BIGINT) AS "clicks",
        CAST(0 AS BIGINT) AS "sessions",
        CAST(0 AS BIGINT) AS "converting_sessions",
        CAST(0 AS DECIMAL(38, 9)) AS "spend",
        CAST(0 AS DECIMAL(38, 9)) AS "conversions",
        CAST(0 AS DECIMAL(38, 9)) AS "conversion_value",
        COALESCE("t12"."attribution_credit", 0) AS "orders",
        COALESCE(
          CASE
            WHEN "t12"."attribution_order_sequence" = 1
            THEN "t12"."attribution_credit"
            ELSE 0
          END,
          0
        ) AS "new_customers",
        COALESCE("t12"."attribution_revenue_reported", 0) AS "revenue",
        COALESCE(
          CASE
            WHEN "t12"."attribution_channel" IN (
              'Cross-network',
              'Paid Shopping',
              'Paid Social',
              'Paid Search',
              'Paid Video',
              'Display',
              'Paid Other',
              'Audio'
            )
            OR STARTS_WITH(LOWER("t12"."attribution_channel"), 'paid')
            THEN "t12"."attribution_revenue_reported"
            ELSE CAST(NULL AS DECIMAL(38, 9))
          END,
          0
        ) AS "paid_revenue",
        COALESCE(
          TRY_CAST(CAST(CASE
            WHEN "t12"."attribution_order_sequence" = 1
            THEN "t12"."attribution_credit"
            ELSE 0
          END AS DOUBLE) * CAST("t12"."_value" AS DOUBLE) AS DECIMAL(38, 9)),
          0
        ) AS "new_customer_value",
        "t12"."attribution_loaded_at" AS "loaded_at"
      FROM (
        SELECT
          "t9"."tenant_slug",
          "t9"."attribution_platform",
          "t9"."attribution_connection",
          "t9"."attribution_loaded_at",
          "t9"."attribution_key",
          "t9"."attribution_day",
          "t9"."attribution_person_key",
          "t9"."attribution_model",
          "t9"."attribution_channel",
          "t9"."attribution_campaign",
          "t9"."attribution_credit",
          "t9"."attribution_order_sequence",
          "t9"."attribution_is_test",
          "t9"."attribution_revenue_reported",
          "t5"."_value"
        FROM (
          SELECT
            *
          FROM "attribution" AS "t2"
          WHERE
            "t2"."attribution_model" = CASE WHEN "t2"."tenant_slug" IN ('umbra') THEN 'last_non_direct' ELSE 'linear' END
            AND NOT (
              COALESCE("t2"."attribution_is_test", FALSE)
            )
        ) AS "t9"
        LEFT OUTER JOIN (
          SELECT
            "t3"."tenant_slug",
            "t3"."person_key" AS "_person",
            "t3"."person_lifetime_value" AS "_value"
          FROM "person" AS "t3"
        ) AS "t5"
          ON "t9"."tenant_slug" = "t5"."tenant_slug"
          AND "t9"."attribution_person_key" = "t5"."_person"
      ) AS "t12"
    ) AS "t13"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."tenant_slug",
          "t0"."ad_performance_day" AS "date",
          CASE
            WHEN "t0"."ad_performance_platform" = 'amazon_ads'
            THEN 'Paid Shopping'
            WHEN "t0"."ad_performance_platform" = 'bing_ads'
            THEN 'Paid Search'
            WHEN "t0"."ad_performance_platform" = 'facebook_ads'
            THEN 'Paid Social'
            WHEN "t0"."ad_performance_platform" = 'google_ads'
            THEN 'Paid Search'
            WHEN "t0"."ad_performance_platform" = 'instagram_ads'
            THEN 'Paid Social'
            WHEN "t0"."ad_performance_platform" = 'linkedin_ads'
            THEN 'Paid Social'
            WHEN "t0"."ad_performance_platform" = 'tiktok_ads'
            THEN 'Paid Social'
            ELSE 'Paid Other'
          END AS "channel",
          CASE
            WHEN LOWER(TRIM("t0"."ad_performance_campaign_name", ' \t
\r\x0b\x0c')) IN ('', '(not set)', '(direct)', '(organic)', '(referral)', '(none)')
            THEN CAST(NULL AS TEXT)
            ELSE LOWER(TRIM("t0"."ad_performance_campaign_name", ' \t
\r\x0b\x0c'))
          END AS "campaign",
          COALESCE("t0"."ad_performance_impressions", 0) AS "impressions",
          COALESCE("t0"."ad_performance_clicks", 0) AS "clicks",
          CAST(0 AS BIGINT) AS "sessions",
          CAST(0 AS BIGINT) AS "converting_sessions",
          COALESCE("t0"."ad_performance_spend_reported", 0) AS "spend",
          COALESCE("t0"."ad_performance_conversions", 0) AS "conversions",
          COALESCE("t0"."ad_performance_conversion_value_reported", 0) AS "conversion_value",
          CAST(0 AS DECIMAL(38, 9)) AS "orders",
          CAST(0 AS DECIMAL(38, 9)) AS "new_customers",
          CAST(0 AS DECIMAL(38, 9)) AS "revenue",
          CAST(0 AS DECIMAL(38, 9)) AS "paid_revenue",
          CAST(0 AS DECIMAL(38, 9)) AS "new_customer_value",
          "t0"."ad_performance_loaded_at" AS "loaded_at"
        FROM "ad_performance" AS "t0"
      ) AS "t7"
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
          CAST(0 AS DECIMAL(38, 9)) AS "new_customer_value",
          "t1"."session_loaded_at" AS "loaded_at"
        FROM "session" AS "t1"
      ) AS "t8"
    ) AS "t10"
  ) AS "t14"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t15"
