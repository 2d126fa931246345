SELECT
  "t10"."tenant_slug",
  "t10"."purchase_key",
  "t10"."_platform" AS "purchase_platform",
  "t10"."_connection" AS "purchase_connection",
  "t10"."purchase_id",
  "t10"."purchase_client_id",
  "t10"."purchase_at",
  "t10"."purchase_kind",
  "t10"."purchase_amount",
  CAST(COALESCE(
    (
      (
        "t10"."tenant_slug" = 'acme'
      ) AND "t10"."purchase_kind" IN ('gift')
    )
    OR (
      (
        "t10"."tenant_slug" = 'umbra'
      ) AND "t10"."purchase_kind" IN ('gift', 'sale')
    ),
    FALSE
  ) AS BIGINT) AS "purchase_counts",
  "t10"."purchase_client_key",
  "t10"."_loaded_at" AS "purchase_loaded_at"
FROM (
  SELECT
    "t9"."tenant_slug",
    "t9"."_platform",
    "t9"."_connection",
    "t9"."_version_at",
    "t9"."_load_id",
    "t9"."_load_row",
    "t9"."_loaded_at",
    "t9"."purchase_id",
    "t9"."purchase_client_id",
    "t9"."purchase_at",
    "t9"."purchase_kind",
    "t9"."purchase_amount",
    "t9"."purchase_key",
    "t9"."purchase_client_key",
    "t9"."_keyed",
    ROW_NUMBER() OVER (
      PARTITION BY "t9"."tenant_slug", "t9"."purchase_key"
      ORDER BY "t9"."_version_at" DESC, "t9"."_load_id" DESC, "t9"."_load_row" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "_rank"
  FROM (
    SELECT
      "t8"."tenant_slug",
      "t8"."_platform",
      "t8"."_connection",
      "t8"."_version_at",
      "t8"."_load_id",
      "t8"."_load_row",
      "t8"."_loaded_at",
      "t8"."purchase_id",
      "t8"."purchase_client_id",
      "t8"."purchase_at",
      "t8"."purchase_kind",
      "t8"."purchase_amount",
      "t8"."purchase_key",
      "t8"."purchase_client_key",
      NOT "t8"."purchase_key" IS NULL AS "_keyed"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t4"."tenant_slug",
          "t4"."platform" AS "_platform",
          "t4"."connection" AS "_connection",
          "t4"."version_at" AS "_version_at",
          "t4"."load_id" AS "_load_id",
          "t4"."load_row" AS "_load_row",
          "t4"."loaded_at" AS "_loaded_at",
          CAST((
            TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT))
          )."id" AS TEXT) AS "purchase_id",
          CAST((
            TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT))
          )."client" AS TEXT) AS "purchase_client_id",
          TRY_CAST((
            TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT))
          )."at" AS TIMESTAMPTZ) AS "purchase_at",
          (
            TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT))
          )."kind" AS "purchase_kind",
          CAST(TRY_CAST((
            TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT))
          )."total" AS DECIMAL(38, 18)) AS DECIMAL(38, 9)) AS "purchase_amount",
          CASE
            WHEN CAST((
              TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT))
            )."id" AS TEXT) IS NULL
            THEN CAST(NULL AS TEXT)
            ELSE CONCAT_WS(
              ':',
              "t4"."connection",
              REPLACE(
                REPLACE(
                  COALESCE(
                    CAST((
                      TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT))
                    )."id" AS TEXT),
                    ''
                  ),
                  '\',
                  '\\'
                ),
                ':',
                '\:'
              )
            )
          END AS "purchase_key",
          CASE
            WHEN CAST((
              TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT))
            )."client" AS TEXT) IS NULL
            THEN CAST(NULL AS TEXT)
            ELSE CONCAT_WS(
              ':',
              "t4"."connection",
              REPLACE(
                REPLACE(
                  COALESCE(
                    CAST((
                      TRY_CAST("t4"."payload" AS STRUCT("id" BIGINT, "client" BIGINT, "at" TEXT, "kind" TEXT, "total" TEXT))
                    )."client" AS TEXT),
                    ''
                  ),
                  '\',
                  '\\'
                ),
                ':',
                '\:'
              )
            )
          END AS "purchase_client_key"
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
      ) AS "t7"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t5"."tenant_slug",
          "t5"."platform" AS "_platform",
          "t5"."connection" AS "_connection",
          "t5"."version_at" AS "_version_at",
          "t5"."load_id" AS "_load_id",
          "t5"."load_row" AS "_load_row",
          "t5"."loaded_at" AS "_loaded_at",
          (
            TRY_CAST("t5"."payload" AS STRUCT("id" TEXT, "buyer" TEXT, "total" TEXT))
          )."id" AS "purchase_id",
          (
            TRY_CAST("t5"."payload" AS STRUCT("id" TEXT, "buyer" TEXT, "total" TEXT))
          )."buyer" AS "purchase_client_id",
          CAST(NULL AS TIMESTAMPTZ) AS "purchase_at",
          CAST(NULL AS TEXT) AS "purchase_kind",
          CAST(TRY_CAST((
            TRY_CAST("t5"."payload" AS STRUCT("id" TEXT, "buyer" TEXT, "total" TEXT))
          )."total" AS DECIMAL(38, 18)) AS DECIMAL(38, 9)) AS "purchase_amount",
          CASE
            WHEN (
              (
                TRY_CAST("t5"."payload" AS STRUCT("id" TEXT, "buyer" TEXT, "total" TEXT))
              )."id"
            ) IS NULL
            THEN CAST(NULL AS TEXT)
            ELSE CONCAT_WS(
              ':',
              'web_api_v1',
              REPLACE(
                REPLACE(
                  COALESCE(
                    (
                      TRY_CAST("t5"."payload" AS STRUCT("id" TEXT, "buyer" TEXT, "total" TEXT))
                    )."id",
                    ''
                  ),
                  '\',
                  '\\'
                ),
                ':',
                '\:'
              )
            )
          END AS "purchase_key",
          CASE
            WHEN (
              (
                TRY_CAST("t5"."payload" AS STRUCT("id" TEXT, "buyer" TEXT, "total" TEXT))
              )."buyer"
            ) IS NULL
            THEN CAST(NULL AS TEXT)
            ELSE CONCAT_WS(
              ':',
              'web_api_v1',
              REPLACE(
                REPLACE(
                  COALESCE(
                    (
                      TRY_CAST("t5"."payload" AS STRUCT("id" TEXT, "buyer" TEXT, "total" TEXT))
                    )."buyer",
                    ''
                  ),
                  '\',
                  '\\'
                ),
                ':',
                '\:'
              )
            )
          END AS "purchase_client_key"
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
      ) AS "t6"
    ) AS "t8"
  ) AS "t9"
) AS "t10"
WHERE
  "t10"."_rank" = 0 AND "t10"."_keyed"
