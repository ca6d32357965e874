"""An article of com_content keeps its pictures, its links and what hid it."""

from typing import Any

import pytest

from blog.operations.moving_in.files.kept_rows import KeptRows
from blog.operations.moving_in.imported_items import ArticleItem
from blog.operations.moving_in.sources.joomla.content_articles import ContentTables, read_article
from blog.operations.moving_in.sources.joomla.joomla_tables import JoomlaTables
from blog.operations.moving_in.sources.joomla.site_addresses import SiteAddresses

CATEGORY = {"id": "3", "title": "News", "alias": "news", "path": "news", "access": "1", "published": "1"}


def article(**more: Any) -> ArticleItem:
    row = {"id": "12", "title": "A", "alias": "a", "introtext": "<p>i</p>", "fulltext": "<p>f</p>", "state": "1",
           "catid": "3", "access": "1", "language": "*", "created": "2019-03-02 08:00:00", **more}  # fmt: skip
    known = ContentTables(JoomlaTables(KeptRows(), "x_", {}, []), SiteAddresses(""), "https://old.example.org")
    known.categories, known.levels = {"3": CATEGORY | more.pop("category", {})}, {"2": "Registered"}
    return read_article({name: value for name, value in row.items() if isinstance(value, str)}, known)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"state": "0"}, "unpublished"),
        ({"access": "2"}, "for Registered"),
        ({"access": "9"}, "for view level 9"),
        ({"category": {"access": "2"}}, "for Registered"),
        ({"category": {"published": "0"}}, "category unpublished"),
        ({"state": "2"}, ""),
        ({"access": "5"}, ""),
    ],
)
def test_what_not_everybody_could_read_is_hidden(values: dict[str, Any], reason: str) -> None:
    found = article(**values)

    assert (found.hidden_reason, found.is_public) == (reason, not reason)


def test_both_pictures_and_the_links_beside_the_text_are_kept() -> None:
    found = article(
        images='{"image_intro":"images/a.jpg#joomlaImage://local-images/a.jpg?width=1","image_intro_alt":"An a",'
        '"image_intro_caption":"See","image_fulltext":"images/b.jpg"}',
        urls='{"urla":"https://a.example/","urlatext":"More","urlb":false}',
    )

    assert found.lead is not None
    assert (found.lead.address, found.lead.alt, found.lead.caption) == (
        "https://old.example.org/images/a.jpg",
        "An a",
        "See",
    )
    assert found.body == (
        '<figure><img src="/images/b.jpg" alt=""></figure>\n<p>i</p>\n<p>f</p>'
        '<ul><li><a href="https://a.example/">More</a></li></ul>'
    )


def test_values_that_are_broken_do_no_harm() -> None:
    found = article(images='{"image_intro":', urls="[1]", publish_down="0000-00-00 00:00:00", created="nonsense")

    assert (found.lead, found.ends_at, found.created_at, found.is_public) == (None, None, None, True)
