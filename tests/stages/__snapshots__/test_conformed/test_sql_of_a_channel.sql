SELECT
  COALESCE(
    CASE
      WHEN "t0"."tenant_slug" IN ('acme')
      THEN COALESCE(
        CASE
          WHEN REGEXP_MATCHES("t0"."source", '^\s*(?i:insta.*)\s*$')
          THEN 'Paid Influencers'
          ELSE NULL
        END
      )
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:\(none\)||\(not set\))\s*$')
      OR (
        "t0"."medium" IS NULL
      )
      THEN CASE
        WHEN REGEXP_MATCHES("t0"."source", '^\s*(?i:\(direct\))\s*$')
        THEN 'Direct'
        WHEN (
          REGEXP_MATCHES("t0"."source", '^\s*(?i:|\(not set\))\s*$')
          OR (
            "t0"."source" IS NULL
          )
        )
        AND (
          REGEXP_MATCHES("t0"."campaign", '^\s*(?i:\(direct\)||\(not set\))\s*$')
          OR (
            "t0"."campaign" IS NULL
          )
        )
        THEN 'Direct'
        ELSE NULL
      END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."campaign", '^\s*(?i:.*cross-network.*)\s*$')
      THEN 'Cross-network'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:.*cp.*|ppc|retargeting|paid.*)\s*$')
      THEN CASE
        WHEN REGEXP_MATCHES(
          "t0"."source",
          '^\s*(?i:(?:.*\.)?(?:alibaba|aliexpress|allegro|amazon|bestbuy|bol|cdiscount|ebay|etsy|flipkart|idealo|igshopping|jd|kaufland|mercadolibre|mercadolivre|otto|shein|shopify|shopzilla|stripe|taobao|temu|tmall|walmart|wayfair|wish|zalando)(?:\.[a-z]{2,3}){0,2}|google shopping|shop\.app|shopping\.google\.com|shopping\.naver\.com|cr\.shopping\.naver\.com|m\.shopping\.naver\.com|shopping\.yahoo\.com|shopping\.yahoo\.co\.jp|store\.shopping\.yahoo\.co\.jp|uk\.shopping\.net|nl\.shopping\.net|no\.shopping\.net|se\.shopping\.net)\s*$'
        )
        THEN 'Paid Shopping'
        WHEN REGEXP_MATCHES("t0"."campaign", '^\s*(?i:.*(?:(?:[^a-df-z]|^)shop|shopping).*)\s*$')
        THEN 'Paid Shopping'
        WHEN REGEXP_MATCHES(
          "t0"."source",
          '^\s*(?i:(?:.*\.)?(?:ameblo|badoo|bebo|blogger|blogspot|bsky|buzzfeed|deviantart|digg|discord|disqus|douban|facebook|facebook_ads|fandom|fb|flickr|flipboard|foursquare|glassdoor|goodreads|hatena|hootsuite|houzz|ig|imgur|instagram|instagram_ads|instapaper|kakao|line|linkedin|linkedin_ads|livejournal|mastodon|medium|meetup|messenger|meta|mewe|mixi|myspace|nextdoor|odnoklassniki|pinterest|pixiv|plurk|quora|qzone|reddit|renren|researchgate|skype|slack|snapchat|stackexchange|stackoverflow|telegram|threads|tiktok|tiktok_ads|tumblr|tripadvisor|twitter|viadeo|vk|vkontakte|wattpad|wechat|weibo|whatsapp|wordpress|xing|yammer|yelp|zalo|zhihu)(?:\.[a-z]{2,3}){0,2}|t\.co|t\.me|x|x\.com|x_ads|lnkd\.in|fb\.me|pin\.it|bit\.ly|goo\.gl|ok\.ru|getpocket\.com|news\.ycombinator\.com|slashdot\.org|smartnews\.com|answers\.yahoo\.com|groups\.google\.com|messages\.google\.com|plus\.google\.com|sites\.google\.com|blog\.naver\.com|m\.blog\.naver\.com|cafe\.naver\.com|m\.cafe\.naver\.com|kin\.naver\.com)\s*$'
        )
        THEN 'Paid Social'
        WHEN REGEXP_MATCHES(
          "t0"."source",
          '^\s*(?i:(?:.*\.)?(?:aol|ask|baidu|bing|bing_ads|biglobe|daum|dogpile|duckduckgo|ecosia|eniro|excite|google|google_ads|incredimail|kagi|kvasir|lycos|mojeek|msn|naver|onet|qwant|rakuten|rambler|seznam|sogou|startpage|startsiden|swisscows|terra|virgilio|yahoo|yandex)(?:\.[a-z]{2,3}){0,2}|360\.cn|so\.com|go\.mail\.ru|centrum\.cz|search\.brave\.com|brave|search\.ukr\.net|auone|conduit)\s*$'
        )
        THEN 'Paid Search'
        WHEN REGEXP_MATCHES(
          "t0"."source",
          '^\s*(?i:(?:.*\.)?(?:bilibili|crackle|curiositystream|dailymotion|disneyplus|hulu|iqiyi|netflix|niconico|nicovideo|odysee|rumble|ted|twitch|vimeo|wistia|youku|youtube)(?:\.[a-z]{2,3}){0,2}|youtu\.be|d\.tube|iq\.com)\s*$'
        )
        THEN 'Paid Video'
        ELSE NULL
      END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:display|banner|expandable|interstitial|cpm)\s*$')
      THEN CASE WHEN TRUE THEN 'Display' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:.*cp.*|ppc|retargeting|paid.*)\s*$')
      THEN CASE WHEN TRUE THEN 'Paid Other' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES(
        "t0"."source",
        '^\s*(?i:(?:.*\.)?(?:alibaba|aliexpress|allegro|amazon|bestbuy|bol|cdiscount|ebay|etsy|flipkart|idealo|igshopping|jd|kaufland|mercadolibre|mercadolivre|otto|shein|shopify|shopzilla|stripe|taobao|temu|tmall|walmart|wayfair|wish|zalando)(?:\.[a-z]{2,3}){0,2}|google shopping|shop\.app|shopping\.google\.com|shopping\.naver\.com|cr\.shopping\.naver\.com|m\.shopping\.naver\.com|shopping\.yahoo\.com|shopping\.yahoo\.co\.jp|store\.shopping\.yahoo\.co\.jp|uk\.shopping\.net|nl\.shopping\.net|no\.shopping\.net|se\.shopping\.net)\s*$'
      )
      THEN 'Organic Shopping'
      WHEN REGEXP_MATCHES("t0"."campaign", '^\s*(?i:.*(?:(?:[^a-df-z]|^)shop|shopping).*)\s*$')
      THEN 'Organic Shopping'
      WHEN REGEXP_MATCHES(
        "t0"."source",
        '^\s*(?i:(?:.*\.)?(?:ameblo|badoo|bebo|blogger|blogspot|bsky|buzzfeed|deviantart|digg|discord|disqus|douban|facebook|facebook_ads|fandom|fb|flickr|flipboard|foursquare|glassdoor|goodreads|hatena|hootsuite|houzz|ig|imgur|instagram|instagram_ads|instapaper|kakao|line|linkedin|linkedin_ads|livejournal|mastodon|medium|meetup|messenger|meta|mewe|mixi|myspace|nextdoor|odnoklassniki|pinterest|pixiv|plurk|quora|qzone|reddit|renren|researchgate|skype|slack|snapchat|stackexchange|stackoverflow|telegram|threads|tiktok|tiktok_ads|tumblr|tripadvisor|twitter|viadeo|vk|vkontakte|wattpad|wechat|weibo|whatsapp|wordpress|xing|yammer|yelp|zalo|zhihu)(?:\.[a-z]{2,3}){0,2}|t\.co|t\.me|x|x\.com|x_ads|lnkd\.in|fb\.me|pin\.it|bit\.ly|goo\.gl|ok\.ru|getpocket\.com|news\.ycombinator\.com|slashdot\.org|smartnews\.com|answers\.yahoo\.com|groups\.google\.com|messages\.google\.com|plus\.google\.com|sites\.google\.com|blog\.naver\.com|m\.blog\.naver\.com|cafe\.naver\.com|m\.cafe\.naver\.com|kin\.naver\.com)\s*$'
      )
      THEN 'Organic Social'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES(
        "t0"."medium",
        '^\s*(?i:social|social-network|social-media|sm|social network|social media)\s*$'
      )
      THEN CASE WHEN TRUE THEN 'Organic Social' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES(
        "t0"."source",
        '^\s*(?i:(?:.*\.)?(?:bilibili|crackle|curiositystream|dailymotion|disneyplus|hulu|iqiyi|netflix|niconico|nicovideo|odysee|rumble|ted|twitch|vimeo|wistia|youku|youtube)(?:\.[a-z]{2,3}){0,2}|youtu\.be|d\.tube|iq\.com)\s*$'
      )
      THEN 'Organic Video'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:.*video.*)\s*$')
      THEN CASE WHEN TRUE THEN 'Organic Video' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES(
        "t0"."source",
        '^\s*(?i:(?:.*\.)?(?:aol|ask|baidu|bing|bing_ads|biglobe|daum|dogpile|duckduckgo|ecosia|eniro|excite|google|google_ads|incredimail|kagi|kvasir|lycos|mojeek|msn|naver|onet|qwant|rakuten|rambler|seznam|sogou|startpage|startsiden|swisscows|terra|virgilio|yahoo|yandex)(?:\.[a-z]{2,3}){0,2}|360\.cn|so\.com|go\.mail\.ru|centrum\.cz|search\.brave\.com|brave|search\.ukr\.net|auone|conduit)\s*$'
      )
      THEN 'Organic Search'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:organic)\s*$')
      THEN CASE WHEN TRUE THEN 'Organic Search' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:referral|app|link)\s*$')
      THEN CASE WHEN TRUE THEN 'Referral' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."source", '^\s*(?i:email|e-mail|e_mail|e mail)\s*$')
      THEN 'Email'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:email|e-mail|e_mail|e mail)\s*$')
      THEN CASE WHEN TRUE THEN 'Email' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:affiliates?)\s*$')
      THEN CASE WHEN TRUE THEN 'Affiliates' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:audio)\s*$')
      THEN CASE WHEN TRUE THEN 'Audio' ELSE NULL END
      ELSE NULL
    END,
    CASE WHEN REGEXP_MATCHES("t0"."source", '^\s*(?i:sms)\s*$') THEN 'SMS' ELSE NULL END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:sms)\s*$')
      THEN CASE WHEN TRUE THEN 'SMS' ELSE NULL END
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."source", '^\s*(?i:firebase)\s*$')
      THEN 'Mobile Push Notifications'
      ELSE NULL
    END,
    CASE
      WHEN REGEXP_MATCHES("t0"."medium", '^\s*(?i:.*push|.*(?:mobile|notification).*)\s*$')
      THEN CASE WHEN TRUE THEN 'Mobile Push Notifications' ELSE NULL END
      ELSE NULL
    END,
    'Unassigned'
  ) AS "channel"
FROM "visits" AS "t0"
