SELECT
  "t13"."tenant_slug",
  "t13"."event_connection",
  "t13"."event_session_id",
  "t13"."step",
  CASE
    WHEN "t13"."step" = 1
    THEN CASE WHEN "t13"."tenant_slug" IN ('stark') THEN 'sign_up' ELSE 'view_item' END
    WHEN "t13"."step" = 2
    THEN CASE WHEN "t13"."tenant_slug" IN ('stark') THEN 'purchase' ELSE 'add_to_cart' END
    WHEN "t13"."step" = 3
    THEN CASE WHEN "t13"."tenant_slug" IN ('stark') THEN NULL ELSE 'begin_checkout' END
    WHEN "t13"."step" = 4
    THEN CASE WHEN "t13"."tenant_slug" IN ('stark') THEN NULL ELSE 'purchase' END
    ELSE CAST(NULL AS TEXT)
  END AS "step_name"
FROM (
  SELECT
    "t11"."tenant_slug",
    "t11"."event_connection",
    "t11"."event_session_id",
    0 + CAST("t11"."_taken_0" IS NOT NULL AS BIGINT) + CAST("t11"."_taken_1" IS NOT NULL AS BIGINT) + CAST("t11"."_taken_2" IS NOT NULL AS BIGINT) + CAST("t11"."_taken_3" IS NOT NULL AS BIGINT) AS "step"
  FROM (
    SELECT
      "t9"."tenant_slug",
      "t9"."event_connection",
      "t9"."event_session_id",
      "t9"."_times_0",
      "t9"."_times_1",
      "t9"."_times_2",
      "t9"."_times_3",
      "t9"."_taken_0",
      "t9"."_taken_1",
      "t9"."_taken_2",
      LIST_MIN(
        LIST_FILTER("t9"."_times_3", __ibis_param_time__ -> __ibis_param_time__ >= "t9"."_taken_2")
      ) AS "_taken_3"
    FROM (
      SELECT
        "t7"."tenant_slug",
        "t7"."event_connection",
        "t7"."event_session_id",
        "t7"."_times_0",
        "t7"."_times_1",
        "t7"."_times_2",
        "t7"."_times_3",
        "t7"."_taken_0",
        "t7"."_taken_1",
        LIST_MIN(
          LIST_FILTER("t7"."_times_2", __ibis_param_time__ -> __ibis_param_time__ >= "t7"."_taken_1")
        ) AS "_taken_2"
      FROM (
        SELECT
          "t5"."tenant_slug",
          "t5"."event_connection",
          "t5"."event_session_id",
          "t5"."_times_0",
          "t5"."_times_1",
          "t5"."_times_2",
          "t5"."_times_3",
          "t5"."_taken_0",
          LIST_MIN(
            LIST_FILTER("t5"."_times_1", __ibis_param_time__ -> __ibis_param_time__ >= "t5"."_taken_0")
          ) AS "_taken_1"
        FROM (
          SELECT
            "t3"."tenant_slug",
            "t3"."event_connection",
            "t3"."event_session_id",
            "t3"."_times_0",
            "t3"."_times_1",
            "t3"."_times_2",
            "t3"."_times_3",
            LIST_MIN("t3"."_times_0") AS "_taken_0"
          FROM (
            SELECT
              "t1"."tenant_slug",
              "t1"."event_connection",
              "t1"."event_session_id",
              ARRAY_AGG("t1"."event_occurred_at") FILTER(WHERE
                "t1"."event_occurred_at" IS NOT NULL
                AND CASE WHEN "t1"."tenant_slug" IN ('stark') THEN 'sign_up' ELSE 'view_item' END IN ("t1"."event_name", "t1"."event_platform_name")) AS "_times_0",
              ARRAY_AGG("t1"."event_occurred_at") FILTER(WHERE
                "t1"."event_occurred_at" IS NOT NULL
                AND CASE WHEN "t1"."tenant_slug" IN ('stark') THEN 'purchase' ELSE 'add_to_cart' END IN ("t1"."event_name", "t1"."event_platform_name")) AS "_times_1",
              ARRAY_AGG("t1"."event_occurred_at") FILTER(WHERE
                "t1"."event_occurred_at" IS NOT NULL
                AND CASE WHEN "t1"."tenant_slug" IN ('stark') THEN NULL ELSE 'begin_checkout' END IN ("t1"."event_name", "t1"."event_platform_name")) AS "_times_2",
              ARRAY_AGG("t1"."event_occurred_at") FILTER(WHERE
                "t1"."event_occurred_at" IS NOT NULL
                AND CASE WHEN "t1"."tenant_slug" IN ('stark') THEN NULL ELSE 'purchase' END IN ("t1"."event_name", "t1"."event_platform_name")) AS "_times_3"
            FROM (
              SELECT
                *
              FROM "events" AS "t0"
              WHERE
                FALSE
                OR CASE WHEN "t0"."tenant_slug" IN ('stark') THEN 'sign_up' ELSE 'view_item' END IN ("t0"."event_name", "t0"."event_platform_name")
                OR CASE WHEN "t0"."tenant_slug" IN ('stark') THEN 'purchase' ELSE 'add_to_cart' END IN ("t0"."event_name", "t0"."event_platform_name")
                OR CASE WHEN "t0"."tenant_slug" IN ('stark') THEN NULL ELSE 'begin_checkout' END IN ("t0"."event_name", "t0"."event_platform_name")
                OR CASE WHEN "t0"."tenant_slug" IN ('stark') THEN NULL ELSE 'purchase' END IN ("t0"."event_name", "t0"."event_platform_name")
            ) AS "t1"
            GROUP BY
              1,
              2,
              3
          ) AS "t3"
        ) AS "t5"
      ) AS "t7"
    ) AS "t9"
  ) AS "t11"
) AS "t13"
WHERE
  "t13"."step" > 0
