SELECT
  "t8"."tenant_slug",
  "t8"."purchase_key",
  "t8"."purchase_platform",
  "t8"."purchase_connection",
  "t8"."purchase_id",
  "t8"."purchase_client_id",
  "t8"."purchase_at",
  "t8"."purchase_kind",
  "t8"."purchase_amount",
  "t8"."purchase_counts",
  "t8"."purchase_client_key",
  "t8"."purchase_day",
  "t8"."purchase_loaded_at"
FROM (
  SELECT
    "t7"."tenant_slug",
    "t7"."purchase_key",
    "t7"."purchase_platform",
    "t7"."purchase_connection",
    "t7"."purchase_id",
    "t7"."purchase_client_id",
    "t7"."purchase_at",
    "t7"."purchase_kind",
    "t7"."purchase_amount",
    "t7"."purchase_counts",
    "t7"."purchase_client_key",
    "t7"."purchase_loaded_at",
    CASE
      WHEN CAST(CASE
        WHEN "t7"."tenant_slug" IN ('umbra')
        THEN TIMEZONE('UTC', "t7"."purchase_at")
        ELSE TIMEZONE('Europe/Berlin', "t7"."purchase_at")
      END AS DATE) BETWEEN MAKE_DATE(1970, 1, 1) AND MAKE_DATE(2099, 12, 31)
      THEN CAST(CASE
        WHEN "t7"."tenant_slug" IN ('umbra')
        THEN TIMEZONE('UTC', "t7"."purchase_at")
        ELSE TIMEZONE('Europe/Berlin', "t7"."purchase_at")
      END AS DATE)
      ELSE MAKE_DATE(1900, 1, 1)
    END AS "purchase_day"
  FROM (
    SELECT
      "t6"."tenant_slug",
      "t6"."purchase_key",
      "t6"."purchase_platform",
      "t6"."purchase_connection",
      "t6"."purchase_id",
      "t6"."purchase_client_id",
      "t6"."purchase_at",
      "t6"."purchase_kind",
      "t6"."purchase_amount",
      "t6"."purchase_counts",
      "t6"."purchase_client_key",
      "t6"."purchase_loaded_at"
    FROM (
      SELECT
        "t5"."tenant_slug",
        "t5"."purchase_key",
        "t5"."purchase_platform",
        "t5"."purchase_connection",
        "t5"."purchase_id",
        "t5"."purchase_client_id",
        "t5"."purchase_at",
        "t5"."purchase_kind",
        "t5"."purchase_amount",
        "t5"."purchase_counts",
        "t5"."purchase_loaded_at",
        COALESCE("t3"."_member", 'unknown') AS "purchase_client_key"
      FROM (
        SELECT
          "t0"."tenant_slug",
          "t0"."purchase_key",
          "t0"."purchase_platform",
          "t0"."purchase_connection",
          "t0"."purchase_id",
          "t0"."purchase_client_id",
          "t0"."purchase_at",
          "t0"."purchase_kind",
          "t0"."purchase_amount",
          CAST(COALESCE(
            (
              "t0"."tenant_slug" IN ('acme') AND "t0"."purchase_kind" IN ('gift')
            )
            OR (
              "t0"."tenant_slug" IN ('umbra') AND "t0"."purchase_kind" IN ('gift', 'sale')
            ),
            FALSE
          ) AS BIGINT) AS "purchase_counts",
          "t0"."purchase_client_key",
          "t0"."purchase_loaded_at"
        FROM "unified"."int_unified_purchase" AS "t0"
        WHERE
          "t0"."_stands"
      ) AS "t5"
      LEFT OUTER JOIN (
        SELECT
          "t1"."tenant_slug" AS "_tenant",
          "t1"."client_key" AS "_member"
        FROM "unified"."int_unified_client" AS "t1"
        WHERE
          "t1"."_stands"
      ) AS "t3"
        ON "t5"."tenant_slug" = "t3"."_tenant"
        AND "t5"."purchase_client_key" = "t3"."_member"
    ) AS "t6"
  ) AS "t7"
) AS "t8"
