"""Links to what is public are set; those to drafts lead on later."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Revision
from tests.operations.moving_in.exports import OLD, take_in, write_wxr, wxr_item


def test_links_are_set_in_text_and_revision(app: Flask, tmp_path: Path) -> None:
    links = f'<p><a href="{OLD}/?p=2#x">b</a> <a href="/2019/03/story-3/">c</a> <a href="/none/">d</a></p>'
    take_in(write_wxr(tmp_path, [wxr_item(1, links), wxr_item(2), wxr_item(3, status="draft")]))

    article = db.session.scalars(select(Article).where(Article.slug == "story-1")).one()

    assert article.body_markdown == "[b](/articles/story-2#x) [c](/2019/03/story-3/) [d](/none/)"
    assert 'href="/articles/story-2#x"' in article.body_html
    revision = db.session.scalars(select(Revision).where(Revision.article_id == article.id)).one()
    assert revision.body_markdown == article.body_markdown
