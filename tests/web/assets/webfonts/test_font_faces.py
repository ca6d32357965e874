"""The typeface as style sheets, heads and headers name it."""

import re

import pytest
from flask import Flask

from blog.web.assets.webfonts.font_faces import FALLBACKS, font_face_css, needed_subsets
from blog.web.assets.webfonts.subsets import SUBSETS
from tests.settings import change_settings


def test_every_face_has_its_file_and_the_system_stands_in_with_its_own_widths() -> None:
    css = font_face_css({subset.name: f"/assets/{subset.name}.woff2" for subset in SUBSETS})

    assert re.findall(r'url\("/assets/([a-z-]+)\.woff2"\)', css) == [subset.name for subset in SUBSETS]
    assert css.count("font-display: swap") == len(SUBSETS)
    assert css.count("size-adjust") == css.count("ascent-override") == len(FALLBACKS)


def test_without_files_the_system_has_its_own_way() -> None:
    assert font_face_css({}) == ""


@pytest.mark.parametrize(
    ("tag", "names"), [("de", ["latin"]), ("uk", ["latin", "cyrillic"]), ("el", ["latin", "greek"])]
)
def test_a_page_asks_early_for_the_script_of_the_site(app: Flask, tag: str, names: list[str]) -> None:
    change_settings(app, content_language=tag)

    with app.test_request_context():
        assert needed_subsets() == names
