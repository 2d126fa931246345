SELECT
  "t0"."member"."tenant_slug" AS "tenant_slug",
  "t0"."member"."tenant_name" AS "tenant_name",
  "t0"."member"."tenant_time_zone" AS "tenant_time_zone",
  "t0"."member"."tenant_currency" AS "tenant_currency"
FROM (
  SELECT
    UNNEST(
      CAST([
        CAST(ROW('acme', 'Acme', 'Europe/Berlin', 'EUR') AS STRUCT(
          "tenant_slug" TEXT,
          "tenant_name" TEXT,
          "tenant_time_zone" TEXT,
          "tenant_currency" TEXT
        )),
        CAST(ROW('umbra', 'Umbra', 'UTC', 'USD') AS STRUCT(
          "tenant_slug" TEXT,
          "tenant_name" TEXT,
          "tenant_time_zone" TEXT,
          "tenant_currency" TEXT
        ))
      ] AS STRUCT(
        "tenant_slug" TEXT,
        "tenant_name" TEXT,
        "tenant_time_zone" TEXT,
        "tenant_currency" TEXT
      )[])
    ) AS "member"
) AS "t0"
