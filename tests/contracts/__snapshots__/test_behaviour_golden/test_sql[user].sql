SELECT
  "t3"."tenant_slug",
  "t3"."user_platform",
  "t3"."user_connection",
  "t3"."user_loaded_at",
  "t3"."user_id",
  "t3"."user_account_id",
  CAST(NULL AS TEXT) AS "user_email",
  CAST(NULL AS TEXT) AS "user_name",
  "t3"."place"."country" AS "user_country",
  "t3"."place"."region" AS "user_region",
  "t3"."place"."city" AS "user_city",
  "t3"."user_device_category",
  CAST(NULL AS TIMESTAMPTZ) AS "user_created_at",
  "t3"."user_first_seen_at",
  "t3"."user_last_seen_at",
  "t3"."user_event_count"
FROM (
  SELECT
    "t1"."tenant_slug",
    "t1"."event_connection" AS "user_connection",
    "t1"."event_visitor_id" AS "user_id",
    LAST("t1"."event_user_id" ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC) FILTER(WHERE
      "t1"."event_user_id" IS NOT NULL) AS "user_account_id",
    LAST(
      "t1"."event_device_category" ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC
    ) FILTER(WHERE
      "t1"."event_device_category" IS NOT NULL) AS "user_device_category",
    LAST(
      {'country': "t1"."event_country", 'region': "t1"."event_region", 'city': "t1"."event_city"} ORDER BY "t1"."event_occurred_at" ASC, "t1"."event_key" ASC
    ) FILTER(WHERE
      {'country': "t1"."event_country", 'region': "t1"."event_region", 'city': "t1"."event_city"} IS NOT NULL
      AND COALESCE("t1"."event_country", "t1"."event_region", "t1"."event_city") IS NOT NULL) AS "place",
    MIN("t1"."event_platform") AS "user_platform",
    MAX("t1"."event_loaded_at") AS "user_loaded_at",
    MIN("t1"."event_occurred_at") AS "user_first_seen_at",
    MAX("t1"."event_occurred_at") AS "user_last_seen_at",
    COUNT(*) AS "user_event_count"
  FROM (
    SELECT
      *
    FROM "events" AS "t0"
    WHERE
      "t0"."event_visitor_id" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t3"
