"""Posts of Medium arrive; responses do not, and drafts stay drafts."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState
from tests.operations.moving_in.exports import OLD, dry_run, take_in
from tests.operations.moving_in.sources.medium.test_medium_html import page


def write_medium(folder: Path) -> Path:
    """Write an export with a post, a draft and a response, and return its path."""
    (folder / "posts").mkdir()
    (folder / "profile").mkdir()
    files = {
        "posts/2018-08-11_A-title-a1b2c3d4e5f6.html": page('<p class="graf graf--p">Some words.</p>'),
        "posts/draft_Begun-0a1b2c3d4e5f.html": page('<p class="graf graf--p">More.</p>', "Begun").replace(
            "<time", "<b"
        ),
        "posts/2019-01-01_Well-ffffffffffff.html": page('<p class="graf graf--p">Well said.</p>', "Well said."),
        "profile/profile.html": "<p>secret</p>",
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_posts_of_medium_arrive_as_they_were(app: Flask, tmp_path: Path, client: FlaskClient) -> None:
    path = write_medium(tmp_path)
    planned, _first = dry_run(path, site=OLD)
    done, report = take_in(path, site=OLD)

    articles = {one.headline: one for one in db.session.scalars(select(Article))}
    assert sorted(articles) == ["A title", "Begun"]
    assert (articles["A title"].author.name, articles["A title"].body_markdown) == ("Ann", "Some words.")
    assert (articles["A title"].state, articles["Begun"].state) == (ArticleState.PUBLISHED, ArticleState.DRAFT)
    assert report.losses["item"].places == [("Well said.", "response")]
    for address in ("/@ann/a-title-a1b2c3d4e5f6", "/a-title-a1b2c3d4e5f6", "/p/a1b2c3d4e5f6"):
        assert client.get(address).location == "/articles/a-title"
    assert [(one.words_before, one.words_after) for one in planned] == [
        (one.words_before, one.words_after) for one in done
    ]
