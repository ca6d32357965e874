"""Posts of Ghost arrive, whichever of its editors wrote them; what members or mail alone got stays a draft."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState
from blog.operations.moving_in.imported_items import ExportRefused
from tests.operations.moving_in.exports import OLD, dry_run, take_in

IMAGES = "__GHOST_URL__/content/images"
LEXICAL = {
    "root": {
        "children": [
            {"type": "heading", "tag": "h2", "children": [{"type": "text", "text": "Head"}]},
            {"type": "paragraph", "children": [
                {"type": "extended-text", "text": "bold", "format": 1},
                {"type": "extended-text", "text": " and ", "format": 0},
                {"type": "link", "url": "__GHOST_URL__/first/", "children": [{"type": "text", "text": "own"}]},
                {"type": "linebreak"},
                {"type": "extended-text", "text": "<b>", "format": 16},
            ]},
            {"type": "image", "src": f"{IMAGES}/2021/05/quay.jpg", "alt": "Quay", "caption": "At <i>dawn</i>"},
            {"type": "bookmark", "url": "https://a.example/", "metadata": {"title": "T", "description": "D"}},
            {"type": "toggle", "heading": "Why?", "content": "<p>So.</p>"},
            {"type": "signup", "header": "Join"},
        ]
    }
}  # fmt: skip
PAID = {
    "root": {"children": [{"type": "paragraph", "children": [{"type": "text", "text": "Free"}]}, {"type": "paywall"}]}
}
MOBILEDOC = {
    "version": "0.3.1",
    "atoms": [["soft-return", "", {}]],
    "cards": [["markdown", {"markdown": "A *card* with H~2~O"}], ["hr", {}]],
    "markups": [["strong"], ["a", ["href", "https://a.example/"]]],
    "sections": [
        [1, "p", [[0, [0], 1, "bold"], [0, [], 0, " then "], [0, [1], 1, "link"], [1, [], 0, 0], [0, [], 0, "end"]]],
        [3, "ul", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
        [10, 0],
        [10, 1],
        [10, 99],
    ],
}


def post(number: int, **more: Any) -> dict[str, Any]:
    """Return a row of the table of posts."""
    return {
        "id": f"{number:024x}", "uuid": f"u{number}", "title": f"Story {number}", "slug": f"story-{number}",
        "html": "<p>Some words.</p>", "lexical": None, "status": "published", "visibility": "public", "type": "post",
        "published_at": "2021-05-04T08:00:00.000Z", "updated_at": "2021-06-04T08:00:00.000Z",
        "created_at": "2021-05-01T08:00:00.000Z", **more,
    }  # fmt: skip


def write_ghost(folder: Path, *posts: dict[str, Any], framed: bool = True, **tables: Any) -> Path:
    """Write an export with *posts*, all by one author with two tags, and return its path."""
    ids = [one["id"] for one in posts]
    data = {
        "posts": list(posts),
        "users": [{"id": "u1", "name": "Maren Holt", "slug": "maren", "email": "maren@old.example.org"}],
        "tags": [
            {"id": "t1", "name": "Harbour", "slug": "harbour", "visibility": "public"},
            {"id": "t2", "name": "#secret", "slug": "hash-secret", "visibility": "internal"},
        ],
        "posts_authors": [{"post_id": id, "author_id": "u1", "sort_order": 0} for id in ids],
        "posts_tags": [{"post_id": id, "tag_id": tag, "sort_order": 0} for id in ids for tag in ("t1", "t2")],
        "settings": [{"key": "title", "value": "The Old Herald"}, {"key": "api_key", "value": "s3cret"}],
        **tables,
    }
    body = {"meta": {"exported_on": 1620115200000, "version": "5.0.0"}, "data": data}
    path = folder / "ghost.json"
    path.write_text(json.dumps({"db": [body]} if framed else body), "utf-8")
    return path


def find(number: int) -> Article:
    return db.session.scalars(select(Article).where(Article.headline == f"Story {number}")).one()


@pytest.mark.parametrize("framed", [True, False])
def test_posts_arrive_as_they_were(app: Flask, tmp_path: Path, framed: bool) -> None:
    take_in(write_ghost(tmp_path, post(1, custom_excerpt="Short"), framed=framed), site=OLD)

    article = find(1)
    assert (article.state, article.standfirst, article.author.name) == (ArticleState.PUBLISHED, "Short", "Maren Holt")
    assert [topic.name for topic in article.topics] == ["Harbour"]
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2021-05-04T08:00:00+00:00"


def test_a_draft_in_lexical_is_read(app: Flask, tmp_path: Path, media: Path) -> None:
    data = BytesIO()
    Image.new("RGB", (640, 400), "teal").save(data, "JPEG")
    write_ghost(tmp_path, post(2, html=None, lexical=json.dumps(LEXICAL), status="draft", published_at=None))
    archive = tmp_path / "ghost.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(tmp_path / "ghost.json", "ghost.json")
        made.writestr("content/images/2021/05/quay.jpg", data.getvalue())

    rows, _report = take_in(archive, site=OLD)

    text = find(2).body_markdown
    assert text.startswith("## Head\n\n**bold** and [own](/first/)\\\n`<b>`\n\n![Quay](picture:")
    assert '"At dawn")\n\n[T](https://a.example/)\n> D\n\n::: questions\n### Why?\n\nSo.\n:::' in text
    assert find(2).state is ArticleState.DRAFT
    assert ("widget", "signup") in [(loss.kind.value, loss.detail) for loss in rows[0].losses]


def test_a_draft_in_mobiledoc_is_read(app: Flask, tmp_path: Path) -> None:
    take_in(write_ghost(tmp_path, post(3, html=None, mobiledoc=json.dumps(MOBILEDOC))), site=OLD)

    assert find(3).body_markdown == (
        "**bold** then [link](https://a.example/)\\\nend\n\n- one\n- two\n\nA *card* with H~2~O\n\n---"
    )


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"visibility": "paid"}, "for paid"),
        ({"visibility": "members"}, "for members"),
        ({"status": "sent"}, "sent by mail only"),
        ({"status": "scheduled"}, "scheduled"),
        ({"html": "<p>a</p><!--members-only--><p>b</p>"}, "a part for members"),
        ({"html": None, "lexical": json.dumps(PAID)}, "a part for members"),
    ],
)
def test_what_not_everybody_could_read_stays_a_draft(
    app: Flask, tmp_path: Path, values: dict[str, Any], reason: str
) -> None:
    rows, _report = take_in(write_ghost(tmp_path, post(4, **values)), site=OLD)

    assert find(4).state is ArticleState.DRAFT
    assert [loss.detail for loss in rows[0].losses if loss.kind.value == "status"] == [reason]


def test_a_page_and_a_post_may_share_a_slug(app: Flask, tmp_path: Path) -> None:
    take_in(write_ghost(tmp_path, post(5, slug="about-us"), post(6, slug="about-us", type="page")), site=OLD)

    assert (find(5).state, find(6).state) == (ArticleState.PUBLISHED, ArticleState.PAGE_PUBLISHED)
    assert find(6).address_slug == "about-us"


def test_a_damaged_file_is_refused(app: Flask, tmp_path: Path) -> None:
    path = write_ghost(tmp_path, post(7))
    path.write_text(path.read_text()[:900])

    with pytest.raises(ExportRefused):
        dry_run(path)


def test_a_mark_of_the_character_set_does_no_harm(app: Flask, tmp_path: Path) -> None:
    path = write_ghost(tmp_path, post(8))
    path.write_text("\ufeff" + path.read_text("utf-8"), "utf-8")

    rows, _report = take_in(path, site=OLD)

    assert [row.title for row in rows] == ["Story 8"]


def test_data_of_another_program_is_no_export(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "ships.json").write_text('{"data": {"posts": [{"height": 3}]}}')
    (tmp_path / "tea.md").write_text("---\ntitle: Tea\n---\nHot.")

    rows, _report = take_in(tmp_path, site=OLD)

    assert [row.title for row in rows] == ["Tea"]


def test_what_the_whole_site_had_and_cannot_have_here_is_named(app: Flask, tmp_path: Path) -> None:
    menu = json.dumps([{"label": "About", "url": "/about/"}])
    settings = [{"key": "navigation", "value": menu}, {"key": "codeinjection_head", "value": "<script></script>"}]
    tables = {"newsletters": [{"name": "Weekly", "slug": "weekly"}], "products": [{"name": "Gold", "type": "paid"}]}
    path = write_ghost(
        tmp_path, post(9, codeinjection_foot="<script></script>", locale="de"), settings=settings, **tables
    )

    _rows, report = take_in(path, site=OLD)

    assert report.losses["item"].places == [("Weekly", "newsletter"), ("Gold", "tier"), ("About", "menu entry")]
    assert report.losses["script"].places == [(OLD, "codeinjection_head"), ("/story-9/", "codeinjection_foot")]
    assert find(9).language == "de"
