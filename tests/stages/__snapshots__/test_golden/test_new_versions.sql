SELECT
  *
FROM (
  SELECT
    *
  FROM "pushed" AS "t0"
  WHERE
    "t0"."rowid" IN (
      SELECT
        "t7"."place"
      FROM (
        SELECT
          "t6"."record_id",
          "t6"."digest",
          "t6"."load_id",
          "t6"."load_row",
          "t6"."width",
          "t6"."place",
          LAG("t6"."digest") OVER (
            PARTITION BY "t6"."record_id"
            ORDER BY "t6"."load_id" ASC NULLS FIRST, "t6"."load_row" ASC NULLS FIRST, "t6"."width" ASC NULLS FIRST, "t6"."digest" ASC NULLS FIRST, "t6"."place" ASC NULLS FIRST
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "previous"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t0"."record_id",
              "t0"."digest",
              "t0"."load_id",
              "t0"."load_row",
              "t0"."width",
              "t0"."rowid" AS "place"
            FROM "pushed" AS "t0"
          ) AS "t4"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t3"."record_id",
              "t3"."digest",
              "t3"."load_id",
              "t3"."load_row",
              "t3"."width",
              CAST(NULL AS BIGINT) AS "place"
            FROM "sink" AS "t3"
            SEMI JOIN "pushed" AS "t2"
              ON "t3"."record_id" = "t2"."record_id"
          ) AS "t5"
        ) AS "t6"
      ) AS "t7"
      WHERE
        "t7"."place" IS NOT NULL
        AND NOT (
          "t7"."digest" IS NOT DISTINCT FROM "t7"."previous"
        )
    )
) AS "t9"
