"""Posts of EasyBlog arrive from a dump as they were, and all their addresses lead on."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Alert, Article, ArticleState, FormerAddress, ImportOrigin, Person, Picture, Revision
from blog.operations.moving_in.moving_report import Outcome
from blog.operations.moving_in.storing.origins import unpack_original
from tests.operations.moving_in.exports import OLD, begin, count, dry_run, take_in, write_picture
from tests.operations.moving_in.sources.easyblog.easyblog_rows import BLOCKS, easyblog_rows, post
from tests.operations.moving_in.sources.joomla.dumps import LANGUAGES, write_dump

OWN = '<a href="index.php?option=com_easyblog&amp;view=entry&amp;id=1&amp;Itemid=101">the first</a>'
LARGE = '<img src="images/easyblog_images/605/b2ap3_large_boat.jpg" alt="A boat" />'


def export(folder: Path) -> Path:
    """Write a site with posts of all kinds, and its pictures."""
    for name in ("easyblog_images/605/boat.jpg", "easyblog_images/605/trip/one.jpg", "easyblog_images/605/trip/two.jpg",
                 "easyblog_articles/2/quay.jpg"):  # fmt: skip
        write_picture(folder / "images" / name, "navy")
    posts = [
        post(1, f"<p>Rest {OWN}.</p><p>{LARGE}</p>", intro="<p>Intro.</p>", image="user:605/boat.jpg",
             language="de-DE"),
        post(2, "", doctype="ebd", document=json.dumps({"blocks": BLOCKS}), excerpt="Short &amp; good"),
        post(3, blogpassword="x"),
        post(4, state=1),
        post(5, published=9, title="", permalink=""),
        post(6, language="en-GB", author_alias="Eva Byline"),
        post(7, publish_down="2020-01-01 00:00:00"),
    ]  # fmt: skip
    comments = [
        {"id": 1, "post_id": 1, "parent_id": 0, "name": "Ann", "email": "ann@a.example", "ip": "192.0.2.1", "title": "",
         "url": "", "comment": "[b]Well[/b] said", "created": "2019-05-01 00:00:00", "published": 1},
    ]  # fmt: skip
    groups = [{"id": 1, "post_id": 1, "key": "abc"}, {"id": 2, "post_id": 6, "key": "abc"}]
    rows = easyblog_rows(*posts, easyblog_comment=comments, easyblog_associations=groups, languages=LANGUAGES)
    return write_dump(folder, rows)


def find(number: int) -> Article:
    return db.session.scalars(select(Article).where(Article.headline == f"Story {number}")).one()


def test_posts_of_easyblog_arrive_as_they_were(app: Flask, tmp_path: Path, media: Path) -> None:
    rows, report = take_in(export(tmp_path), [tmp_path / "images"], site=OLD)

    first, second = find(1), find(2)
    assert (first.state, first.author.name, first.language) == (ArticleState.PUBLISHED, "Maren H.", "de-DE")
    assert first.body_markdown.startswith("Intro.\n\nRest [the first](/articles/story-1).\n\n![A boat](picture:")
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2019-03-02T08:00:00+00:00"
    assert [topic.name for topic in first.topics] == ["Harbour & Sea", "Boats"]
    assert second.standfirst == "Short & good"
    assert "::: gallery\n![" in second.body_markdown
    assert (find(6).author.name, find(6).translation_of_id) == ("Eva Byline", first.id)
    assert (count(Picture), count(Alert), report.pictures["missing"]) == (4, 0, 0)
    assert [row.outcome for row in rows] == [Outcome.NEW] * 5
    assert [loss.detail for row in rows for loss in row.losses if loss.kind == "words"] == []


def test_what_was_hidden_is_a_draft_and_the_bin_stays_there(app: Flask, tmp_path: Path, media: Path) -> None:
    _rows, report = take_in(export(tmp_path), [tmp_path / "images"], site=OLD)

    assert find(3).state is find(7).state is ArticleState.DRAFT
    assert [detail for _place, detail in report.losses["status"].places] == ["password", "ended 2020-01-01"]
    assert [detail for _place, detail in report.losses["item"].places] == ["post trash", "post blank"]


def test_comments_are_kept_without_addresses_of_people(app: Flask, tmp_path: Path, media: Path) -> None:
    take_in(export(tmp_path), [tmp_path / "images"], site=OLD)

    origin = db.session.scalars(select(ImportOrigin).where(ImportOrigin.article_id == find(1).id)).one()
    assert origin.original is not None
    kept = json.dumps(unpack_original(origin.original))
    assert "[b]Well[/b] said" in kept
    assert "ann@a.example" not in kept
    assert "192.0.2.1" not in kept


def test_a_second_run_changes_nothing(app: Flask, tmp_path: Path, media: Path) -> None:
    path = export(tmp_path)
    take_in(path, [tmp_path / "images"], site=OLD)
    tables = (Article, Picture, Person, Revision, FormerAddress, ImportOrigin)
    before = [*map(count, tables)]

    rows, _report = take_in(path, [tmp_path / "images"], site=OLD)

    assert {row.outcome for row in rows} == {Outcome.UNCHANGED}
    assert [*map(count, tables)] == before


def test_the_dry_run_says_the_same(app: Flask, tmp_path: Path, media: Path) -> None:
    path = export(tmp_path)
    planned, _first = dry_run(path, [tmp_path / "images"], site=OLD)
    done, _second = take_in(path, [tmp_path / "images"], site=OLD)

    assert [(row.title, row.words_before, row.words_after, row.losses, row.is_public) for row in planned] == [
        (row.title, row.words_before, row.words_after, row.losses, row.is_public) for row in done
    ]


def test_a_run_that_was_killed_is_taken_up(app: Flask, tmp_path: Path, media: Path) -> None:
    path = export(tmp_path)
    for steps in (2, 4, 7):
        with ExitStack() as stack:
            killed = begin(stack, path, [tmp_path / "images"], site=OLD).steps(db.session)
            for _step in range(steps):
                next(killed)
                db.session.commit()
        db.session.rollback()

    take_in(path, [tmp_path / "images"], site=OLD)

    assert (count(Article), count(Picture)) == (5, 4)
    assert "](/articles/story-1)" in find(1).body_markdown


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/aktuelles/entry/story-1", "/articles/story-1"),
        ("/index.php/aktuelles/entry/1-story-1.html", "/articles/story-1"),
        ("/meer/Story-1", "/articles/story-1"),
        ("/index.php?option=com_easyblog&view=entry&id=1&Itemid=101", "/articles/story-1"),
        ("/aktuelles/categories/harbour", "/topics/harbour-sea"),
        ("/aktuelles/tags/boats", "/topics/boats"),
        ("/aktuelles/blogger/maren-h", "/authors/maren-h"),
        ("/aktuelles?format=feed&type=rss", "/feed.rss"),
    ],
)
def test_addresses_of_easyblog_lead_on(
    app: Flask, tmp_path: Path, media: Path, client: FlaskClient, address: str, leads_to: str
) -> None:
    take_in(export(tmp_path), [tmp_path / "images"], site=OLD)

    assert client.get(address).location == leads_to


def test_addresses_of_smaller_copies_lead_to_the_picture(
    app: Flask, tmp_path: Path, media: Path, client: FlaskClient
) -> None:
    take_in(export(tmp_path), [tmp_path / "images"], site=OLD)

    for name in ("boat.jpg", "b2ap3_large_boat.jpg", "b2ap3_thumbnail_boat.jpg"):
        assert client.get(f"/images/easyblog_images/605/{name}").location.startswith("/media/")
