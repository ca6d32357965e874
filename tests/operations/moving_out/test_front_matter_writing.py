"""The front matter of an export is YAML whatever the words are, and the body leads to the files beside it."""

from pathlib import Path

import yaml
from flask import Flask

from blog.database import db
from blog.models import Article
from blog.operations.moving_out.front_matter_writing import rewrite, write_yaml
from tests.operations.moving_out.exports import export
from tests.operations.moving_out.sites import FILE, HOSTILE, furnish


def test_any_words_are_read_back_as_they_were() -> None:
    for text in (*HOSTILE, "\x7f\x85\ufeff\U000e0001", "yes", "2026-05-04", "- a", "null"):
        assert yaml.safe_load(f"a: {write_yaml(text)}\nb: {write_yaml([text])}") == {"a": text, "b": [text]}


def test_each_file_has_the_names_that_generators_read(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(5)
    export(tmp_path / "out")

    article = db.session.query(Article).filter_by(slug="wörter-0").one()
    (path,) = (tmp_path / "out/content/articles").rglob("wörter-0.md")
    head, body = path.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
    fields = yaml.safe_load(head)
    assert fields["title"] == article.headline
    assert fields["description"] == article.standfirst
    assert (fields["date"], fields["draft"]) == (article.published_at, False)
    assert sorted(fields["categories"]) == sorted(topic.name for topic in article.topics)
    assert fields["authors"] == [person.name for person in article.bylines]
    assert fields["aliases"] == ["/2019/03/ünlaut", "/articles/older"]
    assert (tmp_path / "out" / fields["image"].lstrip("/")).is_file()
    assert article.social_picture in fields["social_image"]
    assert fields["images"] == list(dict.fromkeys([fields["social_image"], fields["image"]]))
    assert (tmp_path / "out" / fields["social_image"].lstrip("/")).is_file()
    assert "picture:" not in body
    assert f"file:{FILE}" not in body
    assert "](/media/" in body
    drafts = [path for path in (tmp_path / "out/content").rglob("*.md") if "\ndraft: true\n" in path.read_text("utf-8")]
    assert "later.md" in {path.name for path in drafts} or drafts


def test_code_stays_as_it_was_written() -> None:
    text = "```\n![a](picture:abc)\n```\n\n![b](picture:abc) ![c](picture:gone)"

    assert rewrite(text, {"abc": "/media/abc/9.jpg"}, {}) == (
        "```\n![a](picture:abc)\n```\n\n![b](/media/abc/9.jpg) ![c](picture:gone)"
    )
