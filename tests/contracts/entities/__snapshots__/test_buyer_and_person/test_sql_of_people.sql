SELECT
  "t5"."tenant_slug",
  "t5"."person_key",
  'across' AS "person_platform",
  'across' AS "person_connection",
  GREATEST("t5"."loaded_at", COALESCE("t7"."ordered_loaded_at", "t5"."loaded_at")) AS "person_loaded_at",
  "t5"."person_id",
  "t7"."first_at" AS "person_first_order_at",
  "t7"."last_at" AS "person_last_order_at",
  "t7"."first_day" AS "person_first_order_day",
  "t7"."cohort_month" AS "person_cohort_month",
  COALESCE("t7"."orders", 0) AS "person_orders",
  "t7"."value" AS "person_lifetime_value",
  "t5"."customers" AS "person_customers",
  "t5"."visitors" AS "person_visitors",
  "t5"."devices" AS "person_devices",
  COALESCE("t7"."shops", 0) AS "person_shops"
FROM (
  SELECT
    "t2"."tenant_slug",
    "t2"."identity_person_key" AS "person_key",
    MIN("t2"."identity_person_id") AS "person_id",
    MAX("t2"."identity_loaded_at") AS "loaded_at",
    COUNT(*) FILTER(WHERE
      "t2"."identity_kind" = 'customer') AS "customers",
    COUNT(*) FILTER(WHERE
      "t2"."identity_kind" = 'visitor') AS "visitors",
    COUNT(*) FILTER(WHERE
      "t2"."identity_kind" = 'device') AS "devices"
  FROM (
    SELECT
      *
    FROM "identities" AS "t0"
    WHERE
      "t0"."identity_person_key" IS NOT NULL
  ) AS "t2"
  GROUP BY
    1,
    2
) AS "t5"
LEFT OUTER JOIN (
  SELECT
    "t3"."tenant_slug",
    "t3"."order_person_key" AS "person_key",
    MAX("t3"."order_loaded_at") AS "ordered_loaded_at",
    COUNT(*) AS "orders",
    MIN("t3"."order_placed_at") AS "first_at",
    MIN("t3"."order_day") AS "first_day",
    MAX("t3"."order_placed_at") AS "last_at",
    DATE_TRUNC('MONTH', MIN("t3"."order_day")) AS "cohort_month",
    SUM("t3"."order_total_reported" - "t3"."order_refunded_reported") AS "value",
    COUNT(DISTINCT "t3"."order_connection") AS "shops"
  FROM (
    SELECT
      *
    FROM "orders" AS "t1"
    WHERE
      NOT (
        COALESCE("t1"."order_is_test", FALSE)
      )
      AND "t1"."order_cancelled_at" IS NULL
      AND NOT (
        COALESCE("t1"."order_status" IN ('cancelled', 'voided'), FALSE)
      )
      AND "t1"."order_placed_at" IS NOT NULL
  ) AS "t3"
  GROUP BY
    1,
    2
) AS "t7"
  ON "t5"."tenant_slug" = "t7"."tenant_slug" AND "t5"."person_key" = "t7"."person_key"
