"""Each shape that EasyBlog's router has is among the addresses of a post."""

from datetime import UTC, datetime

import pytest

from blog.operations.moving_in.sources.easyblog.post_addresses import PostAddresses, PostName
from blog.operations.moving_in.sources.joomla.site_addresses import MenuItem, SiteAddresses

MOMENT = datetime(2016, 3, 9, 10, 0, tzinfo=UTC)
NAME = PostName("12", "slug", MOMENT, ("harbour", "news/harbour"), ("3", "2"), "de-DE")


def item(path: str, link: str, **more: bool) -> MenuItem:
    query = dict(pair.split("=") for pair in f"option=com_easyblog&{link}".split("&"))
    return MenuItem(path, query, **more)


def addresses(**settings: str) -> PostAddresses:
    site = SiteAddresses("", [item("blog", "view=latest"), item("sea", "view=categories&layout=listings&id=3")])
    site.languages = {"de-DE": "de"}
    return PostAddresses(site, settings)


@pytest.mark.parametrize(
    "path",
    [
        "/blog/entry/slug", "/blog/entry/12-slug", "/blog/entry/2016/03/09/slug", "/blog/entry/harbour/slug",
        "/blog/entry/news/harbour/slug", "/blog/entry/harbour/2016/03/09/12-slug", "/blog/slug", "/blog/12-slug",
        "/blog/harbour/slug", "/de/blog/entry/slug", "/sea/entry/slug", "/sea/slug", "/blog/entry/slug/amp",
        "/component/easyblog/entry/slug", "/?option=com_easyblog&view=entry&id=12",
    ],
)  # fmt: skip
def test_every_shape_is_there(path: str) -> None:
    assert path in addresses().paths_of(NAME)


def test_the_present_settings_come_first() -> None:
    assert addresses(main_sef="date", main_sef_useid="1").paths_of(NAME)[0] == "/de/blog/entry/2016/03/09/12-slug"


def test_pieces_that_the_operator_chose_are_filled() -> None:
    custom = addresses(main_sef="custom", main_sef_custom="%year_num%/%category%/%blog_id%/%category_id%")

    assert custom.paths_of(NAME)[0] == "/de/blog/entry/2016/harbour/12/3/slug"


def test_a_site_without_menus_has_the_usual_addresses() -> None:
    assert PostAddresses(SiteAddresses("/cms"), {}).paths_of(NAME)[0] == "/cms/blog/entry/slug"


def test_crawled_addresses_count_whatever_their_words_are() -> None:
    known = addresses()
    known.addresses.crawled["12-slug"].append("/de/aktuelles/eintrag/12-slug.html")

    assert known.paths_of(NAME)[0] == "/de/aktuelles/eintrag/12-slug.html"


def test_lists_and_feeds_have_addresses() -> None:
    assert "/blog/categories/harbour" in addresses().list_paths("categories", "3", ["harbour"])
    assert "/sea" in addresses().list_paths("categories", "3", ["harbour"])
    assert "/blog/tags/tag/a" in addresses().list_paths("tags", "7", ["a"])
    assert addresses().feed_paths()["/blog?format=feed"] == "/feed.rss"
