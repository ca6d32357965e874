"""Folders of themes, and the application of the tests with one of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from blog.web.themes.active_theme import use_theme
from blog.web.themes.theme import OWN_LOOK
from blog.web.themes.theme_folder import read_theme

MakeFolder = Callable[[dict[str, str]], Path]
UseTheme = Callable[[dict[str, str]], None]


@pytest.fixture
def make_folder(tmp_path: Path) -> MakeFolder:
    """Write files, by their path, into the folder of a theme."""

    def make(files: dict[str, str]) -> Path:
        folder = tmp_path / "quay"
        folder.mkdir(exist_ok=True)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        return folder

    return make


@pytest.fixture
def themed(app: Flask, make_folder: MakeFolder) -> Iterator[UseTheme]:
    """Let the application use a theme of these files until the end of the test."""
    yield lambda files: use_theme(app, read_theme("quay", make_folder(files)))
    use_theme(app, OWN_LOOK)
