"""Posts keep their language, and what Polylang or WPML linked is linked here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article
from tests.operations.moving_in.exports import meta, take_in, term, write_wxr, wxr_item

GERMAN, SWISS = 'a:2:{s:6:"locale";s:12:"de_DE_formal";s:3:"rtl";i:0;}', 'a:1:{s:6:"locale";s:5:"de_CH";}'


def polylang(language: str, group: str) -> str:
    return term(language.upper(), language, "language") + term(group, group, "post_translations")


def wpml(language: str, group: str) -> str:
    return meta("_wpml_import_language_code", language) + meta("_wpml_import_translation_group", group)


def known_language(slug: str, words: str) -> str:
    return (
        f"<wp:term><wp:term_taxonomy>language</wp:term_taxonomy><wp:term_slug>{slug}</wp:term_slug>"
        f"<wp:term_description><![CDATA[{words}]]></wp:term_description></wp:term>"
    )


@pytest.mark.parametrize("write", [polylang, wpml])
def test_translations_are_linked_to_the_text_in_the_language_of_the_site(
    app: Flask, tmp_path: Path, write: Callable[[str, str], str]
) -> None:
    items = [
        "<language>de-DE</language>",
        wxr_item(1, inner=write("en", "g1")),
        wxr_item(2, inner=write("de", "g1")),
        wxr_item(3, inner=write("pt-br", "g1")),
        wxr_item(4),
    ]

    take_in(write_wxr(tmp_path, items))

    found = {one.headline: one for one in db.session.scalars(select(Article))}
    assert {name: one.language for name, one in found.items()} == {
        "Story 1": "en", "Story 2": "de", "Story 3": "pt-BR", "Story 4": ""
    }  # fmt: skip
    assert [found[f"Story {number}"].translation_of_id for number in (1, 2, 3)] == [
        found["Story 2"].id, None, found["Story 2"].id
    ]  # fmt: skip


def test_a_name_that_is_no_language_is_the_one_that_it_stands_for(app: Flask, tmp_path: Path) -> None:
    items = [known_language("de", GERMAN), known_language("ch", SWISS)]
    items += [wxr_item(1, inner=polylang("ch", "g")), wxr_item(2, inner=polylang("de", "g"))]

    take_in(write_wxr(tmp_path, items))

    assert db.session.scalars(select(Article.language).order_by(Article.headline)).all() == ["de-CH", "de"]


def test_other_taxonomies_are_named_once(app: Flask, tmp_path: Path) -> None:
    items = [
        wxr_item(number, inner=term("Harbour series", "harbour", "series") + polylang("de", "g")) for number in (1, 2)
    ]

    _rows, report = take_in(write_wxr(tmp_path, items))

    assert report.losses["item"].count == 1
