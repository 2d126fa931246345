WITH "seen" AS (
  SELECT
    *
  FROM (
    SELECT
      "t3"."tenant_slug",
      "t3"."trace_visitor_key" AS "visitor",
      "t3"."trace_connection" AS "connection",
      CASE
        WHEN LOWER(TRIM("t3"."trace_device_id", ' \t
\r\x0b\x0c')) IN (
          '',
          '-',
          '0',
          'n/a',
          'na',
          'nan',
          'nil',
          'none',
          'null',
          'undefined',
          '(not set)',
          'unknown',
          'anonymous',
          'guest',
          'false',
          'true'
        )
        THEN CAST(NULL AS TEXT)
        ELSE TRIM("t3"."trace_device_id", ' \t
\r\x0b\x0c')
      END AS "device",
      CASE
        WHEN LOWER(TRIM("t3"."trace_account_id", ' \t
\r\x0b\x0c')) IN (
          '',
          '-',
          '0',
          'n/a',
          'na',
          'nan',
          'nil',
          'none',
          'null',
          'undefined',
          '(not set)',
          'unknown',
          'anonymous',
          'guest',
          'false',
          'true'
        )
        THEN CAST(NULL AS TEXT)
        ELSE TRIM("t3"."trace_account_id", ' \t
\r\x0b\x0c')
      END AS "account",
      CASE
        WHEN LOWER(TRIM("t3"."trace_transaction_id", ' \t
\r\x0b\x0c')) IN (
          '',
          '-',
          '0',
          'n/a',
          'na',
          'nan',
          'nil',
          'none',
          'null',
          'undefined',
          '(not set)',
          'unknown',
          'anonymous',
          'guest',
          'false',
          'true'
        )
        THEN CAST(NULL AS TEXT)
        ELSE TRIM("t3"."trace_transaction_id", ' \t
\r\x0b\x0c')
      END AS "transaction"
    FROM "traces" AS "t3"
  ) AS "t20"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t2"."tenant_slug",
      "t2"."user_key" AS "visitor",
      "t2"."user_connection" AS "connection",
      CAST(NULL AS TEXT) AS "device",
      CASE
        WHEN LOWER(TRIM("t2"."user_account_id", ' \t
\r\x0b\x0c')) IN (
          '',
          '-',
          '0',
          'n/a',
          'na',
          'nan',
          'nil',
          'none',
          'null',
          'undefined',
          '(not set)',
          'unknown',
          'anonymous',
          'guest',
          'false',
          'true'
        )
        THEN CAST(NULL AS TEXT)
        ELSE TRIM("t2"."user_account_id", ' \t
\r\x0b\x0c')
      END AS "account",
      CAST(NULL AS TEXT) AS "transaction"
    FROM "users" AS "t2"
  ) AS "t19"
), "owned_transaction" AS (
  SELECT
    "t31"."tenant_slug",
    "t31"."visitor",
    "t31"."connection",
    "t31"."transaction",
    CASE
      WHEN COALESCE("t27"."one" <> "t27"."last", FALSE)
      THEN CAST(NULL AS TEXT)
      ELSE "t27"."one"
    END AS "owner",
    COALESCE("t27"."one" <> "t27"."last", FALSE) AS "several"
  FROM (
    SELECT DISTINCT
      "t26"."tenant_slug",
      "t26"."visitor",
      "t26"."connection",
      "t26"."transaction"
    FROM "seen" AS "t26"
    WHERE
      "t26"."transaction" IS NOT NULL
  ) AS "t31"
  LEFT OUTER JOIN (
    SELECT
      "t18"."tenant_slug",
      "t18"."said",
      MIN("t18"."owner") AS "one",
      MAX("t18"."owner") AS "last"
    FROM (
      SELECT
        "t1"."tenant_slug",
        UNNEST(
          CAST([
            "t1"."order_id",
            TRIM("t1"."order_name", ' \t
\r\x0b\x0c'),
            REGEXP_REPLACE(TRIM("t1"."order_name", ' \t
\r\x0b\x0c'), '^#', '', 'g')
          ] AS TEXT[])
        ) AS "said",
        "t1"."order_key" AS "owner"
      FROM "orders" AS "t1"
    ) AS "t18"
    GROUP BY
      1,
      2
  ) AS "t27"
    ON "t31"."tenant_slug" = "t27"."tenant_slug" AND "t31"."transaction" = "t27"."said"
), "owned_account" AS (
  SELECT
    "t32"."tenant_slug",
    "t32"."visitor",
    "t32"."connection",
    "t32"."account",
    CASE
      WHEN COALESCE("t17"."one" <> "t17"."last", FALSE)
      THEN CAST(NULL AS TEXT)
      ELSE "t17"."one"
    END AS "owner",
    COALESCE("t17"."one" <> "t17"."last", FALSE) AS "several"
  FROM (
    SELECT DISTINCT
      "t26"."tenant_slug",
      "t26"."visitor",
      "t26"."connection",
      "t26"."account"
    FROM "seen" AS "t26"
    WHERE
      "t26"."account" IS NOT NULL
  ) AS "t32"
  LEFT OUTER JOIN (
    SELECT
      "t6"."tenant_slug",
      "t6"."said",
      MIN("t6"."owner") AS "one",
      MAX("t6"."owner") AS "last"
    FROM (
      SELECT
        "t0"."tenant_slug",
        "t0"."customer_id" AS "said",
        "t0"."customer_key" AS "owner"
      FROM "customers" AS "t0"
    ) AS "t6"
    GROUP BY
      1,
      2
  ) AS "t17"
    ON "t32"."tenant_slug" = "t17"."tenant_slug" AND "t32"."account" = "t17"."said"
), "links" AS (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t0"."tenant_slug",
            'customer' AS "kind",
            "t0"."customer_key" AS "value",
            'email' AS "other_kind",
            "t0"."customer_email_hash" AS "other_value"
          FROM "customers" AS "t0"
        ) AS "t5"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t1"."tenant_slug",
            'order' AS "kind",
            "t1"."order_key" AS "value",
            'customer' AS "other_kind",
            "t1"."order_customer_key" AS "other_value"
          FROM "orders" AS "t1"
        ) AS "t8"
      ) AS "t13"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t1"."tenant_slug",
            'order' AS "kind",
            "t1"."order_key" AS "value",
            'email' AS "other_kind",
            "t1"."order_email_hash" AS "other_value"
          FROM "orders" AS "t1"
        ) AS "t9"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t2"."tenant_slug",
            'visitor' AS "kind",
            "t2"."user_key" AS "value",
            'email' AS "other_kind",
            SHA256(
              CASE
                WHEN LOWER(TRIM("t2"."user_email", ' \t
\r\x0b\x0c')) IN (
                  '',
                  '-',
                  '0',
                  'n/a',
                  'na',
                  'nan',
                  'nil',
                  'none',
                  'null',
                  'undefined',
                  '(not set)',
                  'unknown',
                  'anonymous',
                  'guest',
                  'false',
                  'true'
                )
                THEN CAST(NULL AS TEXT)
                ELSE TRIM("t2"."user_email", ' \t
\r\x0b\x0c')
              END
            ) AS "other_value"
          FROM "users" AS "t2"
        ) AS "t21"
      ) AS "t23"
    ) AS "t25"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t26"."tenant_slug",
            'visitor' AS "kind",
            "t26"."visitor" AS "value",
            'device' AS "other_kind",
            "t26"."device" AS "other_value"
          FROM "seen" AS "t26"
        ) AS "t28"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t35"."tenant_slug",
            'visitor' AS "kind",
            "t35"."visitor" AS "value",
            'order' AS "other_kind",
            "t35"."owner" AS "other_value"
          FROM "owned_transaction" AS "t35"
        ) AS "t37"
      ) AS "t38"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t36"."tenant_slug",
            'visitor' AS "kind",
            "t36"."visitor" AS "value",
            'account' AS "other_kind",
            CASE
              WHEN "t36"."several"
              THEN "t36"."connection" || ':' || "t36"."account"
              ELSE "t36"."account"
            END AS "other_value"
          FROM "owned_account" AS "t36"
        ) AS "t39"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t36"."tenant_slug",
            'account' AS "kind",
            CASE
              WHEN "t36"."several"
              THEN "t36"."connection" || ':' || "t36"."account"
              ELSE "t36"."account"
            END AS "value",
            'customer' AS "other_kind",
            "t36"."owner" AS "other_value"
          FROM "owned_account" AS "t36"
        ) AS "t40"
      ) AS "t41"
    ) AS "t42"
  ) AS "t43"
  WHERE
    "t43"."value" IS NOT NULL
    AND "t43"."value" <> 'unknown'
    AND NOT (
      "t43"."other_value" IN (
        'unknown',
        '',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        '3973e022e93220f9212c18d0d0c543ae7c309e46640da93a4a0314de999f5112',
        '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9',
        'a683c5c5349f6f7fb903ba8a9e7e55d0ba1b8f03579f95be83f4954c33e81098',
        '3d9fc4bde7ceef058d65b00186e79c1f14b42687b491644c303065135b644e18',
        '9b2d5b4678781e53038e91ea5324530a03f27dc1d0e5f6c9bc9d493a23be9de0',
        '5da3a4c7f117944275b4c8629c4916403625d5a4a6573a01ecb03f0e9d2edbe6',
        '140bedbf9c3f6d56a9846d2ba7088798683f4da0c248231336e6a05679e4fdfe',
        '74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b',
        'eb045d78d273107348b0300c01d29b7552d622abbc6faf81b3ec55359aa9950c',
        '34292f4267fcc40572e19d90988467838747a21321372edf934e1d1c0f3e65f2',
        'b23a6a8439c0dde5515893e7c90c1e3233b8616e634470f20dc4928bcf3609bc',
        '2f183a4e64493af3f377f745eda502363cd3e7ef6e4d266d444758de0a85fcc8',
        '84983c60f7daadc1cb8698621f802c0d9f9a3c3c295c810748fb048115c186ec',
        'fcbcf165908dd18a9e49f7ff27810176db8e9f63b4352213741664245224f8aa',
        'b5bea41b6c623f7c09f1bf24dcae58ebab3c0cdd90ad966bc43a45b44867e12b',
        '1cda5bd6e45a02b158eb2bd4c364c0b7ad30a2fce6bdaba38d985d4d42682d79',
        '53dbc72aca15b087d623bfba1ccaba0ad1b26864dd356acf7c1d8e54781d5157',
        '07da88b57052abe88733761a7a002454e512a3fd10531189c496c3462f5c2edc',
        'c7b1fcbb527386155f812d678963695307dd2d7b961c7e4a9d6888928b168661',
        '973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b',
        '2a539d6520266b56c3b0c525b9e6128858baeccb5ee9b694a2906e123c8d6dd3',
        '513935c4d2db2d2d984dff1d68397f6e2ac8c4e5c48c92bd98e02bdc90b7aefe',
        'e233d4a29013e9d87150c6237c6777bedf379ebf1acdc5d6126fec7e8bb74fb5',
        'b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514',
        'f660ab912ec121d1b1e928a0bb4bc61b15f5ad44d5efdc4e1c92a25e99b8e44a',
        'f3273dd18d95bc19d51d3e6356e4a679e6f13824497272a270e7bb540b0abb9d',
        'cfbace3219d9b2f44cf16529b8ed80657bdd56fc10cd49f06566dd54b17b819a',
        '56515b4823df94824d94de8d27c2696d00cc7931848c331687f6e4a56da8f54c',
        'ca871b3caae791a6a4b969195738f187bc7e993d13e98d522153a21885557fb6'
      )
    )
), "shared" AS (
  SELECT DISTINCT
    "t49"."tenant_slug",
    "t49"."kind",
    "t49"."value"
  FROM (
    SELECT
      "t48"."tenant_slug",
      "t48"."kind",
      "t48"."value",
      "t48"."other_kind",
      COUNT(*) AS "others"
    FROM (
      SELECT
        *
      FROM "links" AS "t45"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t45"."tenant_slug",
          "t45"."other_kind" AS "kind",
          "t45"."other_value" AS "value",
          "t45"."kind" AS "other_kind",
          "t45"."value" AS "other_value"
        FROM "links" AS "t45"
      ) AS "t47"
    ) AS "t48"
    GROUP BY
      1,
      2,
      3,
      4
  ) AS "t49"
  WHERE
    "t49"."others" > CASE
      WHEN (
        "t49"."other_kind" = 'order'
      ) AND "t49"."kind" IN ('email', 'customer')
      THEN 1000
      ELSE 50
    END
), "unshared" AS (
  SELECT
    "t55"."tenant_slug",
    "t55"."kind",
    "t55"."value",
    "t55"."other_kind",
    "t55"."other_value"
  FROM (
    SELECT
      "t46"."tenant_slug",
      "t46"."kind",
      "t46"."value",
      "t46"."other_kind",
      "t46"."other_value"
    FROM "links" AS "t46"
    ANTI JOIN "shared" AS "t52"
      ON "t46"."tenant_slug" = "t52"."tenant_slug"
      AND "t46"."kind" = "t52"."kind"
      AND "t46"."value" = "t52"."value"
  ) AS "t55"
  ANTI JOIN "shared" AS "t52"
    ON "t55"."tenant_slug" = "t52"."tenant_slug"
    AND "t55"."other_kind" = "t52"."kind"
    AND "t55"."other_value" = "t52"."value"
), "nodes" AS (
  SELECT
    "t64"."tenant_slug",
    "t64"."kind",
    "t64"."value",
    "t64"."loaded_at",
    ROW_NUMBER() OVER (
      ORDER BY "t64"."tenant_slug" ASC, CASE
        WHEN "t64"."kind" = 'email'
        THEN 0
        WHEN "t64"."kind" = 'customer'
        THEN 1
        WHEN "t64"."kind" = 'account'
        THEN 2
        WHEN "t64"."kind" = 'visitor'
        THEN 3
        WHEN "t64"."kind" = 'device'
        THEN 4
        WHEN "t64"."kind" = 'order'
        THEN 5
        ELSE NULL
      END ASC, "t64"."value" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "node"
  FROM (
    SELECT
      "t63"."tenant_slug",
      "t63"."kind",
      "t63"."value",
      MAX("t63"."loaded_at") AS "loaded_at"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t57"."tenant_slug",
              "t57"."kind",
              "t57"."value",
              CAST(NULL AS TIMESTAMPTZ) AS "loaded_at"
            FROM "unshared" AS "t57"
          ) AS "t59"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t57"."tenant_slug",
              "t57"."other_kind" AS "kind",
              "t57"."other_value" AS "value",
              CAST(NULL AS TIMESTAMPTZ) AS "loaded_at"
            FROM "unshared" AS "t57"
          ) AS "t60"
        ) AS "t61"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t0"."tenant_slug",
                'customer' AS "kind",
                "t0"."customer_key" AS "value",
                "t0"."customer_loaded_at" AS "loaded_at"
              FROM "customers" AS "t0"
            ) AS "t4"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t1"."tenant_slug",
                'order' AS "kind",
                "t1"."order_key" AS "value",
                "t1"."order_loaded_at" AS "loaded_at"
              FROM "orders" AS "t1"
            ) AS "t7"
          ) AS "t12"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t2"."tenant_slug",
                'visitor' AS "kind",
                "t2"."user_key" AS "value",
                "t2"."user_loaded_at" AS "loaded_at"
              FROM "users" AS "t2"
            ) AS "t10"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t3"."tenant_slug",
                'visitor' AS "kind",
                "t3"."trace_visitor_key" AS "value",
                "t3"."trace_loaded_at" AS "loaded_at"
              FROM "traces" AS "t3"
            ) AS "t11"
          ) AS "t14"
        ) AS "t15"
      ) AS "t62"
      WHERE
        "t62"."value" IS NOT NULL AND "t62"."value" <> 'unknown'
    ) AS "t63"
    GROUP BY
      1,
      2,
      3
  ) AS "t64"
), "edges" AS (
  SELECT
    GREATEST("t70"."one", "t71"."other") AS "high",
    LEAST("t70"."one", "t71"."other") AS "low"
  FROM "unshared" AS "t58"
  INNER JOIN (
    SELECT
      "t66"."tenant_slug",
      "t66"."kind",
      "t66"."value",
      "t66"."node" AS "one"
    FROM "nodes" AS "t66"
  ) AS "t70"
    ON "t58"."tenant_slug" = "t70"."tenant_slug"
    AND "t58"."kind" = "t70"."kind"
    AND "t58"."value" = "t70"."value"
  INNER JOIN (
    SELECT
      "t66"."tenant_slug",
      "t66"."kind" AS "other_kind",
      "t66"."value" AS "other_value",
      "t66"."node" AS "other"
    FROM "nodes" AS "t66"
  ) AS "t71"
    ON "t58"."tenant_slug" = "t71"."tenant_slug"
    AND "t58"."other_kind" = "t71"."other_kind"
    AND "t58"."other_value" = "t71"."other_value"
), "near_0" AS (
  SELECT
    "t77"."high",
    "t77"."low",
    MIN("t77"."low") OVER (
      PARTITION BY "t77"."high"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "least"
  FROM (
    SELECT DISTINCT
      "t76"."low" AS "high",
      "t76"."least" AS "low"
    FROM (
      SELECT
        "t75"."high",
        "t75"."low",
        LEAST(
          "t75"."high",
          MIN("t75"."low") OVER (
            PARTITION BY "t75"."high"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          )
        ) AS "least"
      FROM (
        SELECT
          *
        FROM "edges" AS "t73"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t73"."low" AS "high",
            "t73"."high" AS "low"
          FROM "edges" AS "t73"
        ) AS "t74"
      ) AS "t75"
    ) AS "t76"
    WHERE
      "t76"."low" > "t76"."high"
  ) AS "t77"
), "stars_0" AS (
  SELECT
    *
  FROM (
    SELECT
      "t79"."high",
      "t79"."least" AS "low"
    FROM "near_0" AS "t79"
  ) AS "t80"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t79"."low" AS "high",
      "t79"."least" AS "low"
    FROM "near_0" AS "t79"
    WHERE
      "t79"."low" > "t79"."least"
  ) AS "t81"
), "near_1" AS (
  SELECT
    "t87"."high",
    "t87"."low",
    MIN("t87"."low") OVER (
      PARTITION BY "t87"."high"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "least"
  FROM (
    SELECT DISTINCT
      "t86"."low" AS "high",
      "t86"."least" AS "low"
    FROM (
      SELECT
        "t85"."high",
        "t85"."low",
        LEAST(
          "t85"."high",
          MIN("t85"."low") OVER (
            PARTITION BY "t85"."high"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          )
        ) AS "least"
      FROM (
        SELECT
          *
        FROM "stars_0" AS "t83"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t83"."low" AS "high",
            "t83"."high" AS "low"
          FROM "stars_0" AS "t83"
        ) AS "t84"
      ) AS "t85"
    ) AS "t86"
    WHERE
      "t86"."low" > "t86"."high"
  ) AS "t87"
), "stars_1" AS (
  SELECT
    *
  FROM (
    SELECT
      "t89"."high",
      "t89"."least" AS "low"
    FROM "near_1" AS "t89"
  ) AS "t90"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t89"."low" AS "high",
      "t89"."least" AS "low"
    FROM "near_1" AS "t89"
    WHERE
      "t89"."low" > "t89"."least"
  ) AS "t91"
), "near_2" AS (
  SELECT
    "t97"."high",
    "t97"."low",
    MIN("t97"."low") OVER (
      PARTITION BY "t97"."high"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "least"
  FROM (
    SELECT DISTINCT
      "t96"."low" AS "high",
      "t96"."least" AS "low"
    FROM (
      SELECT
        "t95"."high",
        "t95"."low",
        LEAST(
          "t95"."high",
          MIN("t95"."low") OVER (
            PARTITION BY "t95"."high"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          )
        ) AS "least"
      FROM (
        SELECT
          *
        FROM "stars_1" AS "t93"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t93"."low" AS "high",
            "t93"."high" AS "low"
          FROM "stars_1" AS "t93"
        ) AS "t94"
      ) AS "t95"
    ) AS "t96"
    WHERE
      "t96"."low" > "t96"."high"
  ) AS "t97"
), "stars_2" AS (
  SELECT
    *
  FROM (
    SELECT
      "t99"."high",
      "t99"."least" AS "low"
    FROM "near_2" AS "t99"
  ) AS "t100"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t99"."low" AS "high",
      "t99"."least" AS "low"
    FROM "near_2" AS "t99"
    WHERE
      "t99"."low" > "t99"."least"
  ) AS "t101"
), "near_3" AS (
  SELECT
    "t107"."high",
    "t107"."low",
    MIN("t107"."low") OVER (
      PARTITION BY "t107"."high"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "least"
  FROM (
    SELECT DISTINCT
      "t106"."low" AS "high",
      "t106"."least" AS "low"
    FROM (
      SELECT
        "t105"."high",
        "t105"."low",
        LEAST(
          "t105"."high",
          MIN("t105"."low") OVER (
            PARTITION BY "t105"."high"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          )
        ) AS "least"
      FROM (
        SELECT
          *
        FROM "stars_2" AS "t103"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t103"."low" AS "high",
            "t103"."high" AS "low"
          FROM "stars_2" AS "t103"
        ) AS "t104"
      ) AS "t105"
    ) AS "t106"
    WHERE
      "t106"."low" > "t106"."high"
  ) AS "t107"
), "stars_3" AS (
  SELECT
    *
  FROM (
    SELECT
      "t109"."high",
      "t109"."least" AS "low"
    FROM "near_3" AS "t109"
  ) AS "t110"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t109"."low" AS "high",
      "t109"."least" AS "low"
    FROM "near_3" AS "t109"
    WHERE
      "t109"."low" > "t109"."least"
  ) AS "t111"
), "near_4" AS (
  SELECT
    "t117"."high",
    "t117"."low",
    MIN("t117"."low") OVER (
      PARTITION BY "t117"."high"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "least"
  FROM (
    SELECT DISTINCT
      "t116"."low" AS "high",
      "t116"."least" AS "low"
    FROM (
      SELECT
        "t115"."high",
        "t115"."low",
        LEAST(
          "t115"."high",
          MIN("t115"."low") OVER (
            PARTITION BY "t115"."high"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          )
        ) AS "least"
      FROM (
        SELECT
          *
        FROM "stars_3" AS "t113"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t113"."low" AS "high",
            "t113"."high" AS "low"
          FROM "stars_3" AS "t113"
        ) AS "t114"
      ) AS "t115"
    ) AS "t116"
    WHERE
      "t116"."low" > "t116"."high"
  ) AS "t117"
), "stars_4" AS (
  SELECT
    *
  FROM (
    SELECT
      "t119"."high",
      "t119"."least" AS "low"
    FROM "near_4" AS "t119"
  ) AS "t120"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t119"."low" AS "high",
      "t119"."least" AS "low"
    FROM "near_4" AS "t119"
    WHERE
      "t119"."low" > "t119"."least"
  ) AS "t121"
), "near_5" AS (
  SELECT
    "t127"."high",
    "t127"."low",
    MIN("t127"."low") OVER (
      PARTITION BY "t127"."high"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "least"
  FROM (
    SELECT DISTINCT
      "t126"."low" AS "high",
      "t126"."least" AS "low"
    FROM (
      SELECT
        "t125"."high",
        "t125"."low",
        LEAST(
          "t125"."high",
          MIN("t125"."low") OVER (
            PARTITION BY "t125"."high"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          )
        ) AS "least"
      FROM (
        SELECT
          *
        FROM "stars_4" AS "t123"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t123"."low" AS "high",
            "t123"."high" AS "low"
          FROM "stars_4" AS "t123"
        ) AS "t124"
      ) AS "t125"
    ) AS "t126"
    WHERE
      "t126"."low" > "t126"."high"
  ) AS "t127"
), "stars_5" AS (
  SELECT
    *
  FROM (
    SELECT
      "t129"."high",
      "t129"."least" AS "low"
    FROM "near_5" AS "t129"
  ) AS "t130"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t129"."low" AS "high",
      "t129"."least" AS "low"
    FROM "near_5" AS "t129"
    WHERE
      "t129"."low" > "t129"."least"
  ) AS "t131"
), "placed" AS (
  SELECT
    "t67"."tenant_slug",
    "t67"."kind",
    "t67"."value",
    "t67"."loaded_at",
    "t67"."node",
    COALESCE("t135"."first", "t67"."node") AS "centre",
    (
      "t135"."first" IS NULL
    ) OR (
      "t135"."first" = "t135"."last"
    ) AS "whole"
  FROM "nodes" AS "t67"
  LEFT OUTER JOIN (
    SELECT
      "t133"."high",
      MIN("t133"."low") AS "first",
      MAX("t133"."low") AS "last"
    FROM "stars_5" AS "t133"
    GROUP BY
      1
  ) AS "t135"
    ON "t67"."node" = "t135"."high"
)
SELECT
  "t141"."tenant_slug",
  'across' AS "identity_platform",
  'across' AS "identity_connection",
  "t141"."loaded_at" AS "identity_loaded_at",
  "t141"."kind" AS "identity_kind",
  "t141"."value" AS "identity_value",
  CASE
    WHEN "t141"."kind" IN ('customer', 'visitor', 'order')
    THEN "t141"."value"
    ELSE CAST(NULL AS TEXT)
  END AS "identity_member_key",
  "t141"."person" AS "identity_person_id",
  'across' || ':' || "t141"."person" AS "identity_person_key"
FROM (
  SELECT
    "t138"."tenant_slug",
    "t138"."kind",
    "t138"."value",
    "t140"."person_loaded_at" AS "loaded_at",
    CASE WHEN "t138"."whole" THEN "t140"."person" ELSE CAST(NULL AS TEXT) END AS "person"
  FROM "placed" AS "t138"
  INNER JOIN (
    SELECT
      "t137"."centre",
      MAX(
        CASE
          WHEN (
            "t137"."node" = "t137"."centre"
          ) AND "t137"."whole"
          THEN MD5("t137"."kind" || ':' || "t137"."value")
          ELSE CAST(NULL AS TEXT)
        END
      ) AS "person",
      MAX("t137"."loaded_at") AS "person_loaded_at"
    FROM "placed" AS "t137"
    GROUP BY
      1
  ) AS "t140"
    ON "t138"."centre" = "t140"."centre"
) AS "t141"
