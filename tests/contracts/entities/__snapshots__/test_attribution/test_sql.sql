SELECT
  "t29"."tenant_slug",
  "t29"."order" || '|' || COALESCE("t29"."session", '') || '|' || "t29"."model" AS "attribution_key",
  "t29"."platform" AS "attribution_platform",
  "t29"."connection" AS "attribution_connection",
  GREATEST(
    "t29"."order_loaded_at",
    COALESCE("t29"."session_loaded_at", "t29"."order_loaded_at")
  ) AS "attribution_loaded_at",
  "t29"."order" AS "attribution_order_key",
  "t29"."session" AS "attribution_session_key",
  "t29"."person" AS "attribution_person_key",
  "t29"."order_id" AS "attribution_order_id",
  "t29"."session_id" AS "attribution_session_id",
  "t29"."person_id" AS "attribution_person_id",
  "t29"."model" AS "attribution_model",
  "t29"."placed_at" AS "attribution_ordered_at",
  "t29"."started_at" AS "attribution_touched_at",
  CASE
    WHEN "t29"."session" IS NOT NULL
    THEN "t29"."position"
    ELSE CAST(NULL AS BIGINT)
  END AS "attribution_position",
  "t29"."touches" AS "attribution_touches",
  "t29"."days_before" AS "attribution_days_before",
  "t29"."source" AS "attribution_source",
  "t29"."medium" AS "attribution_medium",
  "t29"."campaign" AS "attribution_campaign",
  COALESCE("t29"."channel", 'Unassigned') AS "attribution_channel",
  "t29"."credit" AS "attribution_credit",
  "t29"."currency" AS "attribution_currency",
  "t29"."revenue" AS "attribution_revenue",
  "t29"."reported" AS "attribution_revenue_reported",
  "t29"."amount" AS "attribution_order_amount",
  "t29"."sequence" AS "attribution_order_sequence",
  "t29"."is_test" AS "attribution_is_test"
