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
  ) + 1 AS BIGINT) AS "date_weekday",
  STRFTIME(CAST("t3"."date_day" AS TIMESTAMP), '%A') AS "date_weekday_name",
  CAST((
    (
      DAYOFWEEK("t3"."date_day") + 6
    ) % 7
  ) + 1 AS BIGINT) >= 6 AS "date_is_weekend",
  CAST(EXTRACT(DAY FROM "t3"."date_day") AS BIGINT) AS "date_day_of_month",
  CAST(EXTRACT(DAYOFYEAR FROM "t3"."date_day") AS BIGINT) AS "date_day_of_year",
  CAST(EXTRACT(MONTH FROM "t3"."date_day") AS BIGINT) AS "date_month_of_year",
  STRFTIME(CAST("t3"."date_day" AS TIMESTAMP), '%B') AS "date_month_name",
  CAST(EXTRACT(QUARTER FROM "t3"."date_day") AS BIGINT) AS "date_quarter_of_year",
  CAST(ISOYEAR("t3"."date_day") AS BIGINT) AS "date_iso_year",
  STRFTIME(CAST("t3"."date_day" AS TIMESTAMP), '%G-W%V') AS "date_iso_week"
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
