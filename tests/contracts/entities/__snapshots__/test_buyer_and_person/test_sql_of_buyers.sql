SELECT
  "t9"."tenant_slug",
  "t9"."order_platform" AS "buyer_platform",
  "t9"."order_connection" AS "buyer_connection",
  "t9"."order_loaded_at" AS "buyer_loaded_at",
  "t9"."order_key" AS "buyer_order_key",
  "t9"."key" AS "buyer_person_key",
  "t9"."order_id" AS "buyer_order_id",
  "t9"."id" AS "buyer_person_id",
  "t9"."order_placed_at" AS "buyer_placed_at",
  "t9"."order_total_amount" AS "buyer_amount",
  "t9"."order_currency" AS "buyer_currency",
  "t9"."_test" AS "buyer_is_test",
  CASE
    WHEN "t9"."counts"
    THEN (
      ROW_NUMBER() OVER (
        PARTITION BY "t9"."tenant_slug", "t9"."key", "t9"."counts"
        ORDER BY "t9"."order_placed_at" ASC, "t9"."order_key" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) + 1
    ELSE CAST(NULL AS BIGINT)
  END AS "buyer_order_sequence"
FROM (
  SELECT
    "t7"."tenant_slug",
    "t7"."order_platform",
    "t7"."order_connection",
    "t7"."order_loaded_at",
    "t7"."order_key",
    "t7"."order_id",
    "t7"."order_name",
    "t7"."order_customer_key",
    "t7"."order_email_hash",
    "t7"."order_placed_at",
    "t7"."order_cancelled_at",
    "t7"."order_status",
    "t7"."order_total_amount",
    "t7"."order_currency",
    "t7"."order_is_test",
    "t7"."_test",
    "t7"."id",
    "t7"."key",
    NOT (
      "t7"."_test"
    )
    AND (
      (
        "t7"."order_cancelled_at" IS NULL
      )
      AND NOT (
        COALESCE("t7"."order_status" IN ('cancelled', 'voided'), FALSE)
      )
    )
    AND (
      "t7"."order_placed_at" IS NOT NULL
    ) AS "counts"
  FROM (
    SELECT
      "t6"."tenant_slug",
      "t6"."order_platform",
      "t6"."order_connection",
      "t6"."order_loaded_at",
      "t6"."order_key",
      "t6"."order_id",
      "t6"."order_name",
      "t6"."order_customer_key",
      "t6"."order_email_hash",
      "t6"."order_placed_at",
      "t6"."order_cancelled_at",
      "t6"."order_status",
      "t6"."order_total_amount",
      "t6"."order_currency",
      "t6"."order_is_test",
      "t6"."_test",
      "t4"."id",
      "t4"."key"
    FROM (
      SELECT
        "t0"."tenant_slug",
        "t0"."order_platform",
        "t0"."order_connection",
        "t0"."order_loaded_at",
        "t0"."order_key",
        "t0"."order_id",
        "t0"."order_name",
        "t0"."order_customer_key",
        "t0"."order_email_hash",
        "t0"."order_placed_at",
        "t0"."order_cancelled_at",
        "t0"."order_status",
        "t0"."order_total_amount",
        "t0"."order_currency",
        "t0"."order_is_test",
        COALESCE("t0"."order_is_test" OR FALSE, FALSE) AS "_test"
      FROM "orders" AS "t0"
    ) AS "t6"
    INNER JOIN (
      SELECT
        "t1"."tenant_slug",
        "t1"."identity_member_key" AS "order_key",
        "t1"."identity_person_id" AS "id",
        "t1"."identity_person_key" AS "key"
      FROM "identities" AS "t1"
      WHERE
        "t1"."identity_kind" = 'order'
    ) AS "t4"
      ON "t6"."tenant_slug" = "t4"."tenant_slug" AND "t6"."order_key" = "t4"."order_key"
  ) AS "t7"
) AS "t9"
