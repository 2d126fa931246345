SELECT
  *
FROM (
  SELECT
    *
  FROM "unified"."int_unified_client" AS "t0"
) AS "t2"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t1"."tenant_slug",
    'unknown' AS "client_key",
    CAST(NULL AS TEXT) AS "client_platform",
    CAST(NULL AS TEXT) AS "client_connection",
    CAST(NULL AS TEXT) AS "client_id",
    CAST(NULL AS TEXT) AS "client_name",
    CAST(NULL AS TIMESTAMPTZ) AS "client_loaded_at"
  FROM "star"."dim_tenants" AS "t1"
) AS "t3"
