SELECT
  *
FROM (
  SELECT
    "t4"."tenant_slug",
    "t8"."channel_name",
    "t8"."channel_description",
    "t8"."channel_is_paid",
    "t8"."channel_is_organic",
    "t8"."channel_is_default",
    "t8"."channel_rank"
  FROM (
    SELECT
      UNNEST(['stark', 'umbra']) AS "tenant_slug"
  ) AS "t4"
  CROSS JOIN (
    SELECT
      "t2"."row"."channel_name" AS "channel_name",
      "t2"."row"."channel_description" AS "channel_description",
      "t2"."row"."channel_is_paid" AS "channel_is_paid",
      "t2"."row"."channel_is_organic" AS "channel_is_organic",
      "t2"."row"."channel_is_default" AS "channel_is_default",
      "t2"."row"."channel_rank" AS "channel_rank"
    FROM (
      SELECT
        UNNEST(
          [
            CAST(ROW('Direct', 'Address typed in, or a saved link.', FALSE, FALSE, TRUE, 1) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Cross-network', 'Ads that run in several networks, such as Performance Max.', TRUE, FALSE, TRUE, 2) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Shopping', 'Ads on shopping sites.', TRUE, FALSE, TRUE, 3) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Social', 'Ads on social networks.', TRUE, FALSE, TRUE, 4) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Search', 'Ads on search engines.', TRUE, FALSE, TRUE, 5) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Video', 'Ads on video sites.', TRUE, FALSE, TRUE, 6) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Display', 'Banners and other display ads.', TRUE, FALSE, TRUE, 7) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Other', 'Ads that no other paid channel takes.', TRUE, FALSE, TRUE, 8) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Organic Shopping', 'Links on shopping sites that are no ads.', FALSE, TRUE, TRUE, 9) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Organic Social', 'Links on social networks that are no ads.', FALSE, TRUE, TRUE, 10) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Organic Video', 'Links on video sites that are no ads.', FALSE, TRUE, TRUE, 11) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Organic Search', 'Results of search engines that are no ads.', FALSE, TRUE, TRUE, 12) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Referral', 'Links on other sites.', FALSE, FALSE, TRUE, 13) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Email', 'Links in emails.', FALSE, FALSE, TRUE, 14) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Affiliates', 'Links of affiliates.', FALSE, FALSE, TRUE, 15) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Audio', 'Ads in podcasts and music.', TRUE, FALSE, TRUE, 16) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('SMS', 'Links in text messages.', FALSE, FALSE, TRUE, 17) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Mobile Push Notifications', 'Notifications on mobile devices.', FALSE, FALSE, TRUE, 18) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Unassigned', 'What no rule takes.', FALSE, FALSE, TRUE, 19) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            ))
          ]
        ) AS "row"
    ) AS "t2"
  ) AS "t8"
) AS "t10"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t5"."tenant_slug",
    "t9"."channel_name",
    "t9"."channel_description",
    "t9"."channel_is_paid",
    "t9"."channel_is_organic",
    "t9"."channel_is_default",
    "t9"."channel_rank"
  FROM (
    SELECT
      UNNEST(['acme']) AS "tenant_slug"
  ) AS "t5"
  CROSS JOIN (
    SELECT
      "t3"."row"."channel_name" AS "channel_name",
      "t3"."row"."channel_description" AS "channel_description",
      "t3"."row"."channel_is_paid" AS "channel_is_paid",
      "t3"."row"."channel_is_organic" AS "channel_is_organic",
      "t3"."row"."channel_is_default" AS "channel_is_default",
      "t3"."row"."channel_rank" AS "channel_rank"
    FROM (
      SELECT
        UNNEST(
          [
            CAST(ROW('Paid Influencers', 'A channel of the tenant''s own rules.', TRUE, FALSE, FALSE, 1) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Direct', 'Address typed in, or a saved link.', FALSE, FALSE, TRUE, 2) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Cross-network', 'Ads that run in several networks, such as Performance Max.', TRUE, FALSE, TRUE, 3) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Shopping', 'Ads on shopping sites.', TRUE, FALSE, TRUE, 4) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Social', 'Ads on social networks.', TRUE, FALSE, TRUE, 5) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Search', 'Ads on search engines.', TRUE, FALSE, TRUE, 6) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Video', 'Ads on video sites.', TRUE, FALSE, TRUE, 7) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Display', 'Banners and other display ads.', TRUE, FALSE, TRUE, 8) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Paid Other', 'Ads that no other paid channel takes.', TRUE, FALSE, TRUE, 9) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Organic Shopping', 'Links on shopping sites that are no ads.', FALSE, TRUE, TRUE, 10) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Organic Social', 'Links on social networks that are no ads.', FALSE, TRUE, TRUE, 11) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Organic Video', 'Links on video sites that are no ads.', FALSE, TRUE, TRUE, 12) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Organic Search', 'Results of search engines that are no ads.', FALSE, TRUE, TRUE, 13) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Referral', 'Links on other sites.', FALSE, FALSE, TRUE, 14) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Email', 'Links in emails.', FALSE, FALSE, TRUE, 15) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Affiliates', 'Links of affiliates.', FALSE, FALSE, TRUE, 16) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Audio', 'Ads in podcasts and music.', TRUE, FALSE, TRUE, 17) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('SMS', 'Links in text messages.', FALSE, FALSE, TRUE, 18) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Mobile Push Notifications', 'Notifications on mobile devices.', FALSE, FALSE, TRUE, 19) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            )),
            CAST(ROW('Unassigned', 'What no rule takes.', FALSE, FALSE, TRUE, 20) AS STRUCT(
              "channel_name" TEXT,
              "channel_description" TEXT,
              "channel_is_paid" BOOLEAN,
              "channel_is_organic" BOOLEAN,
              "channel_is_default" BOOLEAN,
              "channel_rank" BIGINT
            ))
          ]
        ) AS "row"
    ) AS "t3"
  ) AS "t9"
) AS "t11"
