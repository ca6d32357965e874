"""Folders of Markdown arrive, whichever program made them, with their dates, codes and pictures."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState, PictureUse
from blog.operations.moving_in.imported_items import LossKind
from tests.operations.moving_in.exports import OLD, take_in, write_picture

DATED = "---\ndate: 2020-01-02\n---\n"
JEKYLL = """---
title: "Harbour: a story"
author: Maren Holt
categories: [News]
tags: boats, sea
redirect_from: /old/harbour/
---
# Not the title

The **quay** at {{ site.url }}/x/, see [more]({{ '/news/' | relative_url }}) and <u>this</u> note[^1].
{: .lead}

![A quay](quay.jpg "At dawn")

{% include ad.html %}

| a | b |
| - | - |
| 1 | 2 |

{% highlight python %}
print("{{ raw }}")
{% endhighlight %}

<figure><img src="/images/boat.jpg"><figcaption>The boat</figcaption></figure>

[^1]: The note.
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def only() -> Article:
    return db.session.scalars(select(Article)).one()


def test_a_post_of_jekyll_arrives(app: Flask, tmp_path: Path, media: Path, client: FlaskClient) -> None:
    write(tmp_path, "_posts/2021-9-1-harbour.md", JEKYLL)
    write(tmp_path, "README.md", "# Not a post")
    write_picture(tmp_path / "_posts/quay.jpg")
    write_picture(tmp_path / "images/boat.jpg", "navy")

    rows, _report = take_in(tmp_path, site=OLD)

    article = only()
    assert (article.headline, article.slug, article.author.name) == ("Harbour: a story", "harbour", "Maren Holt")
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2021-09-01"
    text = article.body_markdown
    assert "The **quay** at /x/, see [more](/news/) and this note[^1]." in text
    assert "![A quay](picture:" in text
    assert '"The boat")' in text
    assert '```python\nprint("{{ raw }}")\n```' in text
    assert "[^1]: The note." in text
    assert [(loss.kind.value, loss.detail) for loss in rows[0].losses] == [("shortcode", "include ad.html")]
    assert client.get("/2021/09/01/harbour.html").location == client.get("/old/harbour").location == "/articles/harbour"


@pytest.mark.parametrize(
    ("name", "text", "headline", "state"),
    [
        ("posts/a/index.md", "+++\ntitle = 'A'\ndate = 2020-01-02T08:00:00Z\n+++\nWords", "A", ArticleState.PUBLISHED),
        ("content/posts/a.md", '{"title": "A", "date": "2020-01-02"}\n\nWords', "A", ArticleState.PUBLISHED),
        ("a.md", "---\ntitle: A\ndate: 2020-01-02\ndraft: true\n---\nWords", "A", ArticleState.DRAFT),
        ("a.md", "---\ntitle: A\ndate: 2020-01-02\npublished: false\n---\nWords", "A", ArticleState.DRAFT),
        ("_drafts/a.md", "---\ntitle: A\n---\nWords", "A", ArticleState.DRAFT),
        ("a.md", "Title: A\nDate: 2020-01-02\nlink: a\n\nWords", "A", ArticleState.PUBLISHED),
        ("2020-01-02-a.md", "# A headline\n\nWords", "A headline", ArticleState.PUBLISHED),
        ("a.md", "---\ntitle: A: colon\ndate: 2020-01-02\n---\nWords", "A: colon", ArticleState.PUBLISHED),
        ("a.md", "Note: this is no front matter\n\nWords", "a", ArticleState.DRAFT),
    ],
)  # fmt: skip
def test_front_matter_of_each_kind_is_read(
    app: Flask, tmp_path: Path, name: str, text: str, headline: str, state: ArticleState
) -> None:
    write(tmp_path, name, text)

    take_in(tmp_path, site=OLD)

    assert (only().headline, only().state) == (headline, state)
    assert only().body_markdown.endswith("Words")


@pytest.mark.parametrize(
    "trap",
    [
        "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\nWords",
        "---\ntitle: !!python/object/apply:os.system ['true']\n---\nWords",
        "---\n" + "[" * 5000 + "\n---\nWords",
        "[" * 3000 + "Words" + "](" * 3000,
    ],
)
def test_traps_in_a_file_do_no_harm(app: Flask, tmp_path: Path, trap: str) -> None:
    write(tmp_path, "a.md", trap)

    rows, _report = take_in(tmp_path, site=OLD)

    assert len(rows) == 1


