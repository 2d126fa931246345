"""Sites: the well-known search engines, social networks, video and shopping sites that visits come from.

A choice from the source categories that Google publishes with its default channel group, and of newer sites. A site is known by
its name under any domain and subdomain (google, google.de, l.facebook.com); hosts stand where a name alone would say too much.
"""

from __future__ import annotations

from collections.abc import Iterable

SHOPPING = """
alibaba aliexpress allegro amazon bestbuy bol cdiscount ebay etsy flipkart idealo igshopping jd kaufland mercadolibre
mercadolivre otto shein shopify shopzilla stripe taobao temu tmall walmart wayfair wish zalando
"""
SHOPPING_HOSTS = (
    "google shopping",
    "shop.app",
    *("shopping.google.com", "shopping.naver.com", "cr.shopping.naver.com", "m.shopping.naver.com"),
    *("shopping.yahoo.com", "shopping.yahoo.co.jp", "store.shopping.yahoo.co.jp"),
    *("uk.shopping.net", "nl.shopping.net", "no.shopping.net", "se.shopping.net"),
)

SOCIAL = """
ameblo badoo bebo blogger blogspot bsky buzzfeed deviantart digg discord disqus douban facebook facebook_ads fandom fb flickr
flipboard foursquare glassdoor goodreads hatena hootsuite houzz ig imgur instagram instagram_ads instapaper kakao line linkedin
linkedin_ads livejournal mastodon medium meetup messenger meta mewe mixi myspace nextdoor odnoklassniki pinterest pixiv plurk
quora qzone reddit renren researchgate skype slack snapchat stackexchange stackoverflow telegram threads tiktok tiktok_ads tumblr
tripadvisor twitter viadeo vk vkontakte wattpad wechat weibo whatsapp wordpress xing yammer yelp zalo zhihu
"""
SOCIAL_HOSTS = (
    *("t.co", "t.me", "x", "x.com", "x_ads", "lnkd.in", "fb.me", "pin.it", "bit.ly", "goo.gl", "ok.ru"),
    *("getpocket.com", "news.ycombinator.com", "slashdot.org", "smartnews.com", "answers.yahoo.com"),
    *("groups.google.com", "messages.google.com", "plus.google.com", "sites.google.com"),
    *("blog.naver.com", "m.blog.naver.com", "cafe.naver.com", "m.cafe.naver.com", "kin.naver.com"),
)

VIDEO = """
bilibili crackle curiositystream dailymotion disneyplus hulu iqiyi netflix niconico nicovideo odysee rumble ted twitch vimeo
wistia youku youtube
"""
VIDEO_HOSTS = ("youtu.be", "d.tube", "iq.com")

SEARCH = """
aol ask baidu bing bing_ads biglobe daum dogpile duckduckgo ecosia eniro excite google google_ads incredimail kagi kvasir
lycos mojeek msn naver onet qwant rakuten rambler seznam sogou startpage startsiden swisscows terra virgilio yahoo yandex
"""
SEARCH_HOSTS = ("360.cn", "so.com", "go.mail.ru", "centrum.cz", "search.brave.com", "brave", "search.ukr.net", "auone", "conduit")


def pattern(names: str, hosts: Iterable[str]) -> str:
    """A regular expression over a whole source, in lower case, that is one of these sites.

    >>> import re
    >>> sites = re.compile(pattern("google ask", ("so.com",)))
    >>> [site for site in ("google", "www.google.co.uk", "so.com", "ask.example.com", "flask.com", "also.com") if sites.fullmatch(site)]
    ['google', 'www.google.co.uk', 'so.com']
    """
    escaped = "|".join(host.replace(".", r"\.") for host in hosts)
    return rf"(?:.*\.)?(?:{'|'.join(names.split())})(?:\.[a-z]{{2,3}}){{0,2}}|{escaped}"
