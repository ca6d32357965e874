"""The typeface as style sheets, heads and headers name it."""

import re

import pytest
from flask import Flask

from blog.web.assets.webfonts.font_faces import SERIFS, family_css, font_face_css, needed_subsets
from blog.web.assets.webfonts.subsets import SUBSETS, subsets_of
from blog.web.site_identity.look.typefaces import BITTER, SOURCE_SANS, TYPEFACES, Typeface
from tests.settings import change_settings


def test_every_face_has_its_file_and_the_system_stands_in_with_its_own_widths() -> None:
    css = font_face_css({subset.name: f"/assets/{subset.name}.woff2" for subset in SUBSETS})

    assert re.findall(r'url\("/assets/([a-z-]+)\.woff2"\)', css) == [subset.name for subset in SUBSETS]
    assert css.count("font-display: swap") == len(SUBSETS)
    assert css.count("size-adjust") == css.count("ascent-override") == len(SERIFS)


def test_without_files_the_system_has_its_own_way() -> None:
    assert font_face_css({}) == ""


@pytest.mark.parametrize(
    ("tag", "names"), [("de", ["latin"]), ("uk", ["latin", "cyrillic"]), ("el", ["latin", "greek"])]
)
def test_a_page_asks_early_for_the_script_of_the_site(app: Flask, tag: str, names: list[str]) -> None:
    change_settings(app, content_language=tag)

    with app.test_request_context():
        assert needed_subsets() == names


@pytest.mark.parametrize("face", TYPEFACES.values(), ids=list(TYPEFACES))
def test_each_family_that_a_chosen_face_names_is_defined_for_it_alone(face: Typeface) -> None:
    css = font_face_css({one.name: f"/assets/{one.name}.woff2" for one in subsets_of(face)}, face)
    named = set(re.findall(r'"([^"]+)"', family_css(face)))

    assert named == set(re.findall(r'font-family: "([^"]+)"', css))
    others = [other for other in TYPEFACES.values() if other is not face]
    assert not any(set(re.findall(r'"([^"]+)"', family_css(other))) & named for other in others)


def test_a_face_without_serifs_sets_small_print_too() -> None:
    assert '--sans: "Source Sans 3", ' in family_css(SOURCE_SANS)
    assert "--sans" not in family_css(BITTER)


def test_a_face_is_not_asked_for_letters_that_it_lacks(app: Flask) -> None:
    change_settings(app, content_language="el")

    with app.test_request_context():
        assert needed_subsets(BITTER) == ["latin"]
