WITH adopted AS (
  SELECT
    'acme' AS "tenant_slug_",
    'till' AS "platform_",
    'till' AS "connection_",
    'airbyte' AS "schema_name_",
    'Sales' AS "table_name_",
    'e656d1d943b1169f02f8193845debf95' AS "fingerprint_",
    TRY_CAST("t0"."_airbyte_extracted_at" AS TIMESTAMPTZ) AS "moment_",
    TRY_CAST(CAST("t0"."_airbyte_extracted_at" AS TEXT) AS DOUBLE) AS "number_",
    FALSE AS "deleted_",
    TRY_CAST("t0"."id" AS TEXT) AS "id",
    TRY_CAST("t0"."At" AS TEXT) AS "at",
    TRY_CAST("t0"."changedAt" AS DECIMAL(38, 0)) AS "changed_at",
    TRY_CAST("t0"."total" AS TEXT) AS "total",
    TRY_CAST("t0"."Note Of Clerk" AS TEXT) AS "note_of_clerk"
  FROM "airbyte"."Sales" AS "t0"
  UNION ALL BY NAME
  SELECT
    'umbra' AS "tenant_slug_",
    'till' AS "platform_",
    'till' AS "connection_",
    'fivetran' AS "schema_name_",
    'sales' AS "table_name_",
    'e656d1d943b1169f02f8193845debf95' AS "fingerprint_",
    TRY_CAST("t0"."_fivetran_synced" AS TIMESTAMPTZ) AS "moment_",
    TRY_CAST(CAST("t0"."_fivetran_synced" AS TEXT) AS DOUBLE) AS "number_",
    COALESCE(TRY_CAST("t0"."_fivetran_deleted" AS BOOLEAN), FALSE) AS "deleted_",
    TRY_CAST("t0"."id" AS TEXT) AS "id",
    TRY_CAST("t0"."At" AS TEXT) AS "at",
    TRY_CAST("t0"."changedAt" AS DECIMAL(38, 0)) AS "changed_at",
    TRY_CAST("t0"."total" AS TEXT) AS "total",
    TRY_CAST("t0"."Note Of Clerk" AS TEXT) AS "note_of_clerk"
  FROM "fivetran"."sales" AS "t0"
), wires AS (
  SELECT
    "t0"."tenant_slug_",
    "t0"."platform_",
    "t0"."connection_",
    "t0"."schema_name_",
    "t0"."table_name_",
    "t0"."fingerprint_",
    "t0"."deleted_",
    COALESCE(
      EPOCH_US("t0"."moment_"),
      TRY_CAST("t0"."number_" * CASE
        WHEN "t0"."number_" >= 100000000000000.0
        THEN 1
        WHEN "t0"."number_" >= 100000000000.0
        THEN 1000
        ELSE 1000000
      END AS BIGINT)
    ) AS "moment_",
    NULLIF(TRIM("t0"."id"), '') AS "id",
    NULLIF(TRIM("t0"."at"), '') AS "at",
    NULLIF(TRIM(CAST("t0"."changed_at" AS TEXT)), '') AS "changed_at",
    NULLIF(TRIM(REGEXP_REPLACE("t0"."total", '[.]0$', '', 'g')), '') AS "total",
    "t0"."note_of_clerk"
  FROM "adopted" AS "t0"
), landed AS (
  SELECT
    "t0"."tenant_slug_",
    "t0"."platform_",
    "t0"."connection_",
    "t0"."schema_name_",
    "t0"."table_name_",
    "t0"."fingerprint_",
    COALESCE(
      TRY_CAST(CASE
        WHEN REGEXP_MATCHES("t0"."id", '^[+-]?[0-9]{1,18}$')
        THEN "t0"."id"
        ELSE CAST(NULL AS TEXT)
      END AS BIGINT),
      TRY_CAST(TRY_CAST(CASE
        WHEN REGEXP_MATCHES("t0"."id", '^[+-]?[0-9]+([.]0*)?([eE][+]?[0-9]+)?$')
        THEN "t0"."id"
        ELSE CAST(NULL AS TEXT)
      END AS DECIMAL(38, 0)) AS BIGINT)
    ) AS "id",
    COALESCE(
      TRY_CAST(CASE
        WHEN REGEXP_MATCHES("t0"."at", '^[0-9]{4}-[0-9]{2}-[0-9]{2}')
        THEN "t0"."at"
        ELSE CAST(NULL AS TEXT)
      END AS TIMESTAMPTZ),
      CAST(TRY_STRPTIME(
        CASE
          WHEN REGEXP_MATCHES("t0"."at", '^[0-9]{8}$')
          THEN "t0"."at"
          ELSE CAST(NULL AS TEXT)
        END,
        '%Y%m%d'
      ) AS TIMESTAMPTZ),
      CAST(TRY_STRPTIME(
        CASE
          WHEN REGEXP_MATCHES("t0"."at", '^[A-Z][a-z]{2}, ')
          THEN "t0"."at"
          ELSE CAST(NULL AS TEXT)
        END,
        '%a, %d %b %Y %H:%M:%S %z'
      ) AS TIMESTAMPTZ)
    ) AS "at",
    COALESCE(
      TRY_CAST(CASE
        WHEN REGEXP_MATCHES("t0"."changed_at", '^[0-9]{4}-[0-9]{2}-[0-9]{2}')
        THEN "t0"."changed_at"
        ELSE CAST(NULL AS TEXT)
      END AS TIMESTAMPTZ),
      CAST(TRY_STRPTIME(
        CASE
          WHEN REGEXP_MATCHES("t0"."changed_at", '^[0-9]{8}$')
          THEN "t0"."changed_at"
          ELSE CAST(NULL AS TEXT)
        END,
        '%Y%m%d'
      ) AS TIMESTAMPTZ),
      CAST(TRY_STRPTIME(
        CASE
          WHEN REGEXP_MATCHES("t0"."changed_at", '^[A-Z][a-z]{2}, ')
          THEN "t0"."changed_at"
          ELSE CAST(NULL AS TEXT)
        END,
        '%a, %d %b %Y %H:%M:%S %z'
      ) AS TIMESTAMPTZ)
    ) AS "changed_at",
    COALESCE(
      CAST(TRY_CAST(CASE
        WHEN REGEXP_MATCHES("t0"."total", '^[+-]?[0-9]{1,9}([.][0-9]{1,9})?$')
        THEN "t0"."total"
        ELSE CAST(NULL AS TEXT)
      END AS DECIMAL(18, 9)) AS DECIMAL(38, 18)),
      TRY_CAST(CASE
        WHEN REGEXP_MATCHES("t0"."total", '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$')
        THEN "t0"."total"
        ELSE CAST(NULL AS TEXT)
      END AS DECIMAL(38, 18))
    ) AS "total",
    "t0"."note_of_clerk",
    LPAD(
      CAST(CAST(FLOOR(
        (
          CASE WHEN "t0"."moment_" < 0 THEN 0 ELSE "t0"."moment_" END
        ) / (
          3600000000
        )
      ) AS BIGINT) * 3600 AS TEXT),
      10,
      '0'
    ) AS "_dlt_load_id",
    COALESCE(CASE WHEN "t0"."moment_" < 0 THEN 0 ELSE "t0"."moment_" END % 3600000000, 0) AS "_engine_row",
    "t0"."deleted_"
  FROM "wires" AS "t0"
), digested AS (
  SELECT
    "t0"."tenant_slug_",
    "t0"."platform_",
    "t0"."connection_",
    "t0"."schema_name_",
    "t0"."table_name_",
    "t0"."fingerprint_",
    "t0"."_dlt_load_id",
    "t0"."_engine_row",
    "t0"."deleted_",
    CAST("t0"."id" AS TEXT) AS "key_id_",
    "t0"."changed_at" AS "version_",
    CASE
      WHEN "t0"."deleted_"
      THEN CAST('00000000-0000-0000-0000-000000000000' AS UUID)
      ELSE CAST(MD5(
        CONCAT_WS(
          '|',
          'at=' || STRFTIME(TIMEZONE('UTC', "t0"."at"), '%Y-%m-%d %H:%M:%S.%f') || '+00:00',
          'changed_at=' || STRFTIME(TIMEZONE('UTC', "t0"."changed_at"), '%Y-%m-%d %H:%M:%S.%f') || '+00:00',
          'id=' || CAST("t0"."id" AS TEXT),
          'note_of_clerk=' || REPLACE("t0"."note_of_clerk", '|', '||'),
          'total=' || RTRIM(RTRIM(CAST("t0"."total" AS TEXT), '0'), '.')
        )
      ) AS UUID)
    END AS "digest_",
    CAST({'at': STRFTIME(TIMEZONE('UTC', "t0"."at"), '%Y-%m-%d %H:%M:%S.%f') || '+00:00', 'changed_at': STRFTIME(TIMEZONE('UTC', "t0"."changed_at"), '%Y-%m-%d %H:%M:%S.%f') || '+00:00', 'id': "t0"."id", 'note_of_clerk': "t0"."note_of_clerk", 'total': RTRIM(RTRIM(CAST("t0"."total" AS TEXT), '0'), '.')} AS JSON) AS "payload_"
  FROM "landed" AS "t0"
)
SELECT
  "t0"."tenant_slug_" AS "tenant_slug",
  "t0"."platform_" AS "platform",
  "t0"."connection_" AS "connection",
  "t0"."schema_name_" AS "schema_name",
  "t0"."table_name_" AS "table_name",
  "t0"."fingerprint_" AS "fingerprint",
  CAST(MD5(
    CONCAT_WS(
      '|',
      '=' || REPLACE(COALESCE("t0"."tenant_slug_", ''), '|', '||'),
      '=' || REPLACE(COALESCE("t0"."connection_", ''), '|', '||'),
      '=' || REPLACE(COALESCE("t0"."key_id_", ''), '|', '||'),
      '=' || REPLACE(
        COALESCE(CASE WHEN "t0"."key_id_" IS NULL THEN CAST("t0"."digest_" AS TEXT) ELSE '' END, ''),
        '|',
        '||'
      )
    )
  ) AS UUID) AS "record_id",
  "t0"."digest_" AS "digest",
  "t0"."version_" AS "version_at",
  "t0"."_dlt_load_id" AS "load_id",
  "t0"."_engine_row" AS "load_row",
  CASE WHEN "t0"."deleted_" THEN 0 ELSE 5 END AS "width",
  TO_TIMESTAMP(TRY_CAST("t0"."_dlt_load_id" AS DOUBLE) + (
    "t0"."_engine_row" / 1000000
  )) AS "loaded_at",
  "t0"."payload_" AS "payload"
FROM "digested" AS "t0"
