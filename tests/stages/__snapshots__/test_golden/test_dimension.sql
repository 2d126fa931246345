SELECT
  *
FROM (
  SELECT
    "t0"."tenant_slug",
    "t0"."client_key",
    "t0"."client_platform",
    "t0"."client_connection",
    "t0"."client_id",
    "t0"."client_name",
    "t0"."client_loaded_at"
  FROM "unified"."int_unified_client" AS "t0"
  WHERE
    "t0"."_stands"
) AS "t1"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t2"."slug" AS "tenant_slug",
    'unknown' AS "client_key",
    CAST(NULL AS TEXT) AS "client_platform",
    CAST(NULL AS TEXT) AS "client_connection",
    CAST(NULL AS TEXT) AS "client_id",
    CAST(NULL AS TEXT) AS "client_name",
    CAST(NULL AS TIMESTAMPTZ) AS "client_loaded_at"
  FROM (
    SELECT
      UNNEST(CAST(['acme', 'umbra'] AS TEXT[])) AS "slug"
  ) AS "t2"
) AS "t3"
