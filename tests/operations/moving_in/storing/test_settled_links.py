"""Links to what is public are set, as a dry run counts them; those to drafts lead on later."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Revision
from blog.operations.moving_in.storing.settled_links import ForeseenLinks
from tests.operations.moving_in.exports import OLD, dry_run, take_in, write_wxr, wxr_item


def test_links_are_set_in_text_and_revision(app: Flask, tmp_path: Path) -> None:
    links = f'<p><a href="{OLD}/?p=2#x">b</a> <a href="/2019/03/story-3/">c</a> <a href="/none/">d</a></p>'
    take_in(write_wxr(tmp_path, [wxr_item(1, links), wxr_item(2), wxr_item(3, status="draft")]))

    article = db.session.scalars(select(Article).where(Article.slug == "story-1")).one()

    assert article.body_markdown == "[b](/articles/story-2#x) [c](/2019/03/story-3/) [d](/none/)"
    assert 'href="/articles/story-2#x"' in article.body_html
    revision = db.session.scalars(select(Revision).where(Revision.article_id == article.id)).one()
    assert revision.body_markdown == article.body_markdown


def test_as_many_links_are_foreseen_as_the_import_sets(app: Flask, tmp_path: Path) -> None:
    links = f'<p><a href="{OLD}/?p=2#x">b</a> <a href="/2019/03/story-3/">c</a> <a href="/none/">d</a></p>'
    path = write_wxr(tmp_path, [wxr_item(1, links), wxr_item(2, links), wxr_item(3, status="draft")])

    _rows, foreseen = dry_run(path, [])
    _rows, real = take_in(path, [])

    assert foreseen.links == real.links == 2
    _rows, again = dry_run(path, [])
    assert again.links == 0


def test_an_article_that_came_before_counts_too(app: Flask, tmp_path: Path) -> None:
    take_in(write_wxr(tmp_path, [wxr_item(2)]), [])
    links = ForeseenLinks()

    links.note(["/2019/03/story-1/"], ["/2019/03/story-2/", "/nowhere/"], is_public=True)
    links.note(["/hidden/"], ["/2019/03/STORY-1", "/hidden/"], is_public=False)

    assert links.count(db.session) == 2
