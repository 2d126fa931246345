SELECT
  "t26"."tenant_slug",
  "t26"."session_platform",
  "t26"."session_connection",
  "t26"."session_loaded_at",
  "t26"."session_id",
  "t26"."session_visitor_id",
  "t26"."session_device_id",
  "t26"."session_user_id",
  "t26"."session_started_at",
  "t26"."session_ended_at",
  "t26"."session_duration_seconds",
  "t26"."session_source",
  "t26"."session_medium",
  "t26"."session_campaign",
  "t26"."session_referrer",
  "t26"."session_landing_page",
  "t26"."session_exit_page",
  "t26"."session_country",
  "t26"."session_region",
  "t26"."session_city",
  "t26"."session_device_category",
  "t26"."session_operating_system",
  "t26"."session_browser",
  "t26"."session_app_version",
  "t26"."session_event_count",
  "t26"."session_page_views",
  "t26"."session_conversions",
  "t26"."session_converted",
  "t26"."session_engaged",
  "t26"."session_bounced",
  "t26"."session_funnel_step",
  "t26"."session_funnel_step_name",
  "t26"."session_revenue",
  "t26"."session_currency"
FROM (
  SELECT
    "t24"."tenant_slug",
    "t24"."event_connection",
    "t24"."event_session_id",
    "t24"."origin",
    "t24"."place",
    "t24"."device",
    "t24"."landing",
    "t24"."session_device_id",
    "t24"."session_user_id",
    "t24"."session_visitor_id",
    "t24"."session_exit_page",
    "t24"."session_platform",
    "t24"."session_loaded_at",
    "t24"."session_started_at",
    "t24"."session_ended_at",
    "t24"."session_event_count",
    "t24"."session_page_views",
    "t24"."session_conversions",
    "t24"."bought_tenant_slug",
    "t24"."bought_event_connection",
    "t24"."bought_event_session_id",
    "t24"."session_revenue",
    "t24"."session_currency",
    "t24"."taken_tenant_slug",
    "t24"."taken_event_connection",
    "t24"."taken_event_session_id",
    "t24"."step",
    "t24"."step_name",
    "t24"."origin"."source" AS "session_source",
    "t24"."origin"."medium" AS "session_medium",
    "t24"."origin"."campaign" AS "session_campaign",
    "t24"."place"."country" AS "session_country",
    "t24"."place"."region" AS "session_region",
    "t24"."place"."city" AS "session_city",
    "t24"."device"."device_category" AS "session_device_category",
    "t24"."device"."operating_system" AS "session_operating_system",
    "t24"."device"."browser" AS "session_browser",
    "t24"."device"."app_version" AS "session_app_version",
    "t24"."landing"."landing_page" AS "session_landing_page",
    "t24"."landing"."referrer" AS "session_referrer",
    "t24"."event_connection" AS "session_connection",
    "t24"."event_session_id" AS "session_id",
    CAST(FLOOR(
      (
        EPOCH_US("t24"."session_ended_at") - EPOCH_US("t24"."session_started_at")
      ) / (
        1000000
      )
    ) AS BIGINT) AS "session_duration_seconds",
    CAST("t24"."session_conversions" > 0 AS BIGINT) AS "session_converted",
    CAST((
      "t24"."session_conversions" > 0
    )
    OR (
      CAST(FLOOR(
        (
          EPOCH_US("t24"."session_ended_at") - EPOCH_US("t24"."session_started_at")
        ) / (
          1000000
        )
      ) AS BIGINT) >= 10
    )
    OR (
      "t24"."session_page_views" >= 2
    ) AS BIGINT) AS "session_engaged",
    CAST(NOT (
      (
        "t24"."session_conversions" > 0
      )
      OR (
        CAST(FLOOR(
          (
            EPOCH_US("t24"."session_ended_at") - EPOCH_US("t24"."session_started_at")
          ) / (
            1000000
          )
        ) AS BIGINT) >= 10
      )
      OR (
        "t24"."session_page_views" >= 2
      )
    ) AS BIGINT) AS "session_bounced",
    COALESCE("t24"."step", 0) AS "session_funnel_step",
    "t24"."step_name" AS "session_funnel_step_name"
  FROM (
    SELECT
      "t6"."tenant_slug",
      "t6"."event_connection",
      "t6"."event_session_id",
      "t6"."origin",
      "t6"."place",
      "t6"."device",
      "t6"."landing",
      "t6"."session_device_id",
      "t6"."session_user_id",
      "t6"."session_visitor_id",
      "t6"."session_exit_page",
      "t6"."session_platform",
      "t6"."session_loaded_at",
      "t6"."session_started_at",
      "t6"."session_ended_at",
      "t6"."session_event_count",
      "t6"."session_page_views",
      "t6"."session_conversions",
      "t8"."tenant_slug" AS "bought_tenant_slug",
      "t8"."event_connection" AS "bought_event_connection",
      "t8"."event_session_id" AS "bought_event_session_id",
      "t8"."session_revenue",
      "t8"."session_currency",
      "t22"."tenant_slug" AS "taken_tenant_slug",
      "t22"."event_connection" AS "taken_event_connection",
      "t22"."event_session_id" AS "taken_event_session_id",
      "t22"."step",
      "t22"."step_name"
    FROM (
      SELECT
        "t1"."tenant_slug",
        "t1"."event_connection",
        "t1"."event_session_id",
        FIRST(
          {'source': "t1"."event_source", 'medium': "t1"."event_medium", 'campaign': "t1"."event_campaign"} ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC
        ) FILTER(WHERE
          {'source': "t1"."event_source", 'medium': "t1"."event_medium", 'campaign': "t1"."event_campaign"} IS NOT NULL
          AND COALESCE("t1"."event_source", "t1"."event_medium", "t1"."event_campaign") IS NOT NULL) AS "origin",
        FIRST(
          {'country': "t1"."event_country", 'region': "t1"."event_region", 'city': "t1"."event_city"} ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC
        ) FILTER(WHERE
          {'country': "t1"."event_country", 'region': "t1"."event_region", 'city': "t1"."event_city"} IS NOT NULL
          AND COALESCE("t1"."event_country", "t1"."event_region", "t1"."event_city") IS NOT NULL) AS "place",
        FIRST(
          {'device_category': "t1"."event_device_category", 'operating_system': "t1"."event_operating_system", 'browser': "t1"."event_browser", 'app_version': "t1"."event_app_version"} ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC
        ) FILTER(WHERE
          {'device_category': "t1"."event_device_category", 'operating_system': "t1"."event_operating_system", 'browser': "t1"."event_browser", 'app_version': "t1"."event_app_version"} IS NOT NULL
          AND COALESCE(
            "t1"."event_device_category",
            "t1"."event_operating_system",
            "t1"."event_browser",
            "t1"."event_app_version"
          ) IS NOT NULL) AS "device",
        FIRST(
          {'landing_page': "t1"."event_page_location", 'referrer': "t1"."event_page_referrer"} ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC
        ) FILTER(WHERE
          {'landing_page': "t1"."event_page_location", 'referrer': "t1"."event_page_referrer"} IS NOT NULL
          AND COALESCE("t1"."event_page_location") IS NOT NULL) AS "landing",
        FIRST(
          "t1"."event_device_id" ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC
        ) FILTER(WHERE
          "t1"."event_device_id" IS NOT NULL) AS "session_device_id",
        FIRST("t1"."event_user_id" ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC) FILTER(WHERE
          "t1"."event_user_id" IS NOT NULL) AS "session_user_id",
        FIRST(
          "t1"."event_visitor_id" ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC
        ) FILTER(WHERE
          "t1"."event_visitor_id" IS NOT NULL) AS "session_visitor_id",
        LAST(
          "t1"."event_page_location" ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC
        ) FILTER(WHERE
          "t1"."event_page_location" IS NOT NULL) AS "session_exit_page",
        MIN("t1"."event_platform") AS "session_platform",
        MAX("t1"."event_loaded_at") AS "session_loaded_at",
        MIN("t1"."event_occurred_at") AS "session_started_at",
        MAX("t1"."event_occurred_at") AS "session_ended_at",
        COUNT(*) AS "session_event_count",
        COUNT(*) FILTER(WHERE
          "t1"."event_name" IN ('page_view', 'screen_view')) AS "session_page_views",
        COUNT(*) FILTER(WHERE
          "t1"."event_conversions" > 0) AS "session_conversions"
      FROM (
        SELECT
          *
        FROM "events" AS "t0"
        WHERE
          "t0"."event_session_id" IS NOT NULL
      ) AS "t1"
      GROUP BY
        1,
        2,
        3
    ) AS "t6"
    LEFT OUTER JOIN (
      SELECT
        "t3"."tenant_slug",
        "t3"."event_connection",
        "t3"."event_session_id",
        SUM("t3"."revenue") AS "session_revenue",
        MIN("t3"."currency") AS "session_currency"
      FROM (
        SELECT
          "t2"."tenant_slug",
          "t2"."event_connection",
          "t2"."event_session_id",
          COALESCE('transaction ' || "t2"."event_transaction_id", 'event ' || "t2"."event_key") AS "purchase",
          FIRST("t2"."event_revenue" ORDER BY "t2"."event_occurred_at" ASC, "t2"."event_key" ASC) FILTER(WHERE
            "t2"."event_revenue" IS NOT NULL) AS "revenue",
          FIRST(
            "t2"."event_currency" ORDER BY "t2"."event_occurred_at" ASC, "t2"."event_key" ASC
          ) FILTER(WHERE
            "t2"."event_currency" IS NOT NULL) AS "currency"
        FROM (
          SELECT
            *
          FROM "events" AS "t0"
          WHERE
            "t0"."event_session_id" IS NOT NULL AND "t0"."event_revenue" IS NOT NULL
        ) AS "t2"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t3"
      GROUP BY
        1,
        2,
        3
    ) AS "t8"
      ON "t6"."tenant_slug" = "t8"."tenant_slug"
      AND "t6"."event_connection" = "t8"."event_connection"
      AND "t6"."event_session_id" = "t8"."event_session_id"
    LEFT OUTER JOIN (
      SELECT
        "t20"."tenant_slug",
        "t20"."event_connection",
        "t20"."event_session_id",
        "t20"."step",
        CASE
          WHEN "t20"."step" = 1
          THEN CASE WHEN "t20"."tenant_slug" IN ('stark') THEN 'sign_up' ELSE 'view_item' END
          WHEN "t20"."step" = 2
          THEN CASE WHEN "t20"."tenant_slug" IN ('stark') THEN 'purchase' ELSE 'add_to_cart' END
          WHEN "t20"."step" = 3
          THEN CASE WHEN "t20"."tenant_slug" IN ('stark') THEN NULL ELSE 'begin_checkout' END
          WHEN "t20"."step" = 4
          THEN CASE WHEN "t20"."tenant_slug" IN ('stark') THEN NULL ELSE 'purchase' END
          ELSE CAST(NULL AS TEXT)
        END AS "step_name"
      FROM (
        SELECT
          "t18"."tenant_slug",
          "t18"."event_connection",
          "t18"."event_session_id",
          0 + CAST("t18"."_taken_0" IS NOT NULL AS BIGINT) + CAST("t18"."_taken_1" IS NOT NULL AS BIGINT) + CAST("t18"."_taken_2" IS NOT NULL AS BIGINT) + CAST("t18"."_taken_3" IS NOT NULL AS BIGINT) AS "step"
        FROM (
          SELECT
            "t16"."tenant_slug",
            "t16"."event_connection",
            "t16"."event_session_id",
            "t16"."_times_0",
            "t16"."_times_1",
            "t16"."_times_2",
            "t16"."_times_3",
            "t16"."_taken_0",
            "t16"."_taken_1",
            "t16"."_taken_2",
            LIST_MIN(
              LIST_FILTER("t16"."_times_3", __ibis_param_time__ -> __ibis_param_time__ >= "t16"."_taken_2")
            ) AS "_taken_3"
          FROM (
            SELECT
              "t14"."tenant_slug",
              "t14"."event_connection",
              "t14"."event_session_id",
              "t14"."_times_0",
              "t14"."_times_1",
              "t14"."_times_2",
              "t14"."_times_3",
              "t14"."_taken_0",
              "t14"."_taken_1",
              LIST_MIN(
                LIST_FILTER("t14"."_times_2", __ibis_param_time__ -> __ibis_param_time__ >= "t14"."_taken_1")
              ) AS "_taken_2"
            FROM (
              SELECT
                "t12"."tenant_slug",
                "t12"."event_connection",
                "t12"."event_session_id",
                "t12"."_times_0",
                "t12"."_times_1",
                "t12"."_times_2",
                "t12"."_times_3",
                "t12"."_taken_0",
                LIST_MIN(
                  LIST_FILTER("t12"."_times_1", __ibis_param_time__ -> __ibis_param_time__ >= "t12"."_taken_0")
                ) AS "_taken_1"
              FROM (
                SELECT
                  "t10"."tenant_slug",
                  "t10"."event_connection",
                  "t10"."event_session_id",
                  "t10"."_times_0",
                  "t10"."_times_1",
                  "t10"."_times_2",
                  "t10"."_times_3",
                  LIST_MIN("t10"."_times_0") AS "_taken_0"
                FROM (
                  SELECT
                    "t5"."tenant_slug",
                    "t5"."event_connection",
                    "t5"."event_session_id",
                    ARRAY_AGG("t5"."event_occurred_at") FILTER(WHERE
                      "t5"."event_occurred_at" IS NOT NULL
                      AND CASE WHEN "t5"."tenant_slug" IN ('stark') THEN 'sign_up' ELSE 'view_item' END IN ("t5"."event_name", "t5"."event_platform_name")) AS "_times_0",
                    ARRAY_AGG("t5"."event_occurred_at") FILTER(WHERE
                      "t5"."event_occurred_at" IS NOT NULL
                      AND CASE WHEN "t5"."tenant_slug" IN ('stark') THEN 'purchase' ELSE 'add_to_cart' END IN ("t5"."event_name", "t5"."event_platform_name")) AS "_times_1",
                    ARRAY_AGG("t5"."event_occurred_at") FILTER(WHERE
                      "t5"."event_occurred_at" IS NOT NULL
                      AND CASE WHEN "t5"."tenant_slug" IN ('stark') THEN NULL ELSE 'begin_checkout' END IN ("t5"."event_name", "t5"."event_platform_name")) AS "_times_2",
                    ARRAY_AGG("t5"."event_occurred_at") FILTER(WHERE
                      "t5"."event_occurred_at" IS NOT NULL
                      AND CASE WHEN "t5"."tenant_slug" IN ('stark') THEN NULL ELSE 'purchase' END IN ("t5"."event_name", "t5"."event_platform_name")) AS "_times_3"
                  FROM (
                    SELECT
                      *
                    FROM "events" AS "t0"
                    WHERE
                      "t0"."event_session_id" IS NOT NULL
                      AND (
                        FALSE
                        OR CASE WHEN "t0"."tenant_slug" IN ('stark') THEN 'sign_up' ELSE 'view_item' END IN ("t0"."event_name", "t0"."event_platform_name")
                        OR CASE WHEN "t0"."tenant_slug" IN ('stark') THEN 'purchase' ELSE 'add_to_cart' END IN ("t0"."event_name", "t0"."event_platform_name")
                        OR CASE WHEN "t0"."tenant_slug" IN ('stark') THEN NULL ELSE 'begin_checkout' END IN ("t0"."event_name", "t0"."event_platform_name")
                        OR CASE WHEN "t0"."tenant_slug" IN ('stark') THEN NULL ELSE 'purchase' END IN ("t0"."event_name", "t0"."event_platform_name")
                      )
                  ) AS "t5"
                  GROUP BY
                    1,
                    2,
                    3
                ) AS "t10"
              ) AS "t12"
            ) AS "t14"
          ) AS "t16"
        ) AS "t18"
      ) AS "t20"
      WHERE
        "t20"."step" > 0
    ) AS "t22"
      ON "t6"."tenant_slug" = "t22"."tenant_slug"
      AND "t6"."event_connection" = "t22"."event_connection"
      AND "t6"."event_session_id" = "t22"."event_session_id"
  ) AS "t24"
) AS "t26"
