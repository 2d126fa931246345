SELECT
  "t12"."tenant_slug",
  "t12"."purchase_key",
  "t12"."purchase_platform",
  "t12"."purchase_connection",
  "t12"."purchase_id",
  "t12"."purchase_client_id",
  "t12"."purchase_at",
  "t12"."purchase_kind",
  "t12"."purchase_amount",
  "t12"."purchase_counts",
  "t12"."purchase_client_key",
  "t12"."purchase_day",
  "t12"."purchase_loaded_at"
FROM (
  SELECT
    "t11"."tenant_slug",
    "t11"."purchase_key",
    "t11"."purchase_platform",
    "t11"."purchase_connection",
    "t11"."purchase_id",
    "t11"."purchase_client_id",
    "t11"."purchase_at",
    "t11"."purchase_kind",
    "t11"."purchase_amount",
    "t11"."purchase_counts",
    "t11"."purchase_client_key",
    "t11"."purchase_loaded_at",
    "t11"."_tenant",
    "t11"."_zone",
    CASE
      WHEN CAST(TIMEZONE("t11"."_zone", "t11"."purchase_at") AS DATE) BETWEEN MAKE_DATE(1970, 1, 1) AND MAKE_DATE(2099, 12, 31)
      THEN CAST(TIMEZONE("t11"."_zone", "t11"."purchase_at") AS DATE)
      ELSE MAKE_DATE(1900, 1, 1)
    END AS "purchase_day"
  FROM (
    SELECT
      "t10"."tenant_slug",
      "t10"."purchase_key",
      "t10"."purchase_platform",
      "t10"."purchase_connection",
      "t10"."purchase_id",
      "t10"."purchase_client_id",
      "t10"."purchase_at",
      "t10"."purchase_kind",
      "t10"."purchase_amount",
      "t10"."purchase_counts",
      "t10"."purchase_client_key",
      "t10"."purchase_loaded_at",
      "t6"."_tenant",
      "t6"."_zone"
    FROM (
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
        "t8"."purchase_loaded_at"
      FROM (
        SELECT
          "t3"."tenant_slug",
          "t3"."purchase_key",
          "t3"."purchase_platform",
          "t3"."purchase_connection",
          "t3"."purchase_id",
          "t3"."purchase_client_id",
          "t3"."purchase_at",
          "t3"."purchase_kind",
          "t3"."purchase_amount",
          "t3"."purchase_counts",
          "t3"."purchase_loaded_at",
          COALESCE("t7"."_member", 'unknown') AS "purchase_client_key"
        FROM "unified"."int_unified_purchase" AS "t3"
        LEFT OUTER JOIN (
          SELECT
            "t2"."tenant_slug" AS "_tenant",
            "t2"."client_key" AS "_member"
          FROM "star"."dim_clients" AS "t2"
        ) AS "t7"
          ON "t3"."tenant_slug" = "t7"."_tenant"
          AND "t3"."purchase_client_key" = "t7"."_member"
      ) AS "t8"
    ) AS "t10"
    LEFT OUTER JOIN (
      SELECT
        "t0"."tenant_slug" AS "_tenant",
        "t0"."tenant_time_zone" AS "_zone"
      FROM "star"."dim_tenants" AS "t0"
    ) AS "t6"
      ON "t10"."tenant_slug" = "t6"."_tenant"
  ) AS "t11"
) AS "t12"
