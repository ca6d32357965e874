"""Programs that say what they are do not count as readers; every usual browser does."""

import pytest

from blog.web.observability.page_views.audience import fetches_feeds, is_ahead, is_browser

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
BROWSERS = (
    WINDOWS,
    f"{WINDOWS} Edg/131.0.2903.51",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; CUBOT_P40) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; en) Presto/2.8.119 Version/11.10",
    "Lynx/2.9.2 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/3.0.15",
    "w3m/0.5.3+git20230121",
)
PROGRAMS = (
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0 Safari/537.36",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/131.0 Safari/537.36",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "WhatsApp/2.23.20.0",
    "curl/8.5.0",
    "python-requests/2.32",
    "Go-http-client/2.0",
    "Googlebot",
    "x" * 300,
)
READERS_OF_FEEDS = (
    "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers)",
    "NetNewsWire (RSS Reader; https://netnewswire.com/)",
    "Tiny Tiny RSS/23 (https://tt-rss.org/)",
    "Mozilla/5.0 (compatible; Miniflux/2.2; +https://miniflux.app)",
)


@pytest.mark.parametrize("agent", BROWSERS)
def test_a_browser_counts(agent: str) -> None:
    assert is_browser(agent)


@pytest.mark.parametrize("agent", [*PROGRAMS, *READERS_OF_FEEDS])
def test_a_program_is_no_reader(agent: str) -> None:
    assert not is_browser(agent)


@pytest.mark.parametrize("agent", [*READERS_OF_FEEDS, BROWSERS[0]])
def test_what_reads_feeds_for_people_counts_as_that(agent: str) -> None:
    assert fetches_feeds(agent)


@pytest.mark.parametrize("agent", [one for one in PROGRAMS if "x" * 9 not in one])
def test_crawlers_and_libraries_read_no_feed_for_anybody(agent: str) -> None:
    assert not fetches_feeds(agent)


@pytest.mark.parametrize(
    ("headers", "is_early"),
    [
        ({}, False),
        ({"HTTP_SEC_PURPOSE": "prefetch"}, True),
        ({"HTTP_SEC_PURPOSE": "prefetch;prerender"}, True),
        ({"HTTP_PURPOSE": "prefetch"}, True),
        ({"HTTP_X_MOZ": "prefetch"}, True),
        ({"HTTP_X_PURPOSE": "preview"}, True),
        ({"HTTP_PURPOSE": "reading"}, False),
    ],
)
def test_what_is_fetched_ahead_is_not_read_yet(headers: dict[str, str], is_early: bool) -> None:
    assert is_ahead(headers) is is_early
