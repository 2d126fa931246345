WITH "t2" AS (
  SELECT
    "t1"."tenant_slug",
    "t1"."event_key",
    "t1"."event_connection",
    "t1"."event_occurred_at",
    "t1"."event_name",
    "t1"."event_platform_name",
    "t1"."event_page_location",
    "t1"."event_device_id",
    "t1"."event_visitor_id",
    "t1"."event_user_id",
    "t1"."event_actor",
    "t1"."event_is_outside_sessions",
    "t1"."event_vendor_session_id",
    "t1"."event_session_id",
    "t1"."event_is_internal",
    CASE
      WHEN CASE WHEN "t1"."tenant_slug" IN ('stark') THEN TRUE ELSE FALSE END
      THEN "t1"."event_vendor_session_id"
      ELSE CAST(NULL AS TEXT)
    END AS "_told",
    EPOCH_US("t1"."event_occurred_at") AS "_at"
  FROM (
    SELECT
      "t0"."tenant_slug",
      "t0"."event_key",
      "t0"."event_connection",
      "t0"."event_occurred_at",
      "t0"."event_name",
      "t0"."event_platform_name",
      "t0"."event_page_location",
      "t0"."event_device_id",
      "t0"."event_visitor_id",
      "t0"."event_user_id",
      "t0"."event_actor",
      "t0"."event_is_outside_sessions",
      "t0"."event_vendor_session_id",
      "t0"."event_session_id",
      COALESCE(
        (
          "t0"."tenant_slug" = 'acme'
        )
        AND STARTS_WITH("t0"."event_page_location", 'https://staging.'),
        FALSE
      ) AS "event_is_internal"
    FROM "events" AS "t0"
  ) AS "t1"
)
SELECT
  "t4"."tenant_slug",
  "t4"."event_key",
  "t4"."event_connection",
  "t4"."event_occurred_at",
  "t4"."event_name",
  "t4"."event_platform_name",
  "t4"."event_page_location",
  "t4"."event_device_id",
  "t4"."event_visitor_id",
  "t4"."event_user_id",
  "t4"."event_actor",
  "t4"."event_is_outside_sessions",
  "t4"."event_vendor_session_id",
  "t4"."event_is_internal",
  CASE
    WHEN (
      COALESCE("t4"."event_device_id", "t4"."event_visitor_id", "t4"."event_user_id") IS NOT NULL
    )
    AND (
      "t4"."event_occurred_at" IS NOT NULL
    )
    AND NOT (
      COALESCE("t4"."event_is_outside_sessions", FALSE) OR "t4"."event_is_internal"
    )
    THEN COALESCE(
      "t4"."_told",
      "t4"."event_actor" || '@' || CAST(LIST_MAX(
        LIST_FILTER("t11"."_starts", __ibis_param_start__ -> __ibis_param_start__ <= "t4"."_at")
      ) AS TEXT)
    )
    ELSE CAST(NULL AS TEXT)
  END AS "event_session_id"
FROM "t2" AS "t4"
LEFT OUTER JOIN (
  SELECT
    "t9"."_tenant_slug",
    "t9"."_event_connection",
    "t9"."_event_actor",
    LIST_FILTER(
      "t9"."_times",
      (__ibis_param_at__, __ibis_param_place__) -> (
        (
          __ibis_param_place__ - 1
        ) = 0
      )
      OR (
        (
          __ibis_param_at__ - LIST_EXTRACT(
            "t9"."_times",
            (
              (
                __ibis_param_place__ - 1
              ) - 1
            ) + CAST((
              (
                __ibis_param_place__ - 1
              ) - 1
            ) >= 0 AS BIGINT)
          )
        ) > CASE WHEN "t9"."_tenant_slug" IN ('stark') THEN 600000000 ELSE 1800000000 END
      )
    ) AS "_starts"
  FROM (
    SELECT
      "t7"."_tenant_slug",
      "t7"."_event_connection",
      "t7"."_event_actor",
      LIST_SORT("t7"."_times") AS "_times"
    FROM (
      SELECT
        "t5"."tenant_slug" AS "_tenant_slug",
        "t5"."event_connection" AS "_event_connection",
        "t5"."event_actor" AS "_event_actor",
        ARRAY_AGG("t5"."_at") FILTER(WHERE
          "t5"."_at" IS NOT NULL) AS "_times"
      FROM (
        SELECT
          *
        FROM "t2" AS "t3"
        WHERE
          COALESCE("t3"."event_device_id", "t3"."event_visitor_id", "t3"."event_user_id") IS NOT NULL
          AND "t3"."event_occurred_at" IS NOT NULL
          AND NOT (
            COALESCE("t3"."event_is_outside_sessions", FALSE) OR "t3"."event_is_internal"
          )
          AND "t3"."_told" IS NULL
      ) AS "t5"
      GROUP BY
        1,
        2,
        3
    ) AS "t7"
  ) AS "t9"
) AS "t11"
  ON "t4"."tenant_slug" = "t11"."_tenant_slug"
  AND "t4"."event_connection" = "t11"."_event_connection"
  AND "t4"."event_actor" = "t11"."_event_actor"
