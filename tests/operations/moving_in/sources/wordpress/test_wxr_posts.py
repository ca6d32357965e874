"""Posts of WordPress as they are found in the wild: split, malformed, of three generations."""

from pathlib import Path

import pytest
from flask import Flask

from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.door import ReadingOptions
from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.imported_items import ArticleItem, SourceContents
from blog.operations.moving_in.sources.wordpress.wordpress_source import WordPressSource
from tests.operations.moving_in.exports import OLD, attachment, meta, term, write_wxr, wxr_item


def read(path: Path) -> SourceContents:
    return WordPressSource().read(open_bundle(path).__enter__(), ReadingOptions())


def only(path: Path) -> ArticleItem:
    (article,) = read(path).articles()
    return article


def markdown(article: ArticleItem) -> str:
    return convert_html(article.body, OLD).write(
        lambda picture: f"![{picture.alt}]({picture.address.rsplit('/', 1)[-1]})"
    )


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_each_version_is_read(tmp_path: Path, version: str) -> None:
    article = only(write_wxr(tmp_path, [wxr_item(1, excerpt__encoded="<p>Short</p>")], version=version))

    assert (article.title, article.standfirst, article.authors, article.is_public) == (
        "Story 1",
        "Short",
        ["maren"],
        True,
    )


def test_files_that_belong_together_are_read_together(tmp_path: Path) -> None:
    write_wxr(tmp_path, [wxr_item(1, inner=meta("_thumbnail_id", "9"))], "a.xml")
    write_wxr(tmp_path, [attachment(9, "quay.jpg", alt="Quay")], "b.xml")

    assert [item.lead.alt for item in read(tmp_path).articles() if item.lead] == ["Quay"]


def test_a_file_that_strict_parsers_refuse_is_read(tmp_path: Path) -> None:
    path = write_wxr(tmp_path, [wxr_item(1, "<p>a\x08b</p>"), wxr_item(2)])
    text = path.read_text().replace("<wp:wxr_version>1.2</wp:wxr_version>", "").replace("story-2/", "story-2/?a=1&b=2")
    path.write_bytes(text.replace("]]></link>", "</link>").replace("<link><![CDATA[", "<link>").encode() + b"\xff")

    first, second = read(path).articles()

    assert first.body == "<p>ab</p>"
    assert second.paths[0] == "/2019/03/story-2/?a=1&b=2"


def test_authors_of_co_authors_plus_are_authors(tmp_path: Path) -> None:
    names = term("Maren Holt", "cap-maren", "author") + term("Ilse Vogt", "cap-ilse", "author") * 2
    contents = read(write_wxr(tmp_path, [wxr_item(1, inner=names)]))

    (article,) = contents.articles()

    people = {person.key: person.name for person in contents.people}
    assert [people[key] for key in article.authors] == ["Maren Holt", "Ilse Vogt"]


def test_a_gallery_without_ids_shows_what_was_uploaded_to_the_post(tmp_path: Path) -> None:
    items = [wxr_item(1, "[gallery]"), attachment(8, "a.jpg", "A", parent=1), attachment(9, "b.jpg", "B", parent=1)]

    (article,) = read(write_wxr(tmp_path, items)).articles()

    assert markdown(article) == "::: gallery\n![A](a.jpg)\n![B](b.jpg)\n:::"


def test_footnotes_are_notes(tmp_path: Path) -> None:
    mark = '<sup data-fn="u1"><a href="#u1" id="u1-link">1</a></sup>'
    body = f"<!-- wp:paragraph --><p>Words{mark}</p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
    notes = meta("footnotes", '[{"id":"u1","content":"A note."}]')
    article = only(write_wxr(tmp_path, [wxr_item(1, body, inner=notes)]))

    assert markdown(article) == "Words[^1]\n\n[^1]: A note."


def test_former_slugs_and_ids_are_addresses(tmp_path: Path) -> None:
    inner = meta("_wp_old_slug", "older") + meta("_wp_old_slug", "oldest")
    article = only(write_wxr(tmp_path, [wxr_item(12, inner=inner)]))

    assert set(article.paths) == {"/2019/03/story-12/", "/?p=12", "/2019/03/older/", "/2019/03/oldest/"}


def test_spam_pingbacks_and_internal_notes_are_not_kept(app: Flask, tmp_path: Path) -> None:
    def comment(number: int, approved: str, kind: str) -> str:
        return (
            f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author_email>a@b.example"
            f"</wp:comment_author_email><wp:comment_content>Words</wp:comment_content>"
            f"<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type></wp:comment>"
        )

    inner = comment(1, "1", "") + comment(2, "spam", "") + comment(3, "1", "pingback") + comment(4, "1", "note")
    article = only(write_wxr(tmp_path, [wxr_item(1, inner=inner)]))

    assert [one["id"] for one in article.comments] == ["1"]
    assert "a@b.example" not in str(article.comments)
