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
      "t0"."purchase_key" IS NOT NULL AS "_keyed"
    FROM "candidates" AS "t0"
  ) AS "t1"
) AS "t3"
WHERE
  "t3"."_keyed"
