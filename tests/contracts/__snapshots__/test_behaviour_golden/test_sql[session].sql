SELECT
  "t33"."tenant_slug",
  "t33"."session_platform",
  "t33"."session_connection",
  "t33"."session_loaded_at",
  "t33"."session_person_key",
  "t33"."session_id",
  "t33"."session_visitor_id",
  "t33"."session_person_id",
  "t33"."session_device_id",
  "t33"."session_user_id",
  "t33"."session_started_at",
  "t33"."session_ended_at",
  "t33"."session_duration_seconds",
  "t33"."session_source",
  "t33"."session_medium",
  COALESCE(
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:\(none\)||\(not set\))\s*$')
      OR (
        "t33"."session_medium" IS NULL
      )
      THEN CASE
        WHEN REGEXP_MATCHES("t33"."session_source", '^\s*(?i:\(direct\))\s*$')
        THEN 'Direct'
        WHEN (
          REGEXP_MATCHES("t33"."session_source", '^\s*(?i:|\(not set\))\s*$')
          OR (
            "t33"."session_source" IS NULL
          )
        )
        AND (
          REGEXP_MATCHES("t33"."session_campaign", '^\s*(?i:\(direct\)||\(not set\))\s*$')
          OR (
            "t33"."session_campaign" IS NULL
          )
        )
        THEN 'Direct'
        ELSE NULL
      END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_campaign", '^\s*(?i:.*cross-network.*)\s*$')
      THEN 'Cross-network'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:.*cp.*|ppc|retargeting|paid.*)\s*$')
      THEN CASE
        WHEN REGEXP_MATCHES(
          "t33"."session_source",
          '^\s*(?i:(?:.*\.)?(?:alibaba|aliexpress|allegro|amazon|bestbuy|bol|cdiscount|ebay|etsy|flipkart|idealo|igshopping|jd|kaufland|mercadolibre|mercadolivre|otto|shein|shopify|shopzilla|stripe|taobao|temu|tmall|walmart|wayfair|wish|zalando)(?:\.[a-z]{2,3}){0,2}|google shopping|shop\.app|shopping\.google\.com|shopping\.naver\.com|cr\.shopping\.naver\.com|m\.shopping\.naver\.com|shopping\.yahoo\.com|shopping\.yahoo\.co\.jp|store\.shopping\.yahoo\.co\.jp|uk\.shopping\.net|nl\.shopping\.net|no\.shopping\.net|se\.shopping\.net)\s*$'
        )
        THEN 'Paid Shopping'
        WHEN REGEXP_MATCHES("t33"."session_campaign", '^\s*(?i:.*(?:(?:[^a-df-z]|^)shop|shopping).*)\s*$')
        THEN 'Paid Shopping'
        WHEN REGEXP_MATCHES(
          "t33"."session_source",
          '^\s*(?i:(?:.*\.)?(?:ameblo|badoo|bebo|blogger|blogspot|bsky|buzzfeed|deviantart|digg|discord|disqus|douban|facebook|facebook_ads|fandom|fb|flickr|flipboard|foursquare|glassdoor|goodreads|hatena|hootsuite|houzz|ig|imgur|instagram|instagram_ads|instapaper|kakao|line|linkedin|linkedin_ads|livejournal|mastodon|medium|meetup|messenger|meta|mewe|mixi|myspace|nextdoor|odnoklassniki|pinterest|pixiv|plurk|quora|qzone|reddit|renren|researchgate|skype|slack|snapchat|stackexchange|stackoverflow|telegram|threads|tiktok|tiktok_ads|tumblr|tripadvisor|twitter|viadeo|vk|vkontakte|wattpad|wechat|weibo|whatsapp|wordpress|xing|yammer|yelp|zalo|zhihu)(?:\.[a-z]{2,3}){0,2}|t\.co|t\.me|x|x\.com|x_ads|lnkd\.in|fb\.me|pin\.it|bit\.ly|goo\.gl|ok\.ru|getpocket\.com|news\.ycombinator\.com|slashdot\.org|smartnews\.com|answers\.yahoo\.com|groups\.google\.com|messages\.google\.com|plus\.google\.com|sites\.google\.com|blog\.naver\.com|m\.blog\.naver\.com|cafe\.naver\.com|m\.cafe\.naver\.com|kin\.naver\.com)\s*$'
        )
        THEN 'Paid Social'
        WHEN REGEXP_MATCHES(
          "t33"."session_source",
          '^\s*(?i:(?:.*\.)?(?:aol|ask|baidu|bing|bing_ads|biglobe|daum|dogpile|duckduckgo|ecosia|eniro|excite|google|google_ads|incredimail|kagi|kvasir|lycos|mojeek|msn|naver|onet|qwant|rakuten|rambler|seznam|sogou|startpage|startsiden|swisscows|terra|virgilio|yahoo|yandex)(?:\.[a-z]{2,3}){0,2}|360\.cn|so\.com|go\.mail\.ru|centrum\.cz|search\.brave\.com|brave|search\.ukr\.net|auone|conduit)\s*$'
        )
        THEN 'Paid Search'
        WHEN REGEXP_MATCHES(
          "t33"."session_source",
          '^\s*(?i:(?:.*\.)?(?:bilibili|crackle|curiositystream|dailymotion|disneyplus|hulu|iqiyi|netflix|niconico|nicovideo|odysee|rumble|ted|twitch|vimeo|wistia|youku|youtube)(?:\.[a-z]{2,3}){0,2}|youtu\.be|d\.tube|iq\.com)\s*$'
        )
        THEN 'Paid Video'
        ELSE NULL
      END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:display|banner|expandable|interstitial|cpm)\s*$')
      THEN CASE WHEN TRUE THEN 'Display' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:.*cp.*|ppc|retargeting|paid.*)\s*$')
      THEN CASE WHEN TRUE THEN 'Paid Other' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES(
        "t33"."session_source",
        '^\s*(?i:(?:.*\.)?(?:alibaba|aliexpress|allegro|amazon|bestbuy|bol|cdiscount|ebay|etsy|flipkart|idealo|igshopping|jd|kaufland|mercadolibre|mercadolivre|otto|shein|shopify|shopzilla|stripe|taobao|temu|tmall|walmart|wayfair|wish|zalando)(?:\.[a-z]{2,3}){0,2}|google shopping|shop\.app|shopping\.google\.com|shopping\.naver\.com|cr\.shopping\.naver\.com|m\.shopping\.naver\.com|shopping\.yahoo\.com|shopping\.yahoo\.co\.jp|store\.shopping\.yahoo\.co\.jp|uk\.shopping\.net|nl\.shopping\.net|no\.shopping\.net|se\.shopping\.net)\s*$'
      )
      THEN 'Organic Shopping'
      WHEN REGEXP_MATCHES("t33"."session_campaign", '^\s*(?i:.*(?:(?:[^a-df-z]|^)shop|shopping).*)\s*$')
      THEN 'Organic Shopping'
      WHEN REGEXP_MATCHES(
        "t33"."session_source",
        '^\s*(?i:(?:.*\.)?(?:ameblo|badoo|bebo|blogger|blogspot|bsky|buzzfeed|deviantart|digg|discord|disqus|douban|facebook|facebook_ads|fandom|fb|flickr|flipboard|foursquare|glassdoor|goodreads|hatena|hootsuite|houzz|ig|imgur|instagram|instagram_ads|instapaper|kakao|line|linkedin|linkedin_ads|livejournal|mastodon|medium|meetup|messenger|meta|mewe|mixi|myspace|nextdoor|odnoklassniki|pinterest|pixiv|plurk|quora|qzone|reddit|renren|researchgate|skype|slack|snapchat|stackexchange|stackoverflow|telegram|threads|tiktok|tiktok_ads|tumblr|tripadvisor|twitter|viadeo|vk|vkontakte|wattpad|wechat|weibo|whatsapp|wordpress|xing|yammer|yelp|zalo|zhihu)(?:\.[a-z]{2,3}){0,2}|t\.co|t\.me|x|x\.com|x_ads|lnkd\.in|fb\.me|pin\.it|bit\.ly|goo\.gl|ok\.ru|getpocket\.com|news\.ycombinator\.com|slashdot\.org|smartnews\.com|answers\.yahoo\.com|groups\.google\.com|messages\.google\.com|plus\.google\.com|sites\.google\.com|blog\.naver\.com|m\.blog\.naver\.com|cafe\.naver\.com|m\.cafe\.naver\.com|kin\.naver\.com)\s*$'
      )
      THEN 'Organic Social'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES(
        "t33"."session_medium",
        '^\s*(?i:social|social-network|social-media|sm|social network|social media)\s*$'
      )
      THEN CASE WHEN TRUE THEN 'Organic Social' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES(
        "t33"."session_source",
        '^\s*(?i:(?:.*\.)?(?:bilibili|crackle|curiositystream|dailymotion|disneyplus|hulu|iqiyi|netflix|niconico|nicovideo|odysee|rumble|ted|twitch|vimeo|wistia|youku|youtube)(?:\.[a-z]{2,3}){0,2}|youtu\.be|d\.tube|iq\.com)\s*$'
      )
      THEN 'Organic Video'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:.*video.*)\s*$')
      THEN CASE WHEN TRUE THEN 'Organic Video' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES(
        "t33"."session_source",
        '^\s*(?i:(?:.*\.)?(?:aol|ask|baidu|bing|bing_ads|biglobe|daum|dogpile|duckduckgo|ecosia|eniro|excite|google|google_ads|incredimail|kagi|kvasir|lycos|mojeek|msn|naver|onet|qwant|rakuten|rambler|seznam|sogou|startpage|startsiden|swisscows|terra|virgilio|yahoo|yandex)(?:\.[a-z]{2,3}){0,2}|360\.cn|so\.com|go\.mail\.ru|centrum\.cz|search\.brave\.com|brave|search\.ukr\.net|auone|conduit)\s*$'
      )
      THEN 'Organic Search'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:organic)\s*$')
      THEN CASE WHEN TRUE THEN 'Organic Search' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:referral|app|link)\s*$')
      THEN CASE WHEN TRUE THEN 'Referral' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_source", '^\s*(?i:email|e-mail|e_mail|e mail)\s*$')
      THEN 'Email'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:email|e-mail|e_mail|e mail)\s*$')
      THEN CASE WHEN TRUE THEN 'Email' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:affiliates?)\s*$')
      THEN CASE WHEN TRUE THEN 'Affiliates' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:audio)\s*$')
      THEN CASE WHEN TRUE THEN 'Audio' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_source", '^\s*(?i:sms)\s*$')
      THEN 'SMS'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:sms)\s*$')
      THEN CASE WHEN TRUE THEN 'SMS' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_source", '^\s*(?i:firebase)\s*$')
      THEN 'Mobile Push Notifications'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t33"."session_medium", '^\s*(?i:.*push|.*(?:mobile|notification).*)\s*$')
      THEN CASE WHEN TRUE THEN 'Mobile Push Notifications' ELSE NULL END
      ELSE NULL
    END,
    'Unassigned'
  ) AS "session_channel",
  "t33"."session_campaign",
  "t33"."session_referrer",
  "t33"."session_landing_page",
  "t33"."session_exit_page",
  "t33"."session_country",
  "t33"."session_region",
  "t33"."session_city",
  "t33"."session_device_category",
  "t33"."session_operating_system",
  "t33"."session_browser",
  "t33"."session_app_version",
  "t33"."session_event_count",
  "t33"."session_page_views",
  "t33"."session_conversions",
  "t33"."session_converted",
  "t33"."session_engaged",
  "t33"."session_bounced",
  "t33"."session_funnel_step",
  "t33"."session_funnel_step_name",
  "t33"."session_revenue",
  "t33"."session_currency"
