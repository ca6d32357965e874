"""Where a theme is found: by name among those that we bring along and those of packages, or as a folder."""

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from blog.web.themes import installed_themes
from blog.web.themes.installed_themes import BUNDLED, ENTRY_POINT_GROUP, find_theme, folder_of, theme_names
from blog.web.themes.theme import OWN_LOOK, BrokenTheme
from tests.web.themes.conftest import MakeFolder


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EntryPoint:
    """An installed package with a theme, whose code must not run."""
    place = tmp_path / "site-packages"
    (place / "harbour_look").mkdir(parents=True)
    (place / "harbour_look/__init__.py").write_text("raise RuntimeError('This must not run.')")
    (place / "harbour_look/tokens.css").write_text(":root { --ink: black; }")
    (place / "harbour-1.dist-info").mkdir()
    (place / "harbour-1.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: harbour\nVersion: 1\n")
    (place / "harbour-1.dist-info/entry_points.txt").write_text(f"[{ENTRY_POINT_GROUP}]\nharbour = harbour_look\n")
    monkeypatch.syspath_prepend(place)
    return EntryPoint("harbour", "harbour_look", ENTRY_POINT_GROUP)


def test_a_package_brings_a_theme_by_its_entry_point(package: EntryPoint) -> None:
    assert package.name in theme_names()
    assert find_theme(package.name).tokens == ":root { --ink: black; }"


def test_a_folder_is_named_with_a_slash(make_folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_folder({"theme.css": ".a { }"})
    monkeypatch.chdir(folder.parent)

    assert find_theme(str(folder)).style == find_theme("./quay").style == ".a { }"
    assert find_theme("./quay").name == "quay"


def test_without_a_name_pages_look_as_ever() -> None:
    assert find_theme("") is find_theme("broadsheet") is OWN_LOOK
    assert theme_names()[0] == OWN_LOOK.name


def test_every_theme_that_we_bring_along_can_be_read() -> None:
    bundled = [path.name for path in BUNDLED.iterdir() if path.is_dir()]

    assert bundled
    assert [find_theme(name).name for name in bundled] == bundled


def test_an_unknown_name_is_answered_with_those_that_there_are(package: EntryPoint) -> None:
    with pytest.raises(BrokenTheme, match=r"Installed are broadsheet, .*harbour; a folder is named with its path"):
        find_theme("harbor")


@pytest.mark.parametrize("module", ["no_such_module_here", "no_such.module_here", "this"])
def test_an_entry_point_without_a_folder_is_refused(module: str) -> None:
    with pytest.raises(BrokenTheme, match="which is no package with a folder"):
        folder_of(EntryPoint("loose", module, installed_themes.ENTRY_POINT_GROUP))
