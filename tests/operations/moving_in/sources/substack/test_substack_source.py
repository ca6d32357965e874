"""Posts of Substack arrive; what subscribers alone got stays a draft."""

import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState
from blog.operations.moving_in.files.media_index import full_sizes
from blog.operations.moving_in.imported_items import ExportRefused
from tests.operations.moving_in.exports import OLD, dry_run, take_in

HEAD = "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n"
HTML = '<h2>Head</h2><p>Some words.</p><p class="button-wrapper" data-attrs="{}"><a href="x">Sign up</a></p>'


def row(number: int, **more: str) -> str:
    """Return a line of the list."""
    values = {
        "post_date": "2019-07-26T20:48:19.814Z", "is_published": "TRUE", "email_sent_at": "", "type": "newsletter",
        "audience": "everyone", "title": f"&#x201C;Story&#x201D; {number}", "subtitle": "Short", **more,
    }  # fmt: skip
    return f"{number}.story-{number},{','.join(values.values())},\n"


def write_substack(folder: Path, *rows: str, html: str = HTML) -> Path:
    """Write an export and return its path."""
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("posts.csv", HEAD + "".join(rows))
        for line in rows:
            archive.writestr(f"posts/{line.partition(',')[0]}.html", html)
        archive.writestr("posts/1.story-1.opens.csv", "x")
    return path


def find(number: int) -> Article:
    return db.session.scalars(select(Article).where(Article.headline == f"“Story” {number}")).one()


def test_posts_of_substack_arrive_as_they_were(app: Flask, tmp_path: Path, client: FlaskClient) -> None:
    path = write_substack(tmp_path, row(1), row(2, type="page"))

    planned, _first = dry_run(path, site=OLD)
    done, _second = take_in(path, site=OLD)

    first = find(1)
    assert (first.body_markdown, first.standfirst, first.slug) == ("## Head\n\nSome words.", "Short", "story-1")
    assert (first.state, find(2).state) == (ArticleState.PUBLISHED, ArticleState.PAGE_PUBLISHED)
    assert client.get("/p/story-1?utm_source=x").location == "/articles/story-1"
    assert [(one.words_before, one.words_after, one.losses) for one in planned] == [
        (one.words_before, one.words_after, one.losses) for one in done
    ]


@pytest.mark.parametrize(
    ("values", "html", "reason"),
    [
        ({"is_published": "FALSE", "post_date": ""}, HTML, "draft"),
        ({"audience": "only_paid"}, HTML, "for only_paid"),
        ({"audience": "founding"}, HTML, "for founding"),
        ({"type": "adhoc_email"}, HTML, "sent by mail only"),
        ({}, '<p>a</p><div class="paywall-jump" data-attrs="{}"></div><p>b</p>', "a part for those who pay"),
    ],
)
def test_what_not_everybody_could_read_stays_a_draft(
    app: Flask, tmp_path: Path, values: dict[str, str], html: str, reason: str
) -> None:
    rows, _report = take_in(write_substack(tmp_path, row(1, **values), html=html), site=OLD)

    assert find(1).state is ArticleState.DRAFT
    assert reason in [loss.detail for loss in rows[0].losses if loss.kind.value == "status"]


def test_a_smaller_copy_leads_to_the_whole_picture() -> None:
    whole = "https://substack-post-media.s3.amazonaws.com/public/images/a_1024x768.jpeg"
    copy = "https://substackcdn.com/image/fetch/w_1456,c_limit/https%3A%2F%2F" + whole[8:].replace("/", "%2F")

    assert full_sizes(copy)[0] == whole


def test_an_archive_that_leads_out_is_refused(app: Flask, tmp_path: Path) -> None:
    path = write_substack(tmp_path, row(1))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../posts/x.html", "x")

    with pytest.raises(ExportRefused):
        dry_run(path)
