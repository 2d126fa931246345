SELECT
  "t15"."tenant_slug",
  "t15"."purchase_key",
  "t15"."_platform" AS "purchase_platform",
  "t15"."_connection" AS "purchase_connection",
  "t15"."purchase_id",
  "t15"."purchase_client_id",
  "t15"."purchase_at",
  "t15"."purchase_kind",
  "t15"."purchase_amount",
  CAST(COALESCE(
    (
      (
        "t15"."tenant_slug" = 'acme'
      ) AND "t15"."purchase_kind" IN ('gift')
    )
    OR (
      (
        "t15"."tenant_slug" = 'umbra'
      ) AND "t15"."purchase_kind" IN ('gift', 'sale')
    ),
    FALSE
  ) AS BIGINT) AS "purchase_counts",
  "t15"."purchase_client_key",
  "t15"."_loaded_at" AS "purchase_loaded_at"
FROM (
  SELECT
    *
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
      "t12"."purchase_key",
      "t12"."purchase_client_key",
      NOT "t12"."purchase_key" IS NULL AS "_keyed"
    FROM (
      SELECT
        "t10"."tenant_slug",
        "t10"."_platform",
        "t10"."_connection",
        "t10"."_version_at",
        "t10"."_load_id",
        "t10"."_load_row",
        "t10"."_loaded_at",
        "t10"."purchase_id",
        "t10"."purchase_client_id",
        "t10"."purchase_at",
        "t10"."purchase_kind",
        "t10"."purchase_amount",
        CASE
          WHEN "t10"."purchase_id" IS NULL
          THEN CAST(NULL AS TEXT)
          ELSE CONCAT_WS(
            ':',
            "t10"."_space",
            REPLACE(REPLACE(COALESCE("t10"."purchase_id", ''), '\', '\\'), ':', '\:')
          )
        END AS "purchase_key",
        CASE
          WHEN "t10"."purchase_client_id" IS NULL
          THEN CAST(NULL AS TEXT)
          ELSE CONCAT_WS(
            ':',
            "t10"."_space",
            REPLACE(REPLACE(COALESCE("t10"."purchase_client_id", ''), '\', '\\'), ':', '\:')
          )
        END AS "purchase_client_key"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t6"."tenant_slug",
            "t6"."_platform",
            "t6"."_connection",
            "t6"."_version_at",
            "t6"."_load_id",
            "t6"."_load_row",
            "t6"."_loaded_at",
            CAST("t6"."_record"."id" AS TEXT) AS "purchase_id",
            CAST("t6"."_record"."client" AS TEXT) AS "purchase_client_id",
            TRY_CAST("t6"."_record"."at" AS TIMESTAMPTZ) AS "purchase_at",
            "t6"."_record"."kind" AS "purchase_kind",
            CAST(TRY_CAST("t6"."_record"."total" AS DECIMAL(38, 18)) AS DECIMAL(38, 9)) AS "purchase_amount",
            "t6"."_connection" AS "_space"
          FROM (
            SELECT
              "t2"."tenant_slug",
              "t2"."platform" AS "_platform",
              "t2"."connection" AS "_connection",
              COALESCE("t2"."version_at", "t2"."loaded_at") AS "_version_at",
              "t2"."load_id" AS "_load_id",
              "t2"."load_row" AS "_load_row",
              "t2"."loaded_at" AS "_loaded_at",
              "t2"."width" AS "_width",
              TRY_CAST("t2"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT)) AS "_record"
            FROM (
              SELECT
                *
              FROM "master"."platform_mm__till_api_v1_sales" AS "t0"
              QUALIFY
                (
                  ROW_NUMBER() OVER (
                    PARTITION BY "t0"."record_id"
                    ORDER BY COALESCE("t0"."version_at", "t0"."loaded_at") DESC, "t0"."load_id" DESC, "t0"."load_row" DESC, "t0"."width" DESC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1
                ) = 0
            ) AS "t2"
          ) AS "t6"
          WHERE
            "t6"."_width" > 0
        ) AS "t8"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t7"."tenant_slug",
            "t7"."_platform",
            "t7"."_connection",
            "t7"."_version_at",
            "t7"."_load_id",
            "t7"."_load_row",
            "t7"."_loaded_at",
            "t7"."_record"."id" AS "purchase_id",
            "t7"."_record"."buyer" AS "purchase_client_id",
            CAST(NULL AS TIMESTAMPTZ) AS "purchase_at",
            CAST(NULL AS TEXT) AS "purchase_kind",
            CAST(TRY_CAST("t7"."_record"."total" AS DECIMAL(38, 18)) AS DECIMAL(38, 9)) AS "purchase_amount",
            'web_api_v1' AS "_space"
          FROM (
            SELECT
              "t3"."tenant_slug",
              "t3"."platform" AS "_platform",
              "t3"."connection" AS "_connection",
              COALESCE("t3"."version_at", "t3"."loaded_at") AS "_version_at",
              "t3"."load_id" AS "_load_id",
              "t3"."load_row" AS "_load_row",
              "t3"."loaded_at" AS "_loaded_at",
              "t3"."width" AS "_width",
              TRY_CAST("t3"."payload" AS STRUCT("id" TEXT, "buyer" TEXT, "total" TEXT)) AS "_record"
            FROM (
              SELECT
                *
              FROM "master"."platform_mm__web_api_v1_sales" AS "t1"
              QUALIFY
                (
                  ROW_NUMBER() OVER (
                    PARTITION BY "t1"."record_id"
                    ORDER BY COALESCE("t1"."version_at", "t1"."loaded_at") DESC, "t1"."load_id" DESC, "t1"."load_row" DESC, "t1"."width" DESC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1
                ) = 0
            ) AS "t3"
          ) AS "t7"
          WHERE
            "t7"."_width" > 0
        ) AS "t9"
      ) AS "t10"
    ) AS "t12"
  ) AS "t13"
  QUALIFY
    (
      ROW_NUMBER() OVER (
        PARTITION BY "t13"."tenant_slug", "t13"."purchase_key"
        ORDER BY "t13"."_version_at" DESC, "t13"."_load_id" DESC, "t13"."_load_row" DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) = 0
) AS "t15"
WHERE
  "t15"."_keyed"
