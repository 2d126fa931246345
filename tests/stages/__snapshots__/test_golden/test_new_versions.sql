SELECT
  "t7"."tenant_slug",
  "t7"."platform",
  "t7"."connection",
  "t7"."schema_name",
  "t7"."table_name",
  "t7"."fingerprint",
  "t7"."record_id",
  "t7"."digest",
  "t7"."version_at",
  "t7"."load_id",
  "t7"."load_row",
  "t7"."loaded_at",
  "t7"."payload"
FROM (
  SELECT
    "t6"."tenant_slug",
    "t6"."platform",
    "t6"."connection",
    "t6"."schema_name",
    "t6"."table_name",
    "t6"."fingerprint",
    "t6"."record_id",
    "t6"."digest",
    "t6"."version_at",
    "t6"."load_id",
    "t6"."load_row",
    "t6"."loaded_at",
    "t6"."payload",
    "t6"."stored",
    LAG("t6"."digest") OVER (
      PARTITION BY "t6"."record_id"
      ORDER BY "t6"."load_id" ASC, "t6"."load_row" ASC NULLS FIRST, "t6"."digest" ASC, "t6"."stored" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "previous"
  FROM (
    SELECT
      *
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
        "t0"."version_at",
        "t0"."load_id",
        "t0"."load_row",
        "t0"."loaded_at",
        "t0"."payload",
        FALSE AS "stored"
      FROM "pushed" AS "t0"
    ) AS "t4"
    UNION ALL
    SELECT
      *
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
        "t3"."loaded_at",
        "t3"."payload",
        TRUE AS "stored"
      FROM "sink" AS "t3"
      SEMI JOIN "pushed" AS "t2"
        ON "t3"."record_id" = "t2"."record_id"
    ) AS "t5"
  ) AS "t6"
) AS "t7"
WHERE
  NOT (
    "t7"."stored"
  )
  AND NOT (
    "t7"."digest" IS NOT DISTINCT FROM "t7"."previous"
  )
