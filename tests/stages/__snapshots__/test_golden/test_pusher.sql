WITH landed AS (
  SELECT
    'acme' AS tenant_slug_,
    'till' AS platform_,
    'till' AS connection_,
    'raw_acme' AS schema_name_,
    'till__sales' AS table_name_,
    '9afec0c65cdf949921950180183dc5b7' AS fingerprint_,
    *
  FROM "raw_acme"."till__sales"
  UNION ALL BY NAME
  SELECT
    'umbra' AS tenant_slug_,
    'till' AS platform_,
    'till' AS connection_,
    'raw_umbra' AS schema_name_,
    'till__sales' AS table_name_,
    '9afec0c65cdf949921950180183dc5b7' AS fingerprint_,
    *
  FROM "raw_umbra"."till__sales"
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
    CAST("t0"."id" AS TEXT) AS "key_id_",
    "t0"."changed_at" AS "version_",
    CAST(MD5(
      CONCAT_WS(
        '|',
        'at=' || STRFTIME(TIMEZONE('UTC', "t0"."at"), '%Y-%m-%d %H:%M:%S.%f') || '+00:00',
        'changed_at=' || STRFTIME(TIMEZONE('UTC', "t0"."changed_at"), '%Y-%m-%d %H:%M:%S.%f') || '+00:00',
        'client=' || CAST("t0"."client" AS TEXT),
        'id=' || CAST("t0"."id" AS TEXT),
        'kind=' || REPLACE("t0"."kind", '|', '||'),
        'lines=' || REPLACE(CAST("t0"."lines" AS TEXT), '|', '||'),
        'note=' || REPLACE("t0"."note", '|', '||'),
        'total=' || RTRIM(RTRIM(CAST("t0"."total" AS TEXT), '0'), '.')
      )
    ) AS UUID) AS "digest_",
    CAST({'at': STRFTIME(TIMEZONE('UTC', "t0"."at"), '%Y-%m-%d %H:%M:%S.%f') || '+00:00', 'changed_at': STRFTIME(TIMEZONE('UTC', "t0"."changed_at"), '%Y-%m-%d %H:%M:%S.%f') || '+00:00', 'client': "t0"."client", 'id': "t0"."id", 'kind': "t0"."kind", 'lines': "t0"."lines", 'note': "t0"."note", 'total': RTRIM(RTRIM(CAST("t0"."total" AS TEXT), '0'), '.')} AS JSON) AS "payload_"
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
  8 AS "width",
  TO_TIMESTAMP(TRY_CAST("t0"."_dlt_load_id" AS DOUBLE)) AS "loaded_at",
  "t0"."payload_" AS "payload"
FROM "digested" AS "t0"