def test_links_between_files_lead_to_articles_and_nothing_is_lost_without_a_name(
    app: Flask, tmp_path: Path, media: Path, client: FlaskClient
) -> None:
    write(
        tmp_path,
        "content/posts/one/index.md",
        "---\ntitle: One\ndate: 2021-01-01\n---\n![](b.jpg) [two](../two/index.md)",
    )
    write(
        tmp_path,
        "content/posts/two/index.md",
        "---\ntitle: Two\ndate: 2021-01-02\n---\n![](b.jpg) {{< youtube dQw4w9WgXcQ >}}",
    )
    write(tmp_path, "content/posts/_index.md", "---\ntitle: All\n---\nWords above the list.")
    (tmp_path / "content/posts/three.md").write_bytes(b"---\ntitle: Three\ndate: 2021-01-03\n---\nCaf\xe9")
    write_picture(tmp_path / "content/posts/one/b.jpg", "navy")
    write_picture(tmp_path / "content/posts/two/b.jpg", "teal")

    _rows, report = take_in(tmp_path, site=OLD)

    texts = {one.slug: one.body_markdown for one in db.session.scalars(select(Article))}
    assert "[two](/articles/two)" in texts["one"]
    assert "\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ" in texts["two"]
    assert "Café" in texts["three"]
    assert report.pictures["new"] == 2
    assert report.losses[LossKind.ITEM].places == [("content/posts/_index.md", "Words above the list.")]
    assert client.get("/posts/two/").location == "/articles/two"


@pytest.mark.parametrize("kind", ["article", "page"])
def test_the_picture_of_shared_links_comes_along(app: Flask, tmp_path: Path, media: Path, kind: str) -> None:
    write(tmp_path, "posts/a.md", f"---\ntitle: A\ntype: {kind}\ndate: 2020-01-02\nog_image: share.jpg\n---\nWords")
    write_picture(tmp_path / "posts/share.jpg")

    take_in(tmp_path, site=OLD)

    [use] = db.session.scalars(select(PictureUse)).all()
    assert (only().social_picture, use.is_social) == (use.picture.key, True)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_text_is_read_in_the_set_of_its_editor(app: Flask, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.md").write_bytes("---\r\ntitle: Fähre\r\ndate: 2020-01-02\r\n---\r\nÜber".encode(encoding))

    take_in(tmp_path, site=OLD)

    assert (only().headline, only().body_markdown) == ("Fähre", "Über")


def test_a_post_of_jekyll_in_html_arrives(app: Flask, tmp_path: Path) -> None:
    write(tmp_path, "_posts/2020-01-02-a.html", "---\ntitle: A\n---\n<p>One <b>word</b></p>\n")
    write(tmp_path, "index.html", "---\ntitle: Home\n---\n<p>List</p>\n")

    take_in(tmp_path, site=OLD)

    assert only().body_markdown == "One **word**"


def test_a_page_of_hugo_without_a_date_is_a_page(app: Flask, tmp_path: Path) -> None:
    write(tmp_path, "content/about.md", "---\ntitle: About\n---\nWords")

    take_in(tmp_path, site=OLD)

    assert only().state is ArticleState.PAGE_PUBLISHED


def test_a_date_that_cannot_be_read_is_named(app: Flask, tmp_path: Path) -> None:
    write(tmp_path, "posts/a.md", "---\ntitle: A\ndate: 05/03/2022\n---\nWords")

    rows, _report = take_in(tmp_path, site=OLD)

    assert only().state is ArticleState.DRAFT
    assert [loss.detail for loss in rows[0].losses] == ["date not read: 05/03/2022"]


def test_notes_of_obsidian_lead_to_each_other(app: Flask, tmp_path: Path, media: Path) -> None:
    write(
        tmp_path, "Tea.md", "---\ndate: 2020-01-02\n---\nSee [[Hot Water|water]].\n\n![[quay.jpg|300]]\n\n- [x] drunk\n"
    )
    write(tmp_path, "Hot Water.md", f"{DATED}Hot.")
    write_picture(tmp_path / "files/quay.jpg")

    take_in(tmp_path, site=OLD)

    text = db.session.scalars(select(Article).where(Article.slug == "tea")).one().body_markdown
    assert text.startswith("See [water](/articles/hot-water).\n\n![](picture:")
    assert text.endswith("\n\n- [x] drunk")
