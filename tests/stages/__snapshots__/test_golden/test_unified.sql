SELECT
  "t14"."tenant_slug",
  "t14"."purchase_key",
  "t14"."_platform" AS "purchase_platform",
  "t14"."_connection" AS "purchase_connection",
  "t14"."purchase_id",
  "t14"."purchase_client_id",
  "t14"."purchase_at",
  "t14"."purchase_kind",
  "t14"."purchase_amount",
  CAST(COALESCE(
    (
      (
        "t14"."tenant_slug" = 'acme'
      ) AND "t14"."purchase_kind" IN ('gift')
    )
    OR (
      (
        "t14"."tenant_slug" = 'umbra'
      ) AND "t14"."purchase_kind" IN ('gift', 'sale')
    ),
    FALSE
  ) AS BIGINT) AS "purchase_counts",
  "t14"."purchase_client_key",
  "t14"."_loaded_at" AS "purchase_loaded_at"
FROM (
  SELECT
    "t13"."tenant_slug",
    "t13"."_platform",
    "t13"."_connection",
    "t13"."_version_at",
    "t13"."_load_id",
    "t13"."_load_row",
    "t13"."_loaded_at",
    "t13"."purchase_id",
    "t13"."purchase_client_id",
    "t13"."purchase_at",
    "t13"."purchase_kind",
    "t13"."purchase_amount",
    "t13"."purchase_key",
    "t13"."purchase_client_key",
    "t13"."_keyed",
    ROW_NUMBER() OVER (
      PARTITION BY "t13"."tenant_slug", "t13"."purchase_key"
      ORDER BY "t13"."_version_at" DESC, "t13"."_load_id" DESC, "t13"."_load_row" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "_rank"
  FROM (
    SELECT
      "t12"."tenant_slug",
      "t12"."_platform",
      "t12"."_connection",
      "t12"."_version_at",
      "t12"."_load_id",
      "t12"."_load_row",
      "t12"."_loaded_at",
      "t12"."purchase_id",
      "t12"."purchase_client_id",
      "t12"."purchase_at",
      "t12"."purchase_kind",
      "t12"."purchase_amount",
      CASE
        WHEN "t12"."purchase_id" IS NULL
        THEN CAST(NULL AS TEXT)
        ELSE CONCAT_WS(
          ':',
          "t12"."_space",
          REPLACE(REPLACE(COALESCE("t12"."purchase_id", ''), '\', '\\'), ':', '\:')
        )
      END AS "purchase_key",
      CASE
        WHEN "t12"."purchase_client_id" IS NULL
        THEN CAST(NULL AS TEXT)
        ELSE CONCAT_WS(
          ':',
          "t12"."_space",
          REPLACE(REPLACE(COALESCE("t12"."purchase_client_id", ''), '\', '\\'), ':', '\:')
        )
      END AS "purchase_client_key",
      NOT CASE
        WHEN "t12"."purchase_id" IS NULL
        THEN CAST(NULL AS TEXT)
        ELSE CONCAT_WS(
          ':',
          "t12"."_space",
          REPLACE(REPLACE(COALESCE("t12"."purchase_id", ''), '\', '\\'), ':', '\:')
        )
      END IS NULL AS "_keyed"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t8"."tenant_slug",
          "t8"."_platform",
          "t8"."_connection",
          "t8"."_version_at",
          "t8"."_load_id",
          "t8"."_load_row",
          "t8"."_loaded_at",
          CAST("t8"."_record"."id" AS TEXT) AS "purchase_id",
          CAST("t8"."_record"."client" AS TEXT) AS "purchase_client_id",
          TRY_CAST("t8"."_record"."at" AS TIMESTAMPTZ) AS "purchase_at",
          "t8"."_record"."kind" AS "purchase_kind",
          CAST(TRY_CAST("t8"."_record"."total" AS DECIMAL(38, 18)) AS DECIMAL(38, 9)) AS "purchase_amount",
          "t8"."_connection" AS "_space"
        FROM (
          SELECT
            "t4"."tenant_slug",
            "t4"."platform" AS "_platform",
            "t4"."connection" AS "_connection",
            "t4"."version_at" AS "_version_at",
            "t4"."load_id" AS "_load_id",
            "t4"."load_row" AS "_load_row",
            "t4"."loaded_at" AS "_loaded_at",
            TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT)) AS "_record"
          FROM (
            SELECT
              "t2"."tenant_slug",
              "t2"."platform",
              "t2"."connection",
              "t2"."schema_name",
              "t2"."table_name",
              "t2"."fingerprint",
              "t2"."record_id",
              "t2"."digest",
              "t2"."version_at",
              "t2"."load_id",
              "t2"."load_row",
              "t2"."width",
              "t2"."loaded_at",
              "t2"."payload",
              ROW_NUMBER() OVER (
                PARTITION BY "t2"."record_id"
                ORDER BY "t2"."version_at" DESC, "t2"."load_id" DESC, "t2"."load_row" DESC, "t2"."width" DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "_rank"
            FROM (
              SELECT
                "t0"."tenant_slug",
                "t0"."platform",
                "t0"."connection",
                "t0"."schema_name",
                "t0"."table_name",
                "t0"."fingerprint",
                "t0"."record_id",
                "t0"."digest",
                COALESCE("t0"."version_at", "t0"."loaded_at") AS "version_at",
                "t0"."load_id",
                "t0"."load_row",
                "t0"."width",
                "t0"."loaded_at",
                "t0"."payload"
              FROM "master"."platform_mm__till_api_v1_sales" AS "t0"
            ) AS "t2"
          ) AS "t4"
          WHERE
            "t4"."_rank" = 0 AND "t4"."width" > 0
        ) AS "t8"
      ) AS "t10"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t9"."tenant_slug",
          "t9"."_platform",
          "t9"."_connection",
          "t9"."_version_at",
          "t9"."_load_id",
          "t9"."_load_row",
          "t9"."_loaded_at",
          "t9"."_record"."id" AS "purchase_id",
          "t9"."_record"."buyer" AS "purchase_client_id",
          CAST(NULL AS TIMESTAMPTZ) AS "purchase_at",
          CAST(NULL AS TEXT) AS "purchase_kind",
          CAST(TRY_CAST("t9"."_record"."total" AS DECIMAL(38, 18)) AS DECIMAL(38, 9)) AS "purchase_amount",
          'web_api_v1' AS "_space"
        FROM (
          SELECT
            "t5"."tenant_slug",
            "t5"."platform" AS "_platform",
            "t5"."connection" AS "_connection",
            "t5"."version_at" AS "_version_at",
            "t5"."load_id" AS "_load_id",
            "t5"."load_row" AS "_load_row",
            "t5"."loaded_at" AS "_loaded_at",
            TRY_CAST("t5"."payload" AS STRUCT("id" TEXT, "buyer" TEXT, "total" TEXT)) AS "_record"
          FROM (
            SELECT
              "t3"."tenant_slug",
              "t3"."platform",
              "t3"."connection",
              "t3"."schema_name",
              "t3"."table_name",
              "t3"."fingerprint",
              "t3"."record_id",
              "t3"."digest",
              "t3"."version_at",
              "t3"."load_id",
              "t3"."load_row",
              "t3"."width",
              "t3"."loaded_at",
              "t3"."payload",
              ROW_NUMBER() OVER (
                PARTITION BY "t3"."record_id"
                ORDER BY "t3"."version_at" DESC, "t3"."load_id" DESC, "t3"."load_row" DESC, "t3"."width" DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "_rank"
            FROM (
              SELECT
                "t1"."tenant_slug",
                "t1"."platform",
                "t1"."connection",
                "t1"."schema_name",
                "t1"."table_name",
                "t1"."fingerprint",
                "t1"."record_id",
                "t1"."digest",
                COALESCE("t1"."version_at", "t1"."loaded_at") AS "version_at",
                "t1"."load_id",
                "t1"."load_row",
                "t1"."width",
                "t1"."loaded_at",
                "t1"."payload"
              FROM "master"."platform_mm__web_api_v1_sales" AS "t1"
            ) AS "t3"
          ) AS "t5"
          WHERE
            "t5"."_rank" = 0 AND "t5"."width" > 0
        ) AS "t9"
      ) AS "t11"
    ) AS "t12"
  ) AS "t13"
) AS "t14"
WHERE
  "t14"."_rank" = 0 AND "t14"."_keyed"
