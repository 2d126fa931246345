WITH "t17" AS (
  SELECT
    "t15"."currency",
    "t15"."day",
    "t15"."value",
    UNNEST(RANGE(0, "t15"."held", 1)) AS "later"
  FROM (
    SELECT
      "t8"."currency",
      "t8"."day",
      "t8"."value",
      LEAST(
        COALESCE(
          DATE_DIFF(
            'DAY',
            "t8"."day",
            LEAD("t8"."day") OVER (
              PARTITION BY "t8"."currency"
              ORDER BY "t8"."day" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            )
          ),
          8
        ),
        8
      ) AS "held"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."currency",
          "t0"."rate_date" AS "day",
          CAST("t0"."per_euro" AS DOUBLE) AS "value"
        FROM "per_euro" AS "t0"
      ) AS "t5"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT DISTINCT
          'EUR' AS "currency",
          "t0"."rate_date" AS "day",
          1.0 AS "value"
        FROM "per_euro" AS "t0"
      ) AS "t2"
    ) AS "t8"
  ) AS "t15"
)
SELECT
  "t30"."tenant_slug",
  "t30"."day" AS "exchange_rate_date",
  "t30"."currency" AS "exchange_rate_currency",
  CASE
    WHEN "t30"."tenant_slug" IN ('stark')
    THEN 'USD'
    WHEN "t30"."tenant_slug" IN ('umbra')
    THEN 'AED'
    ELSE 'EUR'
  END AS "exchange_rate_to",
  CAST("t30"."rate" AS DECIMAL(38, 9)) AS "exchange_rate_rate",
  CAST("t30"."inverse" AS DECIMAL(38, 9)) AS "exchange_rate_inverse"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t4"."tenant_slug",
      "t12"."date_day" AS "day",
      CASE
        WHEN "t4"."tenant_slug" IN ('stark')
        THEN 'USD'
        WHEN "t4"."tenant_slug" IN ('umbra')
        THEN 'AED'
        ELSE 'EUR'
      END AS "currency",
      1.0 AS "rate",
      1.0 AS "inverse"
    FROM (
      SELECT
        CAST("t7"."date_day" AS DATE) AS "date_day"
      FROM (
        SELECT
          UNNEST(
            RANGE(
              CAST(MAKE_DATE(2000, 1, 1) AS TIMESTAMP),
              CAST(MAKE_DATE(2050, 1, 1) AS TIMESTAMP),
              INTERVAL '1' DAY
            )
          ) AS "date_day"
      ) AS "t7"
    ) AS "t12"
    CROSS JOIN (
      SELECT
        UNNEST(['acme', 'stark', 'umbra']) AS "tenant_slug"
    ) AS "t4"
  ) AS "t14"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t26"."tenant_slug",
        "t22"."day",
        "t22"."currency",
        "t26"."_value" / "t22"."value" AS "rate",
        "t22"."value" / "t26"."_value" AS "inverse"
      FROM (
        SELECT
          "t18"."currency",
          CAST(CAST("t18"."day" AS TIMESTAMP) + TO_DAYS("t18"."later") AS DATE) AS "day",
          "t18"."value"
        FROM "t17" AS "t18"
      ) AS "t22"
      INNER JOIN (
        SELECT
          "t11"."tenant_slug",
          "t23"."_day",
          "t11"."_to",
          "t23"."_value"
        FROM (
          SELECT
            "t3"."tenant_slug",
            CASE
              WHEN "t3"."tenant_slug" IN ('stark')
              THEN 'USD'
              WHEN "t3"."tenant_slug" IN ('umbra')
              THEN 'AED'
              ELSE 'EUR'
            END AS "_to"
          FROM (
            SELECT
              UNNEST(['acme', 'stark']) AS "tenant_slug"
          ) AS "t3"
        ) AS "t11"
        INNER JOIN (
          SELECT
            CAST(CAST("t18"."day" AS TIMESTAMP) + TO_DAYS("t18"."later") AS DATE) AS "_day",
            "t18"."currency" AS "_to",
            "t18"."value" AS "_value"
          FROM "t17" AS "t18"
        ) AS "t23"
          ON "t11"."_to" = "t23"."_to"
      ) AS "t26"
        ON "t22"."day" = "t26"."_day" AND "t22"."currency" <> "t26"."_to"
    ) AS "t28"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t24"."tenant_slug",
        CAST(CAST("t24"."day" AS TIMESTAMP) + TO_DAYS("t24"."later") AS DATE) AS "day",
        "t24"."currency",
        "t24"."value" AS "rate",
        1.0 / "t24"."value" AS "inverse"
      FROM (
        SELECT
          "t19"."tenant_slug",
          "t19"."currency",
          "t19"."day",
          "t19"."value",
          UNNEST(RANGE(0, "t19"."held", 1)) AS "later"
        FROM (
          SELECT
            "t16"."tenant_slug",
            "t16"."currency",
            "t16"."day",
            "t16"."value",
            LEAST(
              COALESCE(
                DATE_DIFF(
                  'DAY',
                  "t16"."day",
                  LEAD("t16"."day") OVER (
                    PARTITION BY "t16"."tenant_slug", "t16"."currency"
                    ORDER BY "t16"."day" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  )
                ),
                8
              ),
              8
            ) AS "held"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                LIST_EXTRACT(STR_SPLIT("t6"."line", '|'), 1) AS "tenant_slug",
                LIST_EXTRACT(STR_SPLIT("t6"."line", '|'), 2) AS "currency",
                CAST(LIST_EXTRACT(STR_SPLIT("t6"."line", '|'), 3) AS DATE) AS "day",
                CAST(LIST_EXTRACT(STR_SPLIT("t6"."line", '|'), 4) AS DOUBLE) AS "value"
              FROM (
                SELECT
                  UNNEST(STR_SPLIT('umbra|USD|2025-01-03|3.6725', ';')) AS "line"
              ) AS "t6"
            ) AS "t13"
            WHERE
              "t13"."currency" <> CASE
                WHEN "t13"."tenant_slug" IN ('stark')
                THEN 'USD'
                WHEN "t13"."tenant_slug" IN ('umbra')
                THEN 'AED'
                ELSE 'EUR'
              END
          ) AS "t16"
        ) AS "t19"
      ) AS "t24"
    ) AS "t27"
  ) AS "t29"
) AS "t30"
