WITH candidates AS (
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
    "t12"."purchase_client_key",
    "t12"."purchase_loaded_at",
    "t12"."_master",
    "t12"."_record_id",
    "t12"."_version_at",
    "t12"."_load_id",
    "t12"."_load_row",
    "t12"."_tie"
  FROM (
    SELECT
      "t10"."tenant_slug",
      "t10"."_platform",
      "t10"."_connection",
      "t10"."_loaded_at",
      "t10"."_record_id",
      "t10"."_version_at",
      "t10"."_load_id",
      "t10"."_load_row",
      "t10"."purchase_id",
      "t10"."purchase_client_id",
      "t10"."purchase_at",
      "t10"."purchase_kind",
      "t10"."purchase_amount",
      "t10"."_master",
      "t10"."_tie",
      "t10"."_platform" AS "purchase_platform",
      "t10"."_connection" AS "purchase_connection",
      "t10"."_loaded_at" AS "purchase_loaded_at",
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
          "t6"."_loaded_at",
          "t6"."_record_id",
          "t6"."_version_at",
          "t6"."_load_id",
          "t6"."_load_row",
          CAST("t6"."_record"."id" AS TEXT) AS "purchase_id",
          CAST("t6"."_record"."client" AS TEXT) AS "purchase_client_id",
          TRY_CAST("t6"."_record"."at" AS TIMESTAMPTZ) AS "purchase_at",
          "t6"."_record"."kind" AS "purchase_kind",
          CAST(TRY_CAST("t6"."_record"."total" AS DECIMAL(38, 18)) AS DECIMAL(38, 9)) AS "purchase_amount",
          'till_api_v1_sales' AS "_master",
          "t6"."_connection" AS "_space",
          CAST(0 AS TEXT) AS "_tie"
        FROM (
          SELECT
            "t2"."tenant_slug",
            "t2"."platform" AS "_platform",
            "t2"."connection" AS "_connection",
            "t2"."loaded_at" AS "_loaded_at",
            "t2"."record_id" AS "_record_id",
            COALESCE("t2"."version_at", "t2"."loaded_at") AS "_version_at",
            "t2"."load_id" AS "_load_id",
            "t2"."load_row" AS "_load_row",
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
                  ORDER BY COALESCE("t0"."version_at", "t0"."loaded_at") DESC, "t0"."load_id" DESC, "t0"."load_row" DESC, "t0"."width" DESC, "t0"."digest" DESC, "t0"."connection" DESC
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
          "t7"."_loaded_at",
          "t7"."_record_id",
          "t7"."_version_at",
          "t7"."_load_id",
          "t7"."_load_row",
          "t7"."_record"."id" AS "purchase_id",
          "t7"."_record"."buyer" AS "purchase_client_id",
          CAST(NULL AS TIMESTAMPTZ) AS "purchase_at",
          CAST(NULL AS TEXT) AS "purchase_kind",
          CAST(TRY_CAST("t7"."_record"."total" AS DECIMAL(38, 18)) AS DECIMAL(38, 9)) AS "purchase_amount",
          'web_api_v1_sales' AS "_master",
          'web_api_v1' AS "_space",
          CAST(0 AS TEXT) AS "_tie"
        FROM (
          SELECT
            "t3"."tenant_slug",
            "t3"."platform" AS "_platform",
            "t3"."connection" AS "_connection",
            "t3"."loaded_at" AS "_loaded_at",
            "t3"."record_id" AS "_record_id",
            COALESCE("t3"."version_at", "t3"."loaded_at") AS "_version_at",
            "t3"."load_id" AS "_load_id",
            "t3"."load_row" AS "_load_row",
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
                  ORDER BY COALESCE("t1"."version_at", "t1"."loaded_at") DESC, "t1"."load_id" DESC, "t1"."load_row" DESC, "t1"."width" DESC, "t1"."digest" DESC, "t1"."connection" DESC
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
)
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
  "t3"."purchase_client_key",
  "t3"."purchase_loaded_at",
  "t3"."_master",
  "t3"."_record_id",
  "t3"."_version_at",
  "t3"."_load_id",
  "t3"."_load_row",
  "t3"."_tie",
  "t3"."_stands"
FROM (
  SELECT
    "t1"."tenant_slug",
    "t1"."purchase_key",
    "t1"."purchase_platform",
    "t1"."purchase_connection",
    "t1"."purchase_id",
    "t1"."purchase_client_id",
    "t1"."purchase_at",
    "t1"."purchase_kind",
    "t1"."purchase_amount",
    "t1"."purchase_client_key",
    "t1"."purchase_loaded_at",
    "t1"."_master",
    "t1"."_record_id",
    "t1"."_version_at",
    "t1"."_load_id",
    "t1"."_load_row",
    "t1"."_tie",
    "t1"."_keyed",
    (
      ROW_NUMBER() OVER (
        PARTITION BY "t1"."tenant_slug", "t1"."purchase_key"
        ORDER BY "t1"."_version_at" DESC, "t1"."_load_id" DESC, "t1"."_load_row" DESC, "t1"."_master" DESC, "t1"."_tie" DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) = 0 AS "_stands"
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
      "t0"."purchase_client_key",
      "t0"."purchase_loaded_at",
      "t0"."_master",
      "t0"."_record_id",
      "t0"."_version_at",
      "t0"."_load_id",
      "t0"."_load_row",
      "t0"."_tie",
      NOT "t0"."purchase_key" IS NULL AS "_keyed"
    FROM "candidates" AS "t0"
  ) AS "t1"
) AS "t3"
WHERE
  "t3"."_keyed"
