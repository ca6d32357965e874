"""Any feed arrives: RSS, Atom and JSON Feed, also with broken parts."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article
from blog.operations.moving_in.imported_items import ExportRefused
from blog.operations.moving_in.moving_report import Outcome
from tests.operations.moving_in.exports import OLD, dry_run, take_in

RSS = f"""<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Old Herald</title>
<link>{OLD}/</link><item><title>Tom &amp;amp; <![CDATA[<i>Ann</i>]]></title><link>{OLD}/a/one</link>
<guid isPermaLink="false">x-1</guid>
<pubDate>Sat, 02 Mar 2019 08:00:00 GMT</pubDate><dc:creator>Maren Holt</dc:creator><category>Sea</category>
<description>The beginning.</description><media:content url="{OLD}/p.jpg" medium="image"/>
<content:encoded><![CDATA[<p>Some words, <a href="/a/two">see</a> &nbsp;<img src="../i.jpg"></p>]]></content:encoded>
<enclosure url="{OLD}/s.mp3" type="audio/mpeg" length="1"/></item>
<item><title>Two</title><link>{OLD}/a/two</link>
<description>Only &lt;b&gt;this&lt;/b&gt; & no more.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Old Herald</title><link href="{OLD}/"/><entry>
<title type="text">Tom &amp; Ann</title><id>x-1</id><link rel="alternate" href="{OLD}/a/one"/>
<published>2019-03-02T08:00:00Z</published>
<author><name>Maren Holt</name></author><category term="Sea"/><summary>The beginning.</summary>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Some words, <a href="/a/two">see</a> <img src="../i.jpg"/></p></div>
</content>
</entry></feed>"""
JSON = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "The Old Herald", "home_page_url": f"{OLD}/", "items": [
        {"id": "x-1", "url": f"{OLD}/a/one", "title": "Tom & Ann", "date_published": "2019-03-02T08:00:00Z",
         "content_html": '<p>Some words, <a href="/a/two">see</a> <img src="../i.jpg"></p>', "tags": ["Sea"],
         "authors": [{"name": "Maren Holt"}], "summary": "The beginning."}]}
)  # fmt: skip


def write(folder: Path, text: str) -> Path:
    path = folder / ("feed.json" if text.startswith("{") else "feed.xml")
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("text", [RSS, ATOM, JSON])
def test_every_kind_of_feed_arrives(app: Flask, tmp_path: Path, client: FlaskClient, text: str) -> None:
    path = write(tmp_path, text)
    planned, _first = dry_run(path, tags_from=1)
    done, _second = take_in(path, tags_from=1)
    again, _third = take_in(path, tags_from=1)

    first = db.session.scalars(select(Article).where(Article.headline == "Tom & Ann")).one()
    assert first.body_markdown.startswith("Some words, [see](/a")
    assert (first.author.name, first.standfirst, [topic.name for topic in first.topics]) == (
        "Maren Holt",
        "The beginning.",
        ["Sea"],
    )
    assert client.get("/a/one").location == f"/articles/{first.slug}"
    assert [(one.words_before, one.words_after) for one in planned] == [
        (one.words_before, one.words_after) for one in done
    ]
    assert {one.outcome for one in again if not one.losses} <= {Outcome.UNCHANGED}


def test_a_summary_alone_is_taken_and_named(app: Flask, tmp_path: Path) -> None:
    rows, _report = dry_run(write(tmp_path, RSS))

    assert [loss.detail for loss in rows[1].losses if loss.kind == "item"] == ["the feed has a summary alone"]
    assert (rows[1].words_before, rows[1].words_after, rows[1].is_public) == (4, 4, False)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>',
        '{"version":"https://jsonfeed.org/version/1"',
    ],
)
def test_traps_and_damaged_feeds_are_refused(app: Flask, tmp_path: Path, text: str) -> None:
    with pytest.raises(ExportRefused):
        dry_run(write(tmp_path, text))
