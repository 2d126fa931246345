SELECT
  "t4"."tenant_slug",
  "t4"."journey_key",
  "t4"."journey_platform",
  "t4"."journey_connection",
  "t4"."journey_id",
  "t4"."journey_started_at",
  "t4"."journey_amount",
  "t4"."journey_day",
  "t4"."journey_loaded_at"
FROM (
  SELECT
    "t3"."tenant_slug",
    "t3"."journey_key",
    "t3"."journey_platform",
    "t3"."journey_connection",
    "t3"."journey_id",
    "t3"."journey_started_at",
    "t3"."journey_amount",
    "t3"."journey_loaded_at",
    CASE
      WHEN CAST(CASE
        WHEN "t3"."tenant_slug" IN ('umbra')
        THEN TIMEZONE('UTC', "t3"."journey_started_at")
        ELSE TIMEZONE('Europe/Berlin', "t3"."journey_started_at")
      END AS DATE) BETWEEN MAKE_DATE(1970, 1, 1) AND MAKE_DATE(2099, 12, 31)
      THEN CAST(CASE
        WHEN "t3"."tenant_slug" IN ('umbra')
        THEN TIMEZONE('UTC', "t3"."journey_started_at")
        ELSE TIMEZONE('Europe/Berlin', "t3"."journey_started_at")
      END AS DATE)
      ELSE MAKE_DATE(1900, 1, 1)
    END AS "journey_day"
  FROM (
    SELECT
      "t2"."tenant_slug",
      "t2"."journey_key",
      "t2"."journey_platform",
      "t2"."journey_connection",
      "t2"."journey_id",
      "t2"."journey_started_at",
      "t2"."journey_amount",
      "t2"."journey_loaded_at"
    FROM (
      SELECT
        "t1"."tenant_slug",
        "t1"."purchase_client_key" AS "journey_key",
        "t1"."purchase_client_id" AS "journey_id",
        MIN("t1"."purchase_connection") AS "journey_connection",
        MIN("t1"."purchase_platform") AS "journey_platform",
        MIN("t1"."purchase_at") AS "journey_started_at",
        SUM("t1"."purchase_amount") AS "journey_amount",
        MAX("t1"."purchase_loaded_at") AS "journey_loaded_at"
      FROM (
        SELECT
          *
        FROM "star"."fct_purchases" AS "t0"
        WHERE
          NOT "t0"."purchase_client_key" IS NULL
          AND "t0"."purchase_client_key" <> 'unknown'
      ) AS "t1"
      GROUP BY
        1,
        2,
        3
    ) AS "t2"
  ) AS "t3"
) AS "t4"