FROM (
  SELECT
    "t27"."tenant_slug",
    "t27"."days",
    "t27"."order_loaded_at",
    "t27"."order",
    "t27"."person",
    "t27"."sequence",
    "t27"."order_id",
    "t27"."person_id",
    "t27"."platform",
    "t27"."connection",
    "t27"."placed_at",
    "t27"."amount",
    "t27"."currency",
    "t27"."is_test",
    "t27"."session_id",
    "t27"."session_loaded_at",
    "t27"."session",
    "t27"."started_at",
    "t27"."source",
    "t27"."medium",
    "t27"."campaign",
    "t27"."channel",
    "t27"."position",
    "t27"."touches",
    "t27"."chosen",
    "t27"."last",
    "t27"."days_before",
    "t27"."model",
    "t27"."credit",
    "t27"."revenue",
    "t27"."day",
    CASE
      WHEN "t27"."currency" = 'USD'
      THEN "t27"."revenue"
      ELSE TRY_CAST(CASE
        WHEN CAST("t5"."_inverse" AS DOUBLE) > CAST("t5"."_rate" AS DOUBLE)
        THEN CAST("t27"."revenue" AS DOUBLE) / CAST("t5"."_inverse" AS DOUBLE)
        ELSE CAST("t27"."revenue" AS DOUBLE) * CAST("t5"."_rate" AS DOUBLE)
      END AS DECIMAL(38, 9))
    END AS "reported"
  FROM (
    SELECT
      "t24"."tenant_slug",
      "t24"."days",
      "t24"."order_loaded_at",
      "t24"."order",
      "t24"."person",
      "t24"."sequence",
      "t24"."order_id",
      "t24"."person_id",
      "t24"."platform",
      "t24"."connection",
      "t24"."placed_at",
      "t24"."amount",
      "t24"."currency",
      "t24"."is_test",
      "t24"."session_id",
      "t24"."session_loaded_at",
      "t24"."session",
      "t24"."started_at",
      "t24"."source",
      "t24"."medium",
      "t24"."campaign",
      "t24"."channel",
      "t24"."position",
      "t24"."touches",
      "t24"."chosen",
      "t24"."last",
      "t24"."days_before",
      "t24"."model",
      "t24"."credit",
      "t24"."revenue",
      CAST(CASE
        WHEN "t24"."tenant_slug" IN ('umbra')
        THEN TIMEZONE('UTC', "t24"."placed_at")
        ELSE TIMEZONE('Asia/Tokyo', "t24"."placed_at")
      END AS DATE) AS "day"
    FROM (
      SELECT
        "t23"."tenant_slug",
        "t23"."days",
        "t23"."order_loaded_at",
        "t23"."order",
        "t23"."person",
        "t23"."sequence",
        "t23"."order_id",
        "t23"."person_id",
        "t23"."platform",
        "t23"."connection",
        "t23"."placed_at",
        "t23"."amount",
        "t23"."currency",
        "t23"."is_test",
        "t23"."session_id",
        "t23"."session_loaded_at",
        "t23"."session",
        "t23"."started_at",
        "t23"."source",
        "t23"."medium",
        "t23"."campaign",
        "t23"."channel",
        "t23"."position",
        "t23"."touches",
        "t23"."chosen",
        "t23"."last",
        "t23"."days_before",
        "t23"."model",
        "t23"."upto" - "t23"."before" AS "credit",
        CASE
          WHEN "t23"."upto" = 1
          THEN "t23"."amount"
          ELSE LEAST(
            CAST(CAST(CAST("t23"."amount" AS DECIMAL(38, 2)) * "t23"."upto" AS DECIMAL(38, 2)) AS DECIMAL(38, 9)),
            "t23"."amount"
          )
        END - CASE
          WHEN "t23"."before" = 1
          THEN "t23"."amount"
          ELSE LEAST(
            CAST(CAST(CAST("t23"."amount" AS DECIMAL(38, 2)) * "t23"."before" AS DECIMAL(38, 2)) AS DECIMAL(38, 9)),
            "t23"."amount"
          )
        END AS "revenue"
      FROM (
        SELECT
          "t21"."tenant_slug",
          "t21"."days",
          "t21"."order_loaded_at",
          "t21"."order",
          "t21"."person",
          "t21"."sequence",
          "t21"."order_id",
          "t21"."person_id",
          "t21"."platform",
          "t21"."connection",
          "t21"."placed_at",
          "t21"."amount",
          "t21"."currency",
          "t21"."is_test",
          "t21"."session_id",
          "t21"."session_loaded_at",
          "t21"."session",
          "t21"."started_at",
          "t21"."source",
          "t21"."medium",
          "t21"."campaign",
          "t21"."channel",
          "t21"."position",
          "t21"."touches",
          "t21"."chosen",
          "t21"."last",
          "t21"."days_before",
          "t21"."share"."model" AS "model",
          "t21"."share"."before" AS "before",
          "t21"."share"."upto" AS "upto"
        FROM (
          SELECT
            "t20"."tenant_slug",
            "t20"."days",
            "t20"."order_loaded_at",
            "t20"."order",
            "t20"."person",
            "t20"."sequence",
            "t20"."order_id",
            "t20"."person_id",
            "t20"."platform",
            "t20"."connection",
            "t20"."placed_at",
            "t20"."amount",
            "t20"."currency",
            "t20"."is_test",
            "t20"."session_id",
            "t20"."session_loaded_at",
            "t20"."session",
            "t20"."started_at",
            "t20"."source",
            "t20"."medium",
            "t20"."campaign",
            "t20"."channel",
            "t20"."position",
            "t20"."touches",
            "t20"."chosen",
            "t20"."last",
            "t20"."days_before",
            UNNEST(
              CAST([
                {'model': 'first_touch', 'before': CAST(CAST("t20"."position" > 1 AS BIGINT) / 1 AS DECIMAL(38, 9)), 'upto': CAST(1 / 1 AS DECIMAL(38, 9))},
                {'model': 'last_touch', 'before': CAST(0 / 1 AS DECIMAL(38, 9)), 'upto': CAST(CAST("t20"."position" = "t20"."last" AS BIGINT) / 1 AS DECIMAL(38, 9))},
                {'model': 'last_non_direct', 'before': CAST(CAST("t20"."position" > "t20"."chosen" AS BIGINT) / 1 AS DECIMAL(38, 9)), 'upto': CAST(CAST("t20"."position" >= "t20"."chosen" AS BIGINT) / 1 AS DECIMAL(38, 9))},
                {'model': 'linear', 'before': CAST((
                  "t20"."position" - 1
                ) / "t20"."last" AS DECIMAL(38, 9)), 'upto': CAST("t20"."position" / "t20"."last" AS DECIMAL(38, 9))},
                {'model': 'time_decay', 'before': CAST((
                  "t20"."running" - "t20"."weight"
                ) / "t20"."total" AS DECIMAL(38, 9)), 'upto': CAST("t20"."running" / "t20"."total" AS DECIMAL(38, 9))},
                {'model': 'position_based', 'before': CAST(CASE
                  WHEN "t20"."position" = 1
                  THEN 0
                  ELSE (
                    GREATEST((
                      "t20"."last" - 2
                    ) * 2, 1) + "t20"."position"
                  ) - 2
                END / (
                  (
                    (
                      GREATEST((
                        "t20"."last" - 2
                      ) * 2, 1) * 2
                    ) + "t20"."last"
                  ) - 2
                ) AS DECIMAL(38, 9)), 'upto': CAST((
                  CASE
                    WHEN "t20"."position" = 1
                    THEN 0
                    ELSE (
                      GREATEST((
                        "t20"."last" - 2
                      ) * 2, 1) + "t20"."position"
                    ) - 2
                  END + CASE
                    WHEN (
                      "t20"."position" = 1
                    ) OR (
                      "t20"."position" = "t20"."last"
                    )
                    THEN GREATEST((
                      "t20"."last" - 2
                    ) * 2, 1)
                    ELSE 1
                  END
                ) / (
                  (
                    (
                      GREATEST((
                        "t20"."last" - 2
                      ) * 2, 1) * 2
                    ) + "t20"."last"
                  ) - 2
                ) AS DECIMAL(38, 9))}
              ] AS STRUCT("model" TEXT, "before" DECIMAL(38, 9), "upto" DECIMAL(38, 9))[])
            ) AS "share"
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
              "t18"."weight",
              SUM("t18"."weight") OVER (
                PARTITION BY "t18"."tenant_slug", "t18"."order"
                ORDER BY "t18"."started_at" ASC, "t18"."session" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
              ) AS "running",
              SUM("t18"."weight") OVER (
                PARTITION BY "t18"."tenant_slug", "t18"."order"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "total"
            FROM (
              SELECT
                "t16"."tenant_slug",
                "t16"."days",
                "t16"."order_loaded_at",
                "t16"."order",
                "t16"."person",
                "t16"."sequence",
                "t16"."order_id",
                "t16"."person_id",
                "t16"."platform",
                "t16"."connection",
                "t16"."placed_at",
                "t16"."amount",
                "t16"."currency",
                "t16"."is_test",
                "t16"."session_id",
                "t16"."session_loaded_at",
                "t16"."session",
                "t16"."started_at",
                "t16"."source",
                "t16"."medium",
                "t16"."campaign",
                "t16"."channel",
                "t16"."position",
                "t16"."touches",
                "t16"."chosen",
                "t16"."last",
                "t16"."days_before",
                CAST(ROUND(
                  (
                    POWER(
                      0.5,
                      (
                        COALESCE(
                          "t16"."days_before" - MIN("t16"."days_before") OVER (
                            PARTITION BY "t16"."tenant_slug", "t16"."order"
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
                  "t14"."tenant_slug",
                  "t14"."days",
                  "t14"."order_loaded_at",
                  "t14"."order",
                  "t14"."person",
                  "t14"."sequence",
                  "t14"."order_id",
                  "t14"."person_id",
                  "t14"."platform",
                  "t14"."connection",
                  "t14"."placed_at",
                  "t14"."amount",
                  "t14"."currency",
                  "t14"."is_test",
                  "t14"."session_id",
                  "t14"."session_loaded_at",
                  "t14"."session",
                  "t14"."started_at",
                  "t14"."source",
                  "t14"."medium",
                  "t14"."campaign",
                  "t14"."channel",
                  "t14"."position",
                  "t14"."touches",
                  COALESCE(
                    MAX(
                      CASE
                        WHEN (
                          (
                            "t14"."source" IS NULL
                          )
                          OR LOWER("t14"."source") IN ('', '(direct)', '(not set)')
                        )
                        AND (
                          (
                            "t14"."medium" IS NULL
                          )
                          OR LOWER("t14"."medium") IN ('', '(none)', '(not set)')
                        )
                        THEN CAST(NULL AS BIGINT)
                        ELSE "t14"."position"
                      END
                    ) OVER (
                      PARTITION BY "t14"."tenant_slug", "t14"."order"
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ),
                    GREATEST("t14"."touches", 1)
                  ) AS "chosen",
                  GREATEST("t14"."touches", 1) AS "last",
                  (
                    EPOCH(CAST("t14"."placed_at" AS TIMESTAMP)) - EPOCH(CAST("t14"."started_at" AS TIMESTAMP))
                  ) / 86400 AS "days_before"
                FROM (
                  SELECT
                    "t12"."tenant_slug",
                    "t12"."days",
                    "t12"."order_loaded_at",
                    "t12"."order",
                    "t12"."person",
                    "t12"."sequence",
                    "t12"."order_id",
                    "t12"."person_id",
                    "t12"."platform",
                    "t12"."connection",
                    "t12"."placed_at",
                    "t12"."amount",
                    "t12"."currency",
                    "t12"."is_test",
                    "t12"."session_id",
                    "t12"."session_loaded_at",
                    "t12"."session",
                    "t12"."started_at",
                    "t12"."source",
                    "t12"."medium",
                    "t12"."campaign",
                    "t12"."channel",
                    (
                      ROW_NUMBER() OVER (
                        PARTITION BY "t12"."tenant_slug", "t12"."order"
                        ORDER BY "t12"."started_at" ASC, "t12"."session" ASC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                      ) - 1
                    ) + 1 AS "position",
                    COUNT("t12"."session") OVER (
                      PARTITION BY "t12"."tenant_slug", "t12"."order"
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) AS "touches"
                  FROM (
                    SELECT
                      "t10"."tenant_slug",
                      "t10"."days",
                      "t10"."order_loaded_at",
                      "t10"."order",
                      "t10"."person",
                      "t10"."sequence",
                      "t10"."order_id",
                      "t10"."person_id",
                      "t10"."platform",
                      "t10"."connection",
                      "t10"."placed_at",
                      "t10"."amount",
                      "t10"."currency",
                      "t10"."is_test",
                      "t6"."session_id",
                      "t6"."session_loaded_at",
                      "t6"."session",
                      "t6"."started_at",
                      "t6"."source",
                      "t6"."medium",
                      "t6"."campaign",
                      "t6"."channel"
                    FROM (
                      SELECT
                        "t8"."tenant_slug",
                        "t8"."days",
                        "t8"."buyer_loaded_at" AS "order_loaded_at",
                        "t8"."buyer_order_key" AS "order",
                        "t8"."buyer_person_key" AS "person",
                        "t8"."buyer_order_sequence" AS "sequence",
                        "t8"."buyer_order_id" AS "order_id",
                        "t8"."buyer_person_id" AS "person_id",
                        "t8"."buyer_platform" AS "platform",
                        "t8"."buyer_connection" AS "connection",
                        "t8"."buyer_placed_at" AS "placed_at",
                        "t8"."buyer_amount" AS "amount",
                        "t8"."buyer_currency" AS "currency",
                        "t8"."buyer_is_test" AS "is_test"
                      FROM (
                        SELECT
                          "t2"."tenant_slug",
                          "t2"."buyer_platform",
                          "t2"."buyer_connection",
                          "t2"."buyer_loaded_at",
                          "t2"."buyer_key",
                          "t2"."buyer_order_id",
                          "t2"."buyer_order_key",
                          "t2"."buyer_person_id",
                          "t2"."buyer_person_key",
                          "t2"."buyer_placed_at",
                          "t2"."buyer_amount",
                          "t2"."buyer_currency",
                          "t2"."buyer_is_test",
                          "t2"."buyer_order_sequence",
                          CASE WHEN "t2"."tenant_slug" IN ('umbra') THEN 30 ELSE 7 END AS "days"
                        FROM "buyers" AS "t2"
                      ) AS "t8"
                    ) AS "t10"
                    LEFT OUTER JOIN (
                      SELECT
                        "t1"."tenant_slug",
                        "t1"."session_id",
                        "t1"."session_loaded_at",
                        "t1"."session_key" AS "session",
                        "t1"."session_person_key" AS "person",
                        "t1"."session_started_at" AS "started_at",
                        "t1"."session_source" AS "source",
                        "t1"."session_medium" AS "medium",
                        "t1"."session_campaign" AS "campaign",
                        "t1"."session_channel" AS "channel"
                      FROM "sessions" AS "t1"
                    ) AS "t6"
                      ON "t10"."tenant_slug" = "t6"."tenant_slug"
                      AND "t10"."person" = "t6"."person"
                      AND "t6"."started_at" <= "t10"."placed_at"
                      AND "t6"."started_at" >= (
                        "t10"."placed_at" - TO_DAYS("t10"."days")
                      )
                  ) AS "t12"
                ) AS "t14"
              ) AS "t16"
            ) AS "t18"
          ) AS "t20"
        ) AS "t21"
      ) AS "t23"
      WHERE
        "t23"."upto" > "t23"."before"
    ) AS "t24"
  ) AS "t27"
  LEFT OUTER JOIN (
    SELECT
      "t0"."tenant_slug" AS "_tenant",
      "t0"."exchange_rate_date" AS "_day",
      "t0"."exchange_rate_currency" AS "_currency",
      "t0"."exchange_rate_rate" AS "_rate",
      "t0"."exchange_rate_inverse" AS "_inverse"
    FROM "exchange_rates" AS "t0"
  ) AS "t5"
    ON "t27"."tenant_slug" = "t5"."_tenant"
    AND "t27"."day" = "t5"."_day"
    AND "t27"."currency" = "t5"."_currency"
) AS "t29"
