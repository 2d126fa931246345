SELECT
  "t3"."date_day",
  CAST(DATE_TRUNC('WEEK', CAST("t3"."date_day" AS TIMESTAMP)) AS DATE) AS "date_week",
  CAST(DATE_TRUNC('MONTH', CAST("t3"."date_day" AS TIMESTAMP)) AS DATE) AS "date_month",
  CAST(DATE_TRUNC('QUARTER', CAST("t3"."date_day" AS TIMESTAMP)) AS DATE) AS "date_quarter",
  CAST(EXTRACT(YEAR FROM "t3"."date_day") AS BIGINT) AS "date_year",
  CAST((
    (
      DAYOFWEEK("t3"."date_day") + 6
    ) % 7
  ) + 1 AS BIGINT) AS "date_weekday"
FROM (
  SELECT
    *
  FROM (
    SELECT
      CAST("t1"."date_day" AS DATE) AS "date_day"
    FROM (
      SELECT
        UNNEST(
          RANGE(
            CAST(MAKE_DATE(1970, 1, 1) AS TIMESTAMP),
            CAST(MAKE_DATE(2100, 1, 1) AS TIMESTAMP),
            INTERVAL '1' DAY
          )
        ) AS "date_day"
    ) AS "t1"
  ) AS "t2"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      MAKE_DATE(1900, 1, 1) AS "date_day"
  ) AS "t0"
) AS "t3"
