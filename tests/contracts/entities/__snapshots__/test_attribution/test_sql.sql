SELECT
  "t20"."tenant_slug",
  "t20"."order" || '|' || COALESCE("t20"."session", '') || '|' || "t20"."model" AS "attribution_key",
  "t20"."platform" AS "attribution_platform",
  "t20"."connection" AS "attribution_connection",
  GREATEST(
    "t20"."order_loaded_at",
    COALESCE("t20"."session_loaded_at", "t20"."order_loaded_at")
  ) AS "attribution_loaded_at",
  "t20"."order" AS "attribution_order_key",
  "t20"."session" AS "attribution_session_key",
  "t20"."person" AS "attribution_person_key",
  "t20"."order_id" AS "attribution_order_id",
  "t20"."session_id" AS "attribution_session_id",
  "t20"."person_id" AS "attribution_person_id",
  "t20"."model" AS "attribution_model",
  "t20"."placed_at" AS "attribution_ordered_at",
  "t20"."started_at" AS "attribution_touched_at",
  CASE
    WHEN "t20"."session" IS NOT NULL
    THEN "t20"."position"
    ELSE CAST(NULL AS BIGINT)
  END AS "attribution_position",
  "t20"."touches" AS "attribution_touches",
  "t20"."days_before" AS "attribution_days_before",
  "t20"."source" AS "attribution_source",
  "t20"."medium" AS "attribution_medium",
  "t20"."campaign" AS "attribution_campaign",
  COALESCE("t20"."channel", 'Unassigned') AS "attribution_channel",
  "t20"."upto" - "t20"."before" AS "attribution_credit",
  "t20"."currency" AS "attribution_currency",
  CASE
    WHEN "t20"."upto" = 1
    THEN "t20"."amount"
    ELSE LEAST(
      CAST(CAST(CAST("t20"."amount" AS DECIMAL(38, 2)) * "t20"."upto" AS DECIMAL(38, 2)) AS DECIMAL(38, 9)),
      "t20"."amount"
    )
  END - CASE
    WHEN "t20"."before" = 1
    THEN "t20"."amount"
    ELSE LEAST(
      CAST(CAST(CAST("t20"."amount" AS DECIMAL(38, 2)) * "t20"."before" AS DECIMAL(38, 2)) AS DECIMAL(38, 9)),
      "t20"."amount"
    )
  END AS "attribution_revenue",
  "t20"."amount" AS "attribution_order_amount",
  "t20"."sequence" AS "attribution_order_sequence",
  "t20"."is_test" AS "attribution_is_test"
