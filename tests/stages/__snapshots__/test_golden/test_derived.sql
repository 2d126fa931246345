SELECT
  "t3"."tenant_slug",
  "t3"."journey_key",
  "t3"."journey_platform",
  "t3"."journey_connection",
  "t3"."journey_id",
  "t3"."journey_started_at",
  "t3"."journey_amount",
  "t3"."journey_day",
  "t3"."journey_loaded_at"
FROM (
  SELECT
    "t2"."tenant_slug",
    "t2"."journey_key",
    "t2"."journey_platform",
    "t2"."journey_connection",
    "t2"."journey_id",
    "t2"."journey_started_at",
    "t2"."journey_amount",
    "t2"."journey_loaded_at",
    CASE
      WHEN CAST(CASE
        WHEN "t2"."tenant_slug" IN ('umbra')
        THEN TIMEZONE('UTC', "t2"."journey_started_at")
        ELSE TIMEZONE('Europe/Berlin', "t2"."journey_started_at")
      END AS DATE) BETWEEN MAKE_DATE(1970, 1, 1) AND MAKE_DATE(2099, 12, 31)
      THEN CAST(CASE
        WHEN "t2"."tenant_slug" IN ('umbra')
        THEN TIMEZONE('UTC', "t2"."journey_started_at")
        ELSE TIMEZONE('Europe/Berlin', "t2"."journey_started_at")
      END AS DATE)
      ELSE MAKE_DATE(1900, 1, 1)
    END AS "journey_day"
  FROM (
    SELECT
      "t1"."tenant_slug",
      CASE
        WHEN "t1"."journey_id" IS NULL
        THEN CAST(NULL AS TEXT)
        ELSE CONCAT_WS(
          ':',
          "t1"."journey_connection",
          REPLACE(REPLACE(COALESCE("t1"."journey_id", ''), '\', '\\'), ':', '\:')
        )
      END AS "journey_key",
      "t1"."journey_platform",
      "t1"."journey_connection",
      "t1"."journey_id",
      "t1"."journey_started_at",
      "t1"."journey_amount",
      "t1"."journey_loaded_at"
    FROM (
      SELECT
        "t0"."tenant_slug",
        "t0"."purchase_connection" AS "journey_connection",
        "t0"."purchase_client_id" AS "journey_id",
        MIN("t0"."purchase_platform") AS "journey_platform",
        MIN("t0"."purchase_at") AS "journey_started_at",
        SUM("t0"."purchase_amount") AS "journey_amount",
        MAX("t0"."purchase_loaded_at") AS "journey_loaded_at"
      FROM "star"."fct_purchases" AS "t0"
      GROUP BY
        1,
        2,
        3
    ) AS "t1"
    WHERE
      NOT "t1"."journey_id" IS NULL
  ) AS "t2"
) AS "t3"
