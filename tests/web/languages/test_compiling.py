"""Catalogues are compiled at set-up, and only when they changed."""

import os
from pathlib import Path

from blog.config.catalogues import load_catalogue
from blog.web.languages.compiling import compile_catalogues
from tests.config.test_catalogues import GERMAN, write


def test_a_catalogue_is_compiled_when_it_changed(tmp_path: Path) -> None:
    source = write(tmp_path, "de")
    os.utime(source, (100, 100))

    first, second = compile_catalogues(tmp_path), compile_catalogues(tmp_path)
    source.write_text(GERMAN.replace("Auf dem", "Ganz auf dem"), "utf-8")
    os.utime(source, (4_000_000_000, 4_000_000_000))
    third = compile_catalogues(tmp_path)

    assert first == third == [source.with_suffix(".mo")]
    assert second == []
    os.utime(source, (100, 100))
    assert load_catalogue("de", [tmp_path]).gettext("Stay Informed") == "Ganz auf dem Laufenden bleiben"
