SELECT
  "t7"."tenant_slug",
  "t7"."order_platform" AS "buyer_platform",
  "t7"."order_connection" AS "buyer_connection",
  "t7"."order_loaded_at" AS "buyer_loaded_at",
  "t7"."order_key" AS "buyer_order_key",
  "t7"."key" AS "buyer_person_key",
  "t7"."order_id" AS "buyer_order_id",
  "t7"."id" AS "buyer_person_id",
  "t7"."order_placed_at" AS "buyer_placed_at",
  "t7"."order_total_amount" AS "buyer_amount",
  "t7"."order_currency" AS "buyer_currency",
  COALESCE("t7"."order_is_test", FALSE) AS "buyer_is_test",
  CASE
    WHEN "t7"."counts"
    THEN (
      ROW_NUMBER() OVER (
        PARTITION BY "t7"."tenant_slug", "t7"."key", "t7"."counts"
        ORDER BY "t7"."order_placed_at" ASC, "t7"."order_key" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) + 1
    ELSE CAST(NULL AS BIGINT)
  END AS "buyer_order_sequence"
FROM (
  SELECT
    "t5"."tenant_slug",
    "t5"."order_platform",
    "t5"."order_connection",
    "t5"."order_loaded_at",
    "t5"."order_key",
    "t5"."order_id",
    "t5"."order_name",
    "t5"."order_customer_key",
    "t5"."order_email_hash",
    "t5"."order_placed_at",
    "t5"."order_cancelled_at",
    "t5"."order_total_amount",
    "t5"."order_currency",
    "t5"."order_is_test",
    "t5"."id",
    "t5"."key",
    NOT (
      COALESCE("t5"."order_is_test", FALSE)
    )
    AND (
      "t5"."order_cancelled_at" IS NULL
    )
    AND (
      "t5"."order_placed_at" IS NOT NULL
    ) AS "counts"
  FROM (
    SELECT
      "t2"."tenant_slug",
      "t2"."order_platform",
      "t2"."order_connection",
      "t2"."order_loaded_at",
      "t2"."order_key",
      "t2"."order_id",
      "t2"."order_name",
      "t2"."order_customer_key",
      "t2"."order_email_hash",
      "t2"."order_placed_at",
      "t2"."order_cancelled_at",
      "t2"."order_total_amount",
      "t2"."order_currency",
      "t2"."order_is_test",
      "t4"."id",
      "t4"."key"
    FROM "orders" AS "t2"
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
      ON "t2"."tenant_slug" = "t4"."tenant_slug" AND "t2"."order_key" = "t4"."order_key"
  ) AS "t5"
) AS "t7"