FROM (
  SELECT
    "t18"."tenant_slug",
    "t18"."days",
    "t18"."order_loaded_at",
    "t18"."order",
    "t18"."person",
    "t18"."sequence",
    "t18"."order_id",
    "t18"."person_id",
    "t18"."platform",
    "t18"."connection",
    "t18"."placed_at",
    "t18"."amount",
    "t18"."currency",
    "t18"."is_test",
    "t18"."session_id",
    "t18"."session_loaded_at",
    "t18"."session",
    "t18"."started_at",
    "t18"."source",
    "t18"."medium",
    "t18"."campaign",
    "t18"."channel",
    "t18"."position",
    "t18"."touches",
    "t18"."chosen",
    "t18"."last",
    "t18"."days_before",
    "t18"."share"."model" AS "model",
    "t18"."share"."before" AS "before",
    "t18"."share"."upto" AS "upto"
  FROM (
    SELECT
      "t17"."tenant_slug",
      "t17"."days",
      "t17"."order_loaded_at",
      "t17"."order",
      "t17"."person",
      "t17"."sequence",
      "t17"."order_id",
      "t17"."person_id",
      "t17"."platform",
      "t17"."connection",
      "t17"."placed_at",
      "t17"."amount",
      "t17"."currency",
      "t17"."is_test",
      "t17"."session_id",
      "t17"."session_loaded_at",
      "t17"."session",
      "t17"."started_at",
      "t17"."source",
      "t17"."medium",
      "t17"."campaign",
      "t17"."channel",
      "t17"."position",
      "t17"."touches",
      "t17"."chosen",
      "t17"."last",
      "t17"."days_before",
      UNNEST(
        CAST([
          {'model': 'first_touch', 'before': CAST(CAST("t17"."position" > 1 AS BIGINT) / 1 AS DECIMAL(38, 9)), 'upto': CAST(1 / 1 AS DECIMAL(38, 9))},
          {'model': 'last_touch', 'before': CAST(0 / 1 AS DECIMAL(38, 9)), 'upto': CAST(CAST("t17"."position" = "t17"."last" AS BIGINT) / 1 AS DECIMAL(38, 9))},
          {'model': 'last_non_direct', 'before': CAST(CAST("t17"."position" > "t17"."chosen" AS BIGINT) / 1 AS DECIMAL(38, 9)), 'upto': CAST(CAST("t17"."position" >= "t17"."chosen" AS BIGINT) / 1 AS DECIMAL(38, 9))},
          {'model': 'linear', 'before': CAST((
            "t17"."position" - 1
          ) / "t17"."last" AS DECIMAL(38, 9)), 'upto': CAST("t17"."position" / "t17"."last" AS DECIMAL(38, 9))},
          {'model': 'time_decay', 'before': CAST((
            "t17"."running" - "t17"."weight"
          ) / "t17"."total" AS DECIMAL(38, 9)), 'upto': CAST("t17"."running" / "t17"."total" AS DECIMAL(38, 9))},
          {'model': 'position_based', 'before': CAST(CASE
            WHEN "t17"."position" = 1
            THEN 0
            ELSE (
              GREATEST((
                "t17"."last" - 2
              ) * 2, 1) + "t17"."position"
            ) - 2
          END / (
            (
              (
                GREATEST((
                  "t17"."last" - 2
                ) * 2, 1) * 2
              ) + "t17"."last"
            ) - 2
          ) AS DECIMAL(38, 9)), 'upto': CAST((
            CASE
              WHEN "t17"."position" = 1
              THEN 0
              ELSE (
                GREATEST((
                  "t17"."last" - 2
                ) * 2, 1) + "t17"."position"
              ) - 2
            END + CASE
              WHEN (
                "t17"."position" = 1
              ) OR (
                "t17"."position" = "t17"."last"
              )
              THEN GREATEST((
                "t17"."last" - 2
              ) * 2, 1)
              ELSE 1
            END
          ) / (
            (
              (
                GREATEST((
                  "t17"."last" - 2
                ) * 2, 1) * 2
              ) + "t17"."last"
            ) - 2
          ) AS DECIMAL(38, 9))}
        ] AS STRUCT("model" TEXT, "before" DECIMAL(38, 9), "upto" DECIMAL(38, 9))[])
      ) AS "share"
    FROM (
      SELECT
        "t15"."tenant_slug",
        "t15"."days",
        "t15"."order_loaded_at",
        "t15"."order",
        "t15"."person",
        "t15"."sequence",
        "t15"."order_id",
        "t15"."person_id",
        "t15"."platform",
        "t15"."connection",
        "t15"."placed_at",
        "t15"."amount",
        "t15"."currency",
        "t15"."is_test",
        "t15"."session_id",
        "t15"."session_loaded_at",
        "t15"."session",
        "t15"."started_at",
        "t15"."source",
        "t15"."medium",
        "t15"."campaign",
        "t15"."channel",
        "t15"."position",
        "t15"."touches",
        "t15"."chosen",
        "t15"."last",
        "t15"."days_before",
        "t15"."weight",
        SUM("t15"."weight") OVER (
          PARTITION BY "t15"."tenant_slug", "t15"."order"
          ORDER BY "t15"."started_at" ASC, "t15"."session" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "running",
        SUM("t15"."weight") OVER (
          PARTITION BY "t15"."tenant_slug", "t15"."order"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "total"
      FROM (
        SELECT
          "t13"."tenant_slug",
          "t13"."days",
          "t13"."order_loaded_at",
          "t13"."order",
          "t13"."person",
          "t13"."sequence",
          "t13"."order_id",
          "t13"."person_id",
          "t13"."platform",
          "t13"."connection",
          "t13"."placed_at",
          "t13"."amount",
          "t13"."currency",
          "t13"."is_test",
          "t13"."session_id",
          "t13"."session_loaded_at",
          "t13"."session",
          "t13"."started_at",
          "t13"."source",
          "t13"."medium",
          "t13"."campaign",
          "t13"."channel",
          "t13"."position",
          "t13"."touches",
          "t13"."chosen",
          "t13"."last",
          "t13"."days_before",
          CAST(ROUND(
            (
              POWER(
                0.5,
                (
                  COALESCE(
                    "t13"."days_before" - MIN("t13"."days_before") OVER (
                      PARTITION BY "t13"."tenant_slug", "t13"."order"
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ),
                    0
                  ) / 7
                )
              )
            ) * 1000000000,
            0
          ) AS BIGINT) AS "weight"
        FROM (
          SELECT
            "t11"."tenant_slug",
            "t11"."days",
            "t11"."order_loaded_at",
            "t11"."order",
            "t11"."person",
            "t11"."sequence",
            "t11"."order_id",
            "t11"."person_id",
            "t11"."platform",
            "t11"."connection",
            "t11"."placed_at",
            "t11"."amount",
            "t11"."currency",
            "t11"."is_test",
            "t11"."session_id",
            "t11"."session_loaded_at",
            "t11"."session",
            "t11"."started_at",
            "t11"."source",
            "t11"."medium",
            "t11"."campaign",
            "t11"."channel",
            "t11"."position",
            "t11"."touches",
            COALESCE(
              MAX(
                CASE
                  WHEN (
                    (
                      "t11"."source" IS NULL
                    )
                    OR LOWER("t11"."source") IN ('', '(direct)', '(not set)')
                  )
                  AND (
                    (
                      "t11"."medium" IS NULL
                    )
                    OR LOWER("t11"."medium") IN ('', '(none)', '(not set)')
                  )
                  THEN CAST(NULL AS BIGINT)
                  ELSE "t11"."position"
                END
              ) OVER (
                PARTITION BY "t11"."tenant_slug", "t11"."order"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ),
              GREATEST("t11"."touches", 1)
            ) AS "chosen",
            GREATEST("t11"."touches", 1) AS "last",
            (
              EPOCH(CAST("t11"."placed_at" AS TIMESTAMP)) - EPOCH(CAST("t11"."started_at" AS TIMESTAMP))
            ) / 86400 AS "days_before"
          FROM (
            SELECT
              "t9"."tenant_slug",
              "t9"."days",
              "t9"."order_loaded_at",
              "t9"."order",
              "t9"."person",
              "t9"."sequence",
              "t9"."order_id",
              "t9"."person_id",
              "t9"."platform",
              "t9"."connection",
              "t9"."placed_at",
              "t9"."amount",
              "t9"."currency",
              "t9"."is_test",
              "t9"."session_id",
              "t9"."session_loaded_at",
              "t9"."session",
              "t9"."started_at",
              "t9"."source",
              "t9"."medium",
              "t9"."campaign",
              "t9"."channel",
              (
                ROW_NUMBER() OVER (
                  PARTITION BY "t9"."tenant_slug", "t9"."order"
                  ORDER BY "t9"."started_at" ASC, "t9"."session" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) - 1
              ) + 1 AS "position",
              COUNT("t9"."session") OVER (
                PARTITION BY "t9"."tenant_slug", "t9"."order"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "touches"
            FROM (
              SELECT
                "t7"."tenant_slug",
                "t7"."days",
                "t7"."order_loaded_at",
                "t7"."order",
                "t7"."person",
                "t7"."sequence",
                "t7"."order_id",
                "t7"."person_id",
                "t7"."platform",
                "t7"."connection",
                "t7"."placed_at",
                "t7"."amount",
                "t7"."currency",
                "t7"."is_test",
                "t3"."session_id",
                "t3"."session_loaded_at",
                "t3"."session",
                "t3"."started_at",
                "t3"."source",
                "t3"."medium",
                "t3"."campaign",
                "t3"."channel"
              FROM (
                SELECT
                  "t5"."tenant_slug",
                  "t5"."days",
                  "t5"."buyer_loaded_at" AS "order_loaded_at",
                  "t5"."buyer_order_key" AS "order",
                  "t5"."buyer_person_key" AS "person",
                  "t5"."buyer_order_sequence" AS "sequence",
                  "t5"."buyer_order_id" AS "order_id",
                  "t5"."buyer_person_id" AS "person_id",
                  "t5"."buyer_platform" AS "platform",
                  "t5"."buyer_connection" AS "connection",
                  "t5"."buyer_placed_at" AS "placed_at",
                  "t5"."buyer_amount" AS "amount",
                  "t5"."buyer_currency" AS "currency",
                  "t5"."buyer_is_test" AS "is_test"
                FROM (
                  SELECT
                    "t1"."tenant_slug",
                    "t1"."buyer_platform",
                    "t1"."buyer_connection",
                    "t1"."buyer_loaded_at",
                    "t1"."buyer_key",
                    "t1"."buyer_order_id",
                    "t1"."buyer_order_key",
                    "t1"."buyer_person_id",
                    "t1"."buyer_person_key",
                    "t1"."buyer_placed_at",
                    "t1"."buyer_amount",
                    "t1"."buyer_currency",
                    "t1"."buyer_is_test",
                    "t1"."buyer_order_sequence",
                    CASE WHEN "t1"."tenant_slug" IN ('umbra') THEN 30 ELSE 7 END AS "days"
                  FROM "dim_buyers" AS "t1"
                ) AS "t5"
              ) AS "t7"
              LEFT OUTER JOIN (
                SELECT
                  "t0"."tenant_slug",
                  "t0"."session_id",
                  "t0"."session_loaded_at",
                  "t0"."session_key" AS "session",
                  "t0"."session_person_key" AS "person",
                  "t0"."session_started_at" AS "started_at",
                  "t0"."session_source" AS "source",
                  "t0"."session_medium" AS "medium",
                  "t0"."session_campaign" AS "campaign",
                  "t0"."session_channel" AS "channel"
                FROM "fct_sessions" AS "t0"
              ) AS "t3"
                ON "t7"."tenant_slug" = "t3"."tenant_slug"
                AND "t7"."person" = "t3"."person"
                AND "t3"."started_at" <= "t7"."placed_at"
                AND "t3"."started_at" >= (
                  "t7"."placed_at" - TO_DAYS("t7"."days")
                )
            ) AS "t9"
          ) AS "t11"
        ) AS "t13"
      ) AS "t15"
    ) AS "t17"
  ) AS "t18"
) AS "t20"
WHERE
  "t20"."upto" > "t20"."before"
