"""Articles of Joomla arrive from a dump as they were, and all their addresses lead on."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState
from tests.operations.moving_in.exports import OLD, dry_run, take_in, write_picture
from tests.operations.moving_in.sources.joomla.dumps import USERS, ZERO, menu, write_dump


def content(id: int, **more: Any) -> dict[str, Any]:
    """Return a row of the table of articles."""
    return {
        "id": id, "title": f"Story {id}", "alias": f"story-{id}", "introtext": "<p>Intro.</p>",
        "fulltext": "<p>Rest of it.</p>", "state": 1, "catid": 8, "created": "2019-03-02 08:00:00", "created_by": 605,
        "created_by_alias": "", "modified": "2019-04-02 08:00:00", "publish_up": None, "publish_down": ZERO,
        "images": "{}", "urls": "{}", "access": 1, "language": "*", "metadesc": "", "note": "internal!", **more,
    }  # fmt: skip


def joomla(folder: Path, *articles: dict[str, Any], **tables: Any) -> Path:
    """Write a dump with *articles* in one category."""
    rows = {
        "content": list(articles), "users": USERS, **tables,
        "categories": [{"id": 8, "title": "Sea", "alias": "sea", "path": "news/sea", "parent_id": 1, "access": 1,
                        "published": 1, "description": ""}],
        "tags": [{"id": 4, "title": "Boats", "alias": "boats", "published": 1}],
        "contentitem_tag_map": [
            {"type_alias": "com_content.article", "core_content_id": 1, "content_item_id": one["id"], "tag_id": 4}
            for one in articles
        ],
        "menu": [menu(1, "meer", "com_content&view=category&layout=blog&id=8"),
                 menu(2, "impressum", "com_content&view=article&id=2")],
    }  # fmt: skip
    return write_dump(folder, rows)


def find(number: int) -> Article:
    return db.session.scalars(select(Article).where(Article.headline == f"Story {number}")).one()


def test_articles_of_joomla_arrive_as_they_were(app: Flask, tmp_path: Path, media: Path) -> None:
    images = (
        '{"image_intro":"images/sea/a.jpg#joomlaImage://local-images/sea/a.jpg?width=640","image_intro_alt":"An a"}'
    )
    write_picture(tmp_path / "images/sea/a.jpg")
    path = joomla(tmp_path, content(1, images=images), content(2, state=0), content(3, state=-2))

    rows, report = take_in(path, [tmp_path / "images"], site=OLD)

    first = find(1)
    assert (first.body_markdown, first.state, first.author.name) == (
        "Intro.\n\nRest of it.",
        ArticleState.PUBLISHED,
        "Maren Holt",
    )
    assert [topic.name for topic in first.topics] == ["Sea", "Boats"]
    assert first.lead_picture is not None
    assert (first.lead_alt, find(2).state) == ("An a", ArticleState.DRAFT)
    assert (len(rows), report.losses["item"].places) == (2, [("Story 3", "article trash")])


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/meer/story-1", "/articles/story-1"),
        ("/index.php/meer/1-story-1.html", "/articles/story-1"),
        ("/component/content/article/8-sea/1-story-1", "/articles/story-1"),
        ("/index.php?option=com_content&view=article&id=1:story-1&catid=8&Itemid=3", "/articles/story-1"),
        ("/impressum", "/articles/story-2"),
        ("/meer", "/topics/sea"),
        ("/component/tags/tag/boats", "/topics/boats"),
        ("/?format=feed&type=rss", "/feed.rss"),
    ],
)
def test_addresses_of_joomla_lead_on(
    app: Flask, tmp_path: Path, client: FlaskClient, address: str, leads_to: str
) -> None:
    take_in(joomla(tmp_path, content(1), content(2)), site=OLD)

    assert client.get(address).location == leads_to


def test_the_dry_run_says_the_same(app: Flask, tmp_path: Path) -> None:
    path = joomla(tmp_path, content(1, introtext="{loadposition x}<p>It.</p>"), content(2, access=2))
    planned, _first = dry_run(path, site=OLD)
    done, _second = take_in(path, site=OLD)

    assert [(row.title, row.words_after, row.losses, row.is_public) for row in planned] == [
        (row.title, row.words_after, row.losses, row.is_public) for row in done
    ]


def test_values_of_fields_of_the_site_are_named(app: Flask, tmp_path: Path) -> None:
    fields = [{"id": 3, "title": "Place", "context": "com_content.article"}]
    values = [{"field_id": 3, "item_id": "1", "value": "The quay"}, {"field_id": 3, "item_id": "2", "value": ""}]

    rows, _report = take_in(joomla(tmp_path, content(1), content(2), fields=fields, fields_values=values), site=OLD)

    assert [[loss.detail for loss in row.losses] for row in rows] == [["Place: The quay"], []]
