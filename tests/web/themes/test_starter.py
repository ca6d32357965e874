"""The folder with which somebody begins a theme changes nothing yet, and is one."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.web.themes.active_theme import use_theme
from blog.web.themes.starter import FILES, FolderInUse, write_starter
from blog.web.themes.theme import OWN_LOOK
from blog.web.themes.theme_folder import read_theme
from tests.databases import on_sqlite


@on_sqlite
def test_a_new_theme_is_whole_and_changes_no_word(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    before = client.get("/archive/").text

    write_starter(tmp_path / "site/theme")
    use_theme(app, read_theme("theme", tmp_path / "site/theme"))
    after = client.get("/archive/").text
    use_theme(app, OWN_LOOK)

    assert "".join(after.partition("<body")[2].split()) == "".join(before.partition("<body")[2].split())


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "tokens.css").write_text("mine")

    with pytest.raises(FolderInUse, match="is not empty"):
        write_starter(tmp_path)

    assert (tmp_path / "tokens.css").read_text() == "mine"
    assert len(FILES) == 4
