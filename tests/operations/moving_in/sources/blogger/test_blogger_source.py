"""Posts of Blogger arrive from each of its three exports, with comments kept aside."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState, ImportOrigin
from blog.operations.moving_in.imported_items import ExportRefused
from blog.operations.moving_in.storing.origins import unpack_original
from tests.operations.moving_in.exports import OLD, dry_run, take_in

KIND = "http://schemas.google.com/g/2005#kind"
OLD_FEED = """<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'
 xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'>
<id>tag:blogger.com,1999:blog-1.archive</id><title type='text'>The Old Herald</title>
<generator uri='https://www.blogger.com'>Blogger</generator>{entries}</feed>"""
OLD_ENTRIES = f"""
<entry><id>tag:blogger.com,1999:blog-1.template</id><category scheme='{KIND}' term='x#template'/>
<content>x</content></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-11</id><published>2017-06-20T00:32:00.001-04:00</published>
<updated>2017-06-21T00:32:00-04:00</updated>
<category scheme='{KIND}' term='http://schemas.google.com/blogger/2008/kind#post'/>
<category scheme='http://www.blogger.com/atom/ns#' term='Boats &amp; Sea'/><title type='text'>Story 11</title>
<content type='html'>Some&lt;br /&gt;&lt;br /&gt;words.</content>
<author><name>Maren Holt</name><email>noreply@blogger.com</email></author>
<link rel='alternate' href='http://old.example.org/2017/06/story.html'/></entry>
<entry><id>tag:blogger.com,1999:blog-1.page-12</id><published>2017-06-20T00:32:00-04:00</published>
<category scheme='{KIND}' term='http://schemas.google.com/blogger/2008/kind#page'/><title>About</title>
<content>We.</content>
<author><name>Unknown</name></author><link rel='alternate' href='http://old.example.org/p/about.html'/></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-13</id><category scheme='{KIND}' term='x#post'/><title>Story 13</title>
<content>Begun.</content><app:control><app:draft>yes</app:draft></app:control></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-14</id><category scheme='{KIND}' term='x#comment'/><title>c</title>
<content>Well said.</content><author><name>Ann</name><email>ann@a.example</email></author>
<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-11'/></entry>"""
NEW_FEED = """<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'
 xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-1</id><title>The Old Herald</title>
<entry><id>tag:blogger.com,1999:blog-1.post-11</id><blogger:type>POST</blogger:type>
<blogger:status>LIVE</blogger:status>
<author><name>Maren Holt</name></author><title>Story 11</title>
<content type='html'>&lt;p&gt;Some&lt;/p&gt;&lt;p&gt;words.&lt;/p&gt;</content>
<published>2017-06-20T04:32:00Z</published><updated>2017-06-21T04:32:00Z</updated>
<category scheme='tag:blogger.com,1999:blog-1' term='Boats &amp; Sea'/>
<blogger:filename>/2017/06/story.html</blogger:filename></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-13</id><blogger:type>POST</blogger:type>
<blogger:status>DRAFT</blogger:status>
<title>Story 13</title><content>Begun.</content></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-15</id><blogger:type>POST</blogger:type>
<blogger:status>SOFT_TRASHED</blogger:status>
<title>Story 15</title><content>Gone.</content></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-14</id><blogger:type>COMMENT</blogger:type>
<blogger:status>LIVE</blogger:status>
<blogger:parent>tag:blogger.com,1999:blog-1.post-11</blogger:parent><content>Well said.</content>
<author><name>Ann</name></author></entry>
</feed>"""


def write(folder: Path, text: str) -> Path:
    path = folder / ("posts.json" if text.startswith("[") else "feed.atom")
    path.write_text(text, "utf-8")
    return path


def find(number: int) -> Article:
    return db.session.scalars(select(Article).where(Article.headline == f"Story {number}")).one()


@pytest.mark.parametrize("text", [OLD_FEED.format(entries=OLD_ENTRIES), NEW_FEED])
def test_posts_of_blogger_arrive_as_they_were(app: Flask, tmp_path: Path, client: FlaskClient, text: str) -> None:
    take_in(write(tmp_path, text), site=OLD, tags_from=1)

    first = find(11)
    assert (first.body_markdown, first.author.name) == ("Some\n\nwords.", "Maren Holt")
    assert (first.state, find(13).state) == (ArticleState.PUBLISHED, ArticleState.DRAFT)
    assert [topic.name for topic in first.topics] == ["Boats & Sea"]
    assert client.get("/2017/06/story.html?m=1").location == "/articles/story"
    origin = db.session.scalars(select(ImportOrigin).where(ImportOrigin.article_id == first.id)).one()
    assert origin.original is not None
    kept = json.dumps(unpack_original(origin.original))
    assert "Well said." in kept
    assert "ann@a.example" not in kept


def test_what_was_in_the_bin_stays_there(app: Flask, tmp_path: Path) -> None:
    _rows, report = dry_run(write(tmp_path, NEW_FEED), site=OLD)

    assert report.losses["item"].places == [("Story 15", "post trash")]


def test_a_state_that_is_not_known_hides_a_post(app: Flask, tmp_path: Path) -> None:
    take_in(write(tmp_path, NEW_FEED.replace("<blogger:status>LIVE", "<blogger:status>GHOSTED", 1)), site=OLD)

    assert find(11).state is ArticleState.DRAFT


def test_the_link_of_a_picture_to_itself_is_no_loss(app: Flask, tmp_path: Path) -> None:
    place = "https://blogger.googleusercontent.com/img/a/AVvXsEh"
    shown = f'&lt;a href="{place}=s4032"&gt;&lt;img src="{place}=w640-h480"&gt;&lt;/a&gt;Words'

    _rows, report = dry_run(write(tmp_path, NEW_FEED.replace("&lt;p&gt;Some", shown, 1)), site=OLD)

    assert [one for _place, one in report.losses["picture"].places] == [f"{place}=s4032"]
    assert "link" not in report.losses


def test_posts_of_the_api_are_read(app: Flask, tmp_path: Path) -> None:
    one = {"kind": "blogger#post", "id": "11", "published": "2017-06-20T00:32:00-04:00", "title": "Story 11",
           "url": "http://old.example.org/2017/06/story.html", "content": "x", "labels": ["A &amp; B", "A & B"],
           "author": {"displayName": "Holt &amp; Co."}}  # fmt: skip
    take_in(write(tmp_path, json.dumps([one])), site=OLD, tags_from=1)

    assert (find(11).author.name, [topic.name for topic in find(11).topics]) == ("Holt & Co.", ["A & B"])


def test_entities_are_refused(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused):
        dry_run(write(tmp_path, NEW_FEED.replace("<feed", '<!DOCTYPE feed [<!ENTITY a "b">]><feed')))
