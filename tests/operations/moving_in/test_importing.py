"""An import takes in what was there, once, as it was, and tells nobody."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import (
    Alert,
    Article,
    ArticleState,
    Delivery,
    FormerAddress,
    ImportOrigin,
    Person,
    Picture,
    Revision,
    Topic,
)
from blog.operations.moving_in.moving_report import Outcome
from blog.web.clock import read_clock
from tests.operations.moving_in.exports import (
    NOW,
    count,
    make_export,
    take_in,
    write_wxr,
    wxr_item,
)
from tests.operations.moving_in.exports import begin as begin_run


def find(headline: str) -> Article:
    return db.session.scalars(select(Article).where(Article.headline == headline)).one()


def test_articles_arrive_as_they_were(app: Flask, tmp_path: Path, media: Path) -> None:
    _rows, report = take_in(make_export(tmp_path), [tmp_path / "uploads"])

    first = find("Story 1")
    assert first.state is ArticleState.PUBLISHED
    assert (first.slug, first.author.name, first.author.is_guest) == ("story-1", "Maren Holt", True)
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2019-03-02T08:00:00+00:00"
    assert first.updated_at.isoformat() == "2019-04-02T08:00:00+00:00"
    assert [topic.name for topic in first.topics] == ["Harbour & Sea", "Boats"]
    assert (first.lead_alt, first.lead_caption) == ("A boat", "The last boat")
    assert "![The quay at dawn](picture:" in first.body_markdown
    assert find("Story 2").body_markdown == "Classic words\n\nin two paragraphs"
    assert (report.pictures["new"], report.words_before, report.words_after) == (2, 16, 16)


def test_what_was_not_public_stays_a_draft(app: Flask, tmp_path: Path, media: Path) -> None:
    _rows, report = take_in(make_export(tmp_path), [tmp_path / "uploads"])

    assert find("Story 3").state is find("Story 4").state is ArticleState.DRAFT
    assert find("Story 5").state is ArticleState.PAGE_PUBLISHED
    assert [detail for _place, detail in report.losses["status"].places] == ["password", "draft"]
    assert db.session.scalars(select(Article).where(Article.headline == "Story 6")).all() == []


def test_nobody_is_told(app: Flask, tmp_path: Path, media: Path, client: FlaskClient) -> None:
    now = read_clock()
    yesterday = f"{now - timedelta(days=1):%Y-%m-%d %H:%M:%S}"
    path = write_wxr(tmp_path, [wxr_item(1, wp__post_date_gmt=yesterday, wp__post_modified_gmt=yesterday)])

    take_in(path, now=now)

    assert (count(Alert), count(Delivery)) == (0, 0)
    assert "story-1" not in client.get("/sitemap-news.xml").text
    assert "story-1" in client.get("/feed.rss").text


def test_a_second_run_changes_nothing(app: Flask, tmp_path: Path, media: Path) -> None:
    path = make_export(tmp_path)
    take_in(path, [tmp_path / "uploads"])
    tables = (Article, Picture, Person, Topic, Revision, FormerAddress, ImportOrigin)
    before = [*map(count, tables), find("Story 1").updated_at]

    rows, _report = take_in(path, [tmp_path / "uploads"])

    assert {row.outcome for row in rows} == {Outcome.UNCHANGED}
    assert [*map(count, tables), find("Story 1").updated_at] == before


def test_what_changed_there_is_taken_over_unless_it_was_edited_here(app: Flask, tmp_path: Path) -> None:
    take_in(write_wxr(tmp_path, [wxr_item(1), wxr_item(2), wxr_item(3)]))
    find("Story 2").updated_at = NOW
    db.session.delete(find("Story 3"))
    db.session.commit()

    rows, _report = take_in(write_wxr(tmp_path, [wxr_item(number, "<p>New words.</p>") for number in (1, 2, 3)]))

    assert [row.outcome for row in rows] == [Outcome.UPDATED, Outcome.EDITED, Outcome.DELETED]
    assert (find("Story 1").body_markdown, find("Story 2").body_markdown) == ("New words.", "Some words.")
    assert count(Article) == 2


@pytest.mark.parametrize("steps", [1, 2, 4, 6])
def test_a_run_that_was_killed_is_taken_up(app: Flask, tmp_path: Path, media: Path, steps: int) -> None:
    path = make_export(tmp_path)
    with ExitStack() as stack:
        killed = begin_run(stack, path, [tmp_path / "uploads"]).steps(db.session)
        for _step in range(steps):
            next(killed)
            db.session.commit()
    db.session.rollback()

    take_in(path, [tmp_path / "uploads"])

    assert (count(Article), count(Picture), count(Person)) == (5, 2, 1)
    assert "](/articles/story-2)" in find("Story 1").body_markdown


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/2019/03/story-1/", "/articles/story-1"),
        ("/2019/03/Story-1", "/articles/story-1"),
        ("/?p=1", "/articles/story-1"),
        ("/index.php?p=1&utm_source=x", "/articles/story-1"),
        ("/about-us/?page_id=5", "/about-us"),
        ("/category/harbour/", "/topics/harbour-sea"),
        ("/author/maren/", "/authors/maren-holt"),
        ("/comments/feed/", "/feed.rss"),
    ],
)
def test_old_addresses_lead_on(
    app: Flask, tmp_path: Path, media: Path, client: FlaskClient, address: str, leads_to: str
) -> None:
    take_in(make_export(tmp_path), [tmp_path / "uploads"])

    answer = client.get(address)

    assert (answer.status_code, answer.location) == (301, leads_to)


def test_the_address_of_a_draft_leads_nowhere(app: Flask, tmp_path: Path, media: Path, client: FlaskClient) -> None:
    take_in(make_export(tmp_path), [tmp_path / "uploads"])

    assert client.get("/2019/03/story-3/").status_code == 404
    assert client.get("/?p=3").status_code == 200


def test_the_address_of_a_picture_leads_to_it(app: Flask, tmp_path: Path, media: Path, client: FlaskClient) -> None:
    take_in(make_export(tmp_path), [tmp_path / "uploads"])

    answer = client.get("/wp-content/uploads/2019/03/quay.jpg")

    assert answer.status_code == 301
    assert client.get(answer.location).mimetype == "image/jpeg"


def test_a_picture_that_is_missing_is_named_and_taken_in_later(app: Flask, tmp_path: Path, media: Path) -> None:
    path = make_export(tmp_path)

    rows, _report = take_in(path)
    again, _second = take_in(path, [tmp_path / "uploads"])

    assert {loss.kind.value for loss in rows[0].losses} == {"picture"}
    assert "picture:" not in find("Story 2").body_markdown
    assert again[0].outcome is Outcome.UPDATED
    assert "picture:" in find("Story 1").body_markdown
    assert find("Story 1").lead_picture is not None
    assert find("Story 1").updated_at.year == 2019


def test_articles_that_are_numbered_alike_all_arrive_and_come_once(app: Flask, tmp_path: Path) -> None:
    other = wxr_item(1, "<p>second</p>", title="Other", link="https://old.example.org/other/", wp__post_name="other")
    nameless = [
        wxr_item(number, f"<p>words {number}</p>", wp__post_id="", link="", wp__post_name="") for number in (3, 4)
    ]
    path = write_wxr(tmp_path, [wxr_item(1, "<p>first</p>"), other, *nameless, wxr_item(1, "<p>first</p>")])

    take_in(path)
    rows, _report = take_in(path)

    assert {one.headline for one in db.session.scalars(select(Article))} == {"Story 1", "Other", "Story 3", "Story 4"}
    assert {row.outcome for row in rows} == {Outcome.UNCHANGED}


def test_of_two_editions_of_an_article_the_later_one_arrives(app: Flask, tmp_path: Path) -> None:
    for name, words, month in (("a.xml", "second", "06"), ("b.xml", "first", "05")):
        item = wxr_item(1, f"<p>{words}</p>", wp__post_modified_gmt=f"2019-{month}-01 08:00:00")
        write_wxr(tmp_path, [item], name)

    take_in(tmp_path)

    assert find("Story 1").body_markdown == "second"


def test_an_edition_that_is_left_out_is_named(app: Flask, tmp_path: Path) -> None:
    _rows, report = take_in(write_wxr(tmp_path, [wxr_item(1, "<p>one</p>"), wxr_item(1, "<p>other</p>")]))

    assert report.losses["item"].places == [("Story 1", "the same article twice: 1")]
