"""What is read of the folder of a theme, and what is refused."""

import errno
import os
from pathlib import Path

import pytest

from blog.web.assets.bundles import BUNDLES
from blog.web.themes.theme import BrokenTheme
from blog.web.themes.theme_folder import MAX_FILE_BYTES, TAKEN, read_theme
from tests.web.themes.conftest import MakeFolder


def refusal(folder: Path) -> str:
    with pytest.raises(BrokenTheme) as broken:
        read_theme("quay", folder)
    return str(broken.value)


def test_all_parts_of_a_theme_are_read_and_none_is_needed(make_folder: MakeFolder) -> None:
    files = {
        "tokens.css": ":root {}",
        "static/fonts/a.woff2": "wOF2",
        "static/.draft.svg": "x",
        "templates/base.html": "B",
    }

    theme = read_theme("quay", make_folder(files))

    assert (theme.tokens, theme.style) == (":root {}", "")
    assert dict(theme.static) == {"fonts/a.woff2": b"wOF2"}
    assert dict(theme.templates) == {"base.html": "B"}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none") == f"The theme quay: There is no folder {tmp_path / 'none'}."


@pytest.mark.parametrize("place", ["static/logo.svg", "templates/base.html", "templates/articles", "tokens.css"])
def test_a_link_out_of_the_folder_is_refused(make_folder: MakeFolder, tmp_path: Path, place: str) -> None:
    folder = make_folder({"static/a.svg": "", "templates/b.html": ""})
    (tmp_path / "secret").mkdir()
    os.symlink(tmp_path / "secret", folder / place)

    assert f"{place} is a link that leads out of the folder" in refusal(folder)


def test_a_link_inside_the_folder_is_followed(make_folder: MakeFolder) -> None:
    folder = make_folder({"static/logo.svg": "<svg/>"})
    (folder / "static/favicon.svg").symlink_to("logo.svg")

    assert read_theme("quay", folder).static["favicon.svg"] == b"<svg/>"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("static/run.php", "is of a kind that is not used there"),
        ("templates/page.jinja", "is of a kind that is not used there"),
        ("static/LOGO.PNG", "is of a kind that is not used there"),
        ("templates/page.HTML", "is of a kind that is not used there"),
        ("static/my logo.svg", "has letters in its name that have no place in an address"),
        ("static/site.css", "would take the place of a file of Broadsheet"),
    ],
)
def test_a_file_that_cannot_be_part_of_a_theme_is_named(make_folder: MakeFolder, path: str, words: str) -> None:
    assert f"{path} {words}" in refusal(make_folder({path: ""}))


def test_links_in_a_circle_and_files_that_cannot_be_read_are_refused(
    make_folder: MakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder({"tokens.css": ":root {}", "static/a.svg": "<svg/>"})
    (folder / "static/b.svg").symlink_to("c.svg")
    (folder / "static/c.svg").symlink_to("b.svg")
    read_theme("quay", folder)

    def refuse(path: Path, *_: object) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert refusal(folder).endswith("static/a.svg cannot be read: Permission denied.")


def test_no_file_of_a_theme_can_take_the_place_of_a_bundle() -> None:
    assert [name for name in (*BUNDLES, "icons.svg", "sheet.js") if not TAKEN.fullmatch(name)] == []


def test_a_file_that_is_too_large_or_no_text_is_named(make_folder: MakeFolder) -> None:
    folder = make_folder({"static/a.png": "x" * (MAX_FILE_BYTES + 1)})
    (folder / "theme.css").write_bytes(b"\xff\xfe")

    found = refusal(folder)

    assert "static/a.png is larger than 4 MiB." in found
    assert "theme.css is not written in UTF-8." in found
