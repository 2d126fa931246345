WITH "t4" AS (
  SELECT
    "t0"."row"."tenant_slug" AS "tenant_slug",
    "t0"."row"."channel_name" AS "channel_name",
    "t0"."row"."channel_description" AS "channel_description",
    "t0"."row"."channel_is_paid" AS "channel_is_paid",
    "t0"."row"."channel_is_organic" AS "channel_is_organic",
    "t0"."row"."channel_is_default" AS "channel_is_default",
    "t0"."row"."channel_rank" AS "channel_rank"
  FROM (
    SELECT
      UNNEST(
        [
          CAST(ROW('acme', 'Paid Influencers', 'A channel of the tenant''s own rules.', TRUE, FALSE, FALSE, 1) AS STRUCT(
            "tenant_slug" TEXT,
            "channel_name" TEXT,
            "channel_description" TEXT,
            "channel_is_paid" BOOLEAN,
            "channel_is_organic" BOOLEAN,
            "channel_is_default" BOOLEAN,
            "channel_rank" BIGINT
          ))
        ]
      ) AS "row"
  ) AS "t0"
)
SELECT
  *
FROM "t4" AS "t5"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t2"."tenant_slug",
    "t8"."channel_name",
    "t8"."channel_description",
    "t8"."channel_is_paid",
    "t8"."channel_is_organic",
    TRUE AS "channel_is_default",
    "t8"."channel_rank" + CASE WHEN "t2"."tenant_slug" IN ('acme') THEN 1 ELSE 0 END AS "channel_rank"
  FROM (
    SELECT
      LIST_EXTRACT(STR_SPLIT("t3"."line", '|'), 1) AS "channel_name",
      LIST_EXTRACT(STR_SPLIT("t3"."line", '|'), 2) AS "channel_description",
      CAST(LIST_EXTRACT(STR_SPLIT("t3"."line", '|'), 3) AS BOOLEAN) AS "channel_is_paid",
      CAST(LIST_EXTRACT(STR_SPLIT("t3"."line", '|'), 4) AS BOOLEAN) AS "channel_is_organic",
      CAST(LIST_EXTRACT(STR_SPLIT("t3"."line", '|'), 5) AS BIGINT) AS "channel_rank"
    FROM (
      SELECT
        UNNEST(
          STR_SPLIT(
            'Direct|Address typed in, or a saved link.|False|False|1;Cross-network|Ads that run in several networks, such as Performance Max.|True|False|2;Paid Shopping|Ads on shopping sites.|True|False|3;Paid Social|Ads on social networks.|True|False|4;Paid Search|Ads on search engines.|True|False|5;Paid Video|Ads on video sites.|True|False|6;Display|Banners and other display ads.|True|False|7;Paid Other|Ads that no other paid channel takes.|True|False|8;Organic Shopping|Links on shopping sites that are no ads.|False|True|9;Organic Social|Links on social networks that are no ads.|False|True|10;Organic Video|Links on video sites that are no ads.|False|True|11;Organic Search|Results of search engines that are no ads.|False|True|12;Referral|Links on other sites.|False|False|13;Email|Links in emails.|False|False|14;Affiliates|Links of affiliates.|False|False|15;Audio|Ads in podcasts and music.|True|False|16;SMS|Links in text messages.|False|False|17;Mobile Push Notifications|Notifications on mobile devices.|False|False|18;Unassigned|What no rule takes.|False|False|19',
            ';'
          )
        ) AS "line"
    ) AS "t3"
  ) AS "t8"
  CROSS JOIN (
    SELECT
      UNNEST(['acme', 'stark', 'umbra']) AS "tenant_slug"
  ) AS "t2"
  ANTI JOIN "t4" AS "t6"
    ON "t2"."tenant_slug" = "t6"."tenant_slug"
    AND "t8"."channel_name" = "t6"."channel_name"
) AS "t9"