FROM (
  SELECT
    "t31"."tenant_slug",
    "t31"."event_connection",
    "t31"."event_session_id",
    "t31"."origin",
    "t31"."place",
    "t31"."device",
    "t31"."landing",
    "t31"."session_device_id",
    "t31"."session_user_id",
    "t31"."session_visitor_id",
    "t31"."session_exit_page",
    "t31"."session_platform",
    "t31"."session_loaded_at",
    "t31"."session_started_at",
    "t31"."session_ended_at",
    "t31"."session_event_count",
    "t31"."session_page_views",
    "t31"."session_conversions",
    "t31"."bought_tenant_slug",
    "t31"."bought_event_connection",
    "t31"."bought_event_session_id",
    "t31"."session_revenue",
    "t31"."session_currency",
    "t31"."taken_tenant_slug",
    "t31"."taken_event_connection",
    "t31"."taken_event_session_id",
    "t31"."step",
    "t31"."step_name",
    "t31"."session_source",
    "t31"."session_medium",
    "t31"."session_campaign",
    "t31"."session_country",
    "t31"."session_region",
    "t31"."session_city",
    "t31"."session_device_category",
    "t31"."session_operating_system",
    "t31"."session_browser",
    "t31"."session_app_version",
    "t31"."session_landing_page",
    "t31"."session_referrer",
    "t31"."session_connection",
    "t31"."session_id",
    "t31"."session_duration_seconds",
    "t31"."session_converted",
    "t31"."session_engaged",
    "t31"."session_bounced",
    "t31"."session_funnel_step",
    "t31"."session_funnel_step_name",
    "t5"."_id" AS "session_person_id",
    "t5"."_key" AS "session_person_key"
  FROM (
    SELECT
      "t29"."tenant_slug",
      "t29"."event_connection",
      "t29"."event_session_id",
      "t29"."origin",
      "t29"."place",
      "t29"."device",
      "t29"."landing",
      "t29"."session_device_id",
      "t29"."session_user_id",
      "t29"."session_visitor_id",
      "t29"."session_exit_page",
      "t29"."session_platform",
      "t29"."session_loaded_at",
      "t29"."session_started_at",
      "t29"."session_ended_at",
      "t29"."session_event_count",
      "t29"."session_page_views",
      "t29"."session_conversions",
      "t29"."bought_tenant_slug",
      "t29"."bought_event_connection",
      "t29"."bought_event_session_id",
      "t29"."session_revenue",
      "t29"."session_currency",
      "t29"."taken_tenant_slug",
      "t29"."taken_event_connection",
      "t29"."taken_event_session_id",
      "t29"."step",
      "t29"."step_name",
      "t29"."session_source",
      "t29"."session_medium",
      "t29"."session_campaign",
      "t29"."session_country",
      "t29"."session_region",
      "t29"."session_city",
      "t29"."session_device_category",
      "t29"."session_operating_system",
      "t29"."session_browser",
      "t29"."session_app_version",
      "t29"."session_landing_page",
      "t29"."session_referrer",
      "t29"."session_connection",
      "t29"."session_id",
      "t29"."session_duration_seconds",
      "t29"."session_converted",
      "t29"."session_engaged",
      "t29"."session_bounced",
      "t29"."session_funnel_step",
      "t29"."session_funnel_step_name",
      "t29"."session_connection" || ':' || REPLACE(REPLACE("t29"."session_visitor_id", '\', '\\'), ':', '\:') AS "_visitor"
    FROM (
      SELECT
        "t27"."tenant_slug",
        "t27"."event_connection",
        "t27"."event_session_id",
        "t27"."origin",
        "t27"."place",
        "t27"."device",
        "t27"."landing",
        "t27"."session_device_id",
        "t27"."session_user_id",
        "t27"."session_visitor_id",
        "t27"."session_exit_page",
        "t27"."session_platform",
        "t27"."session_loaded_at",
        "t27"."session_started_at",
        "t27"."session_ended_at",
        "t27"."session_event_count",
        "t27"."session_page_views",
        "t27"."session_conversions",
        "t27"."bought_tenant_slug",
        "t27"."bought_event_connection",
        "t27"."bought_event_session_id",
        "t27"."session_revenue",
        "t27"."session_currency",
        "t27"."taken_tenant_slug",
        "t27"."taken_event_connection",
        "t27"."taken_event_session_id",
        "t27"."step",
        "t27"."step_name",
        "t27"."origin"."source" AS "session_source",
        "t27"."origin"."medium" AS "session_medium",
        "t27"."origin"."campaign" AS "session_campaign",
        "t27"."place"."country" AS "session_country",
        "t27"."place"."region" AS "session_region",
        "t27"."place"."city" AS "session_city",
        "t27"."device"."device_category" AS "session_device_category",
        "t27"."device"."operating_system" AS "session_operating_system",
        "t27"."device"."browser" AS "session_browser",
        "t27"."device"."app_version" AS "session_app_version",
        "t27"."landing"."landing_page" AS "session_landing_page",
        "t27"."landing"."referrer" AS "session_referrer",
        "t27"."event_connection" AS "session_connection",
        "t27"."event_session_id" AS "session_id",
        CAST(FLOOR(
          (
            EPOCH_US("t27"."session_ended_at") - EPOCH_US("t27"."session_started_at")
          ) / (
            1000000
          )
        ) AS BIGINT) AS "session_duration_seconds",
        CAST("t27"."session_conversions" > 0 AS BIGINT) AS "session_converted",
        CAST((
          "t27"."session_conversions" > 0
        )
        OR (
          CAST(FLOOR(
            (
              EPOCH_US("t27"."session_ended_at") - EPOCH_US("t27"."session_started_at")
            ) / (
              1000000
            )
          ) AS BIGINT) >= 10
        )
        OR (
          "t27"."session_page_views" >= 2
        ) AS BIGINT) AS "session_engaged",
        CAST(NOT (
          (
            "t27"."session_conversions" > 0
          )
          OR (
            CAST(FLOOR(
              (
                EPOCH_US("t27"."session_ended_at") - EPOCH_US("t27"."session_started_at")
              ) / (
                1000000
              )
            ) AS BIGINT) >= 10
          )
          OR (
            "t27"."session_page_views" >= 2
          )
        ) AS BIGINT) AS "session_bounced",
        COALESCE("t27"."step", 0) AS "session_funnel_step",
        "t27"."step_name" AS "session_funnel_step_name"
      FROM (
        SELECT
          "t9"."tenant_slug",
          "t9"."event_connection",
          "t9"."event_session_id",
          "t9"."origin",
          "t9"."place",
          "t9"."device",
          "t9"."landing",
          "t9"."session_device_id",
          "t9"."session_user_id",
          "t9"."session_visitor_id",
          "t9"."session_exit_page",
          "t9"."session_platform",
          "t9"."session_loaded_at",
          "t9"."session_started_at",
          "t9"."session_ended_at",
          "t9"."session_event_count",
          "t9"."session_page_views",
          "t9"."session_conversions",
          "t11"."tenant_slug" AS "bought_tenant_slug",
          "t11"."event_connection" AS "bought_event_connection",
          "t11"."event_session_id" AS "bought_event_session_id",
          "t11"."session_revenue",
          "t11"."session_currency",
          "t25"."tenant_slug" AS "taken_tenant_slug",
          "t25"."event_connection" AS "taken_event_connection",
          "t25"."event_session_id" AS "taken_event_session_id",
          "t25"."step",
          "t25"."step_name"
        FROM (
          SELECT
            "t3"."tenant_slug",
            "t3"."event_connection",
            "t3"."event_session_id",
            FIRST(
              {'source': "t3"."event_source", 'medium': "t3"."event_medium", 'campaign': "t3"."event_campaign"} ORDER BY "t3"."event_occurred_at" ASC, "t3"."event_key" ASC
            ) FILTER(WHERE
              {'source': "t3"."event_source", 'medium': "t3"."event_medium", 'campaign': "t3"."event_campaign"} IS NOT NULL
              AND COALESCE("t3"."event_source", "t3"."event_medium", "t3"."event_campaign") IS NOT NULL) AS "origin",
            FIRST(
              {'country': "t3"."event_country", 'region': "t3"."event_region", 'city': "t3"."event_city"} ORDER BY "t3"."event_occurred_at" ASC, "t3"."event_key" ASC
            ) FILTER(WHERE
              {'country': "t3"."event_country", 'region': "t3"."event_region", 'city': "t3"."event_city"} IS NOT NULL
              AND COALESCE("t3"."event_country", "t3"."event_region", "t3"."event_city") IS NOT NULL) AS "place",
            FIRST(
              {'device_category': "t3"."event_device_category", 'operating_system': "t3"."event_operating_system", 'browser': "t3"."event_browser", 'app_version': "t3"."event_app_version"} ORDER BY "t3"."event_occurred_at" ASC, "t3"."event_key" ASC
            ) FILTER(WHERE
              {'device_category': "t3"."event_device_category", 'operating_system': "t3"."event_operating_system", 'browser': "t3"."event_browser", 'app_version': "t3"."event_app_version"} IS NOT NULL
              AND COALESCE(
                "t3"."event_device_category",
                "t3"."event_operating_system",
                "t3"."event_browser",
                "t3"."event_app_version"
              ) IS NOT NULL) AS "device",
            FIRST(
              {'landing_page': "t3"."event_page_location", 'referrer': "t3"."event_page_referrer"} ORDER BY "t3"."event_occurred_at" ASC, "t3"."event_key" ASC
            ) FILTER(WHERE
              {'landing_page': "t3"."event_page_location", 'referrer': "t3"."event_page_referrer"} IS NOT NULL
              AND COALESCE("t3"."event_page_location") IS NOT NULL) AS "landing",
            FIRST(
              "t3"."event_device_id" ORDER BY "t3"."event_occurred_at" ASC, "t3"."event_key" ASC
            ) FILTER(WHERE
              "t3"."event_device_id" IS NOT NULL) AS "session_device_id",
            FIRST("t3"."event_user_id" ORDER BY "t3"."event_occurred_at" ASC, "t3"."event_key" ASC) FILTER(WHERE
              "t3"."event_user_id" IS NOT NULL) AS "session_user_id",
            FIRST(
              "t3"."event_visitor_id" ORDER BY "t3"."event_occurred_at" ASC, "t3"."event_key" ASC
            ) FILTER(WHERE
              "t3"."event_visitor_id" IS NOT NULL) AS "session_visitor_id",
            LAST(
              "t3"."event_page_location" ORDER BY "t3"."event_occurred_at" ASC, "t3"."event_key" ASC
            ) FILTER(WHERE
              "t3"."event_page_location" IS NOT NULL) AS "session_exit_page",
            MIN("t3"."event_platform") AS "session_platform",
            MAX("t3"."event_loaded_at") AS "session_loaded_at",
            MIN("t3"."event_occurred_at") AS "session_started_at",
            MAX("t3"."event_occurred_at") AS "session_ended_at",
            COUNT(*) AS "session_event_count",
            COUNT(*) FILTER(WHERE
              "t3"."event_name" IN ('page_view', 'screen_view')) AS "session_page_views",
            COUNT(*) FILTER(WHERE
              "t3"."event_conversions" > 0) AS "session_conversions"
          FROM (
            SELECT
              *
            FROM "events" AS "t1"
            WHERE
              "t1"."event_session_id" IS NOT NULL
          ) AS "t3"
          GROUP BY
            1,
            2,
            3
        ) AS "t9"
        LEFT OUTER JOIN (
          SELECT
            "t6"."tenant_slug",
            "t6"."event_connection",
            "t6"."event_session_id",
            SUM("t6"."revenue") AS "session_revenue",
            MIN("t6"."currency") AS "session_currency"
          FROM (
            SELECT
              "t4"."tenant_slug",
              "t4"."event_connection",
              "t4"."event_session_id",
              COALESCE('transaction ' || "t4"."event_transaction_id", 'event ' || "t4"."event_key") AS "purchase",
              FIRST("t4"."event_revenue" ORDER BY "t4"."event_occurred_at" ASC, "t4"."event_key" ASC) FILTER(WHERE
                "t4"."event_revenue" IS NOT NULL) AS "revenue",
              FIRST(
                "t4"."event_currency" ORDER BY "t4"."event_occurred_at" ASC, "t4"."event_key" ASC
              ) FILTER(WHERE
                "t4"."event_currency" IS NOT NULL) AS "currency"
            FROM (
              SELECT
                *
              FROM "events" AS "t1"
              WHERE
                "t1"."event_session_id" IS NOT NULL AND "t1"."event_revenue" IS NOT NULL
            ) AS "t4"
            GROUP BY
              1,
              2,
              3,
              4
          ) AS "t6"
          GROUP BY
            1,
            2,
            3
        ) AS "t11"
          ON "t9"."tenant_slug" = "t11"."tenant_slug"
          AND "t9"."event_connection" = "t11"."event_connection"
          AND "t9"."event_session_id" = "t11"."event_session_id"
        LEFT OUTER JOIN (
          SELECT
            "t23"."tenant_slug",
            "t23"."event_connection",
            "t23"."event_session_id",
            "t23"."step",
            CASE
              WHEN "t23"."step" = 1
              THEN CASE WHEN "t23"."tenant_slug" IN ('stark') THEN 'sign_up' ELSE 'view_item' END
              WHEN "t23"."step" = 2
              THEN CASE WHEN "t23"."tenant_slug" IN ('stark') THEN 'purchase' ELSE 'add_to_cart' END
              WHEN "t23"."step" = 3
              THEN CASE WHEN "t23"."tenant_slug" IN ('stark') THEN NULL ELSE 'begin_checkout' END
              WHEN "t23"."step" = 4
              THEN CASE WHEN "t23"."tenant_slug" IN ('stark') THEN NULL ELSE 'purchase' END
              ELSE CAST(NULL AS TEXT)
            END AS "step_name"
          FROM (
            SELECT
              "t21"."tenant_slug",
              "t21"."event_connection",
              "t21"."event_session_id",
              0 + CAST("t21"."_taken_0" IS NOT NULL AS BIGINT) + CAST("t21"."_taken_1" IS NOT NULL AS BIGINT) + CAST("t21"."_taken_2" IS NOT NULL AS BIGINT) + CAST("t21"."_taken_3" IS NOT NULL AS BIGINT) AS "step"
            FROM (
              SELECT
                "t19"."tenant_slug",
                "t19"."event_connection",
                "t19"."event_session_id",
                "t19"."_times_0",
                "t19"."_times_1",
                "t19"."_times_2",
                "t19"."_times_3",
                "t19"."_taken_0",
                "t19"."_taken_1",
                "t19"."_taken_2",
                LIST_MIN(
                  LIST_FILTER("t19"."_times_3", __ibis_param_time__ -> __ibis_param_time__ >= "t19"."_taken_2")
                ) AS "_taken_3"
              FROM (
                SELECT
                  "t17"."tenant_slug",
                  "t17"."event_connection",
                  "t17"."event_session_id",
                  "t17"."_times_0",
                  "t17"."_times_1",
                  "t17"."_times_2",
                  "t17"."_times_3",
                  "t17"."_taken_0",
                  "t17"."_taken_1",
                  LIST_MIN(
                    LIST_FILTER("t17"."_times_2", __ibis_param_time__ -> __ibis_param_time__ >= "t17"."_taken_1")
                  ) AS "_taken_2"
                FROM (
                  SELECT
                    "t15"."tenant_slug",
                    "t15"."event_connection",
                    "t15"."event_session_id",
                    "t15"."_times_0",
                    "t15"."_times_1",
                    "t15"."_times_2",
                    "t15"."_times_3",
                    "t15"."_taken_0",
                    LIST_MIN(
                      LIST_FILTER("t15"."_times_1", __ibis_param_time__ -> __ibis_param_time__ >= "t15"."_taken_0")
                    ) AS "_taken_1"
                  FROM (
                    SELECT
                      "t13"."tenant_slug",
                      "t13"."event_connection",
                      "t13"."event_session_id",
                      "t13"."_times_0",
                      "t13"."_times_1",
                      "t13"."_times_2",
                      "t13"."_times_3",
                      LIST_MIN("t13"."_times_0") AS "_taken_0"
                    FROM (
                      SELECT
                        "t8"."tenant_slug",
                        "t8"."event_connection",
                        "t8"."event_session_id",
                        ARRAY_AGG("t8"."event_occurred_at") FILTER(WHERE
                          "t8"."event_occurred_at" IS NOT NULL
                          AND CASE WHEN "t8"."tenant_slug" IN ('stark') THEN 'sign_up' ELSE 'view_item' END IN ("t8"."event_name", "t8"."event_platform_name")) AS "_times_0",
                        ARRAY_AGG("t8"."event_occurred_at") FILTER(WHERE
                          "t8"."event_occurred_at" IS NOT NULL
                          AND CASE WHEN "t8"."tenant_slug" IN ('stark') THEN 'purchase' ELSE 'add_to_cart' END IN ("t8"."event_name", "t8"."event_platform_name")) AS "_times_1",
                        ARRAY_AGG("t8"."event_occurred_at") FILTER(WHERE
                          "t8"."event_occurred_at" IS NOT NULL
                          AND CASE WHEN "t8"."tenant_slug" IN ('stark') THEN NULL ELSE 'begin_checkout' END IN ("t8"."event_name", "t8"."event_platform_name")) AS "_times_2",
                        ARRAY_AGG("t8"."event_occurred_at") FILTER(WHERE
                          "t8"."event_occurred_at" IS NOT NULL
                          AND CASE WHEN "t8"."tenant_slug" IN ('stark') THEN NULL ELSE 'purchase' END IN ("t8"."event_name", "t8"."event_platform_name")) AS "_times_3"
                      FROM (
                        SELECT
                          *
                        FROM "events" AS "t1"
                        WHERE
                          "t1"."event_session_id" IS NOT NULL
                          AND (
                            FALSE
                            OR CASE WHEN "t1"."tenant_slug" IN ('stark') THEN 'sign_up' ELSE 'view_item' END IN ("t1"."event_name", "t1"."event_platform_name")
                            OR CASE WHEN "t1"."tenant_slug" IN ('stark') THEN 'purchase' ELSE 'add_to_cart' END IN ("t1"."event_name", "t1"."event_platform_name")
                            OR CASE WHEN "t1"."tenant_slug" IN ('stark') THEN NULL ELSE 'begin_checkout' END IN ("t1"."event_name", "t1"."event_platform_name")
                            OR CASE WHEN "t1"."tenant_slug" IN ('stark') THEN NULL ELSE 'purchase' END IN ("t1"."event_name", "t1"."event_platform_name")
                          )
                      ) AS "t8"
                      GROUP BY
                        1,
                        2,
                        3
                    ) AS "t13"
                  ) AS "t15"
                ) AS "t17"
              ) AS "t19"
            ) AS "t21"
          ) AS "t23"
          WHERE
            "t23"."step" > 0
        ) AS "t25"
          ON "t9"."tenant_slug" = "t25"."tenant_slug"
          AND "t9"."event_connection" = "t25"."event_connection"
          AND "t9"."event_session_id" = "t25"."event_session_id"
      ) AS "t27"
    ) AS "t29"
  ) AS "t31"
  LEFT OUTER JOIN (
    SELECT
      "t0"."tenant_slug",
      "t0"."identity_member_key" AS "_visitor",
      "t0"."identity_person_id" AS "_id",
      "t0"."identity_person_key" AS "_key"
    FROM "identities" AS "t0"
    WHERE
      "t0"."identity_kind" = 'visitor'
  ) AS "t5"
    ON "t31"."tenant_slug" = "t5"."tenant_slug" AND "t31"."_visitor" = "t5"."_visitor"
) AS "t33"
