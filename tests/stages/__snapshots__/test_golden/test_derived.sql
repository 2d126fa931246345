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
  FROM "unified"."int_unified_purchase" AS "t0"
  GROUP BY
    1,
    2,
    3
) AS "t1"
WHERE
  NOT "t1"."journey_id" IS NULL
