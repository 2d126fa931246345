WITH pushed AS (
  SELECT
    tenant_slug,
    platform,
    connection,
    schema_name,
    table_name,
    fingerprint,
    record_id,
    digest,
    version_at,
    load_id,
    load_row,
    width,
    loaded_at,
    payload
  FROM staging.push__till_api_v1_sales__9afec0c6
)
SELECT
  *
FROM "pushed" AS "t0"
