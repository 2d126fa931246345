SELECT
  *
FROM (
  SELECT
    "t1"."tenant_slug",
    "t5"."date_day" AS "fiscal_date_day",
    (
      CAST(EXTRACT(year FROM "t5"."date_day") AS BIGINT) - CAST(CAST(EXTRACT(month FROM "t5"."date_day") AS BIGINT) < CAST(CASE
        WHEN "t1"."tenant_slug" IN ('stark')
        THEN 1
        WHEN "t1"."tenant_slug" IN ('umbra')
        THEN 10
        ELSE 4
      END AS BIGINT) AS BIGINT)
    ) + CAST(CAST(CASE
      WHEN "t1"."tenant_slug" IN ('stark')
      THEN 1
      WHEN "t1"."tenant_slug" IN ('umbra')
      THEN 10
      ELSE 4
    END AS BIGINT) > 1 AS BIGINT) AS "fiscal_date_year",
    CAST(FLOOR(
      (
        (
          (
            (
              CAST(EXTRACT(month FROM "t5"."date_day") AS BIGINT) - CAST(CASE
                WHEN "t1"."tenant_slug" IN ('stark')
                THEN 1
                WHEN "t1"."tenant_slug" IN ('umbra')
                THEN 10
                ELSE 4
              END AS BIGINT)
            ) + 12
          ) % 12
        ) + 1 + 2
      ) / (
        3
      )
    ) AS BIGINT) AS "fiscal_date_quarter",
    (
      (
        (
          CAST(EXTRACT(month FROM "t5"."date_day") AS BIGINT) - CAST(CASE
            WHEN "t1"."tenant_slug" IN ('stark')
            THEN 1
            WHEN "t1"."tenant_slug" IN ('umbra')
            THEN 10
            ELSE 4
          END AS BIGINT)
        ) + 12
      ) % 12
    ) + 1 AS "fiscal_date_month",
    MAKE_DATE(
      CAST(EXTRACT(year FROM "t5"."date_day") AS BIGINT) - CAST(CAST(EXTRACT(month FROM "t5"."date_day") AS BIGINT) < CAST(CASE
        WHEN "t1"."tenant_slug" IN ('stark')
        THEN 1
        WHEN "t1"."tenant_slug" IN ('umbra')
        THEN 10
        ELSE 4
      END AS BIGINT) AS BIGINT),
      CAST(CASE
        WHEN "t1"."tenant_slug" IN ('stark')
        THEN 1
        WHEN "t1"."tenant_slug" IN ('umbra')
        THEN 10
        ELSE 4
      END AS BIGINT),
      1
    ) AS "fiscal_date_year_start"
  FROM (
    SELECT
      CAST("t3"."date_day" AS DATE) AS "date_day"
    FROM (
      SELECT
        UNNEST(
          RANGE(
            CAST(MAKE_DATE(2000, 1, 1) AS TIMESTAMP),
            CAST(MAKE_DATE(2050, 1, 1) AS TIMESTAMP),
            INTERVAL '1' DAY
          )
        ) AS "date_day"
    ) AS "t3"
  ) AS "t5"
  CROSS JOIN (
    SELECT
      UNNEST(['acme', 'stark', 'umbra']) AS "tenant_slug"
  ) AS "t1"
) AS "t6"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t0"."tenant_slug",
    MAKE_DATE(1900, 1, 1) AS "fiscal_date_day",
    CAST(NULL AS BIGINT) AS "fiscal_date_year",
    CAST(NULL AS BIGINT) AS "fiscal_date_quarter",
    CAST(NULL AS BIGINT) AS "fiscal_date_month",
    CAST(NULL AS DATE) AS "fiscal_date_year_start"
  FROM (
    SELECT
      UNNEST(['acme', 'stark', 'umbra']) AS "tenant_slug"
  ) AS "t0"
) AS "t2"
