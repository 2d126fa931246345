SELECT
  "t2"."tenant_slug",
  "t2"."day",
  "t2"."code",
  "t2"."net",
  CASE
    WHEN "t2"."code" = CASE
      WHEN "t2"."tenant_slug" IN ('stark')
      THEN 'USD'
      WHEN "t2"."tenant_slug" IN ('umbra')
      THEN 'AED'
      ELSE 'EUR'
    END
    THEN "t2"."net"
    ELSE TRY_CAST(CASE
      WHEN CAST("t4"."_inverse" AS DOUBLE) > CAST("t4"."_rate" AS DOUBLE)
      THEN CAST("t2"."net" AS DOUBLE) / CAST("t4"."_inverse" AS DOUBLE)
      ELSE CAST("t2"."net" AS DOUBLE) * CAST("t4"."_rate" AS DOUBLE)
    END AS DECIMAL(38, 9))
  END AS "net_reported"
FROM "sales" AS "t2"
LEFT OUTER JOIN (
  SELECT
    "t1"."tenant_slug" AS "_tenant",
    "t1"."exchange_rate_date" AS "_day",
    "t1"."exchange_rate_currency" AS "_currency",
    "t1"."exchange_rate_rate" AS "_rate",
    "t1"."exchange_rate_inverse" AS "_inverse"
  FROM "fct_exchange_rates" AS "t1"
) AS "t4"
  ON "t2"."tenant_slug" = "t4"."_tenant"
  AND "t2"."day" = "t4"."_day"
  AND "t2"."code" = "t4"."_currency"
