"""The script of the rich text editor: made of our modules and the installed libraries, or left out."""

import json
from pathlib import Path

import pytest

from blog.web.assets.asset_files import Asset, Assets
from blog.web.assets.sheet import (
    LICENCES,
    SCRIPT,
    SHEET,
    MissingModule,
    defer_sheet,
    is_installed,
    join_sheet,
    libraries_of,
    minified_file,
)


def sent(folder: Path) -> Assets:
    assets = Assets()
    defer_sheet(assets, folder)
    return assets


def made(assets: Assets, name: str) -> Asset:
    return assets.files[assets.path(name).removeprefix("/assets/")]


def test_the_script_holds_our_modules_and_the_libraries_and_says_where_their_licences_are(folder: Path) -> None:
    assets = sent(folder)

    script = made(assets, SCRIPT).body.decode()
    licences = made(assets, LICENCES)

    assert script.index('const key = "Enter"') < script.index("class State") < script.index("put(State)")
    assert script.splitlines()[0].endswith(f"{assets.path(LICENCES)} */")
    assert {"Licence of state", "Licence of keys"} <= set(licences.body.decode().splitlines())


def test_it_is_made_when_it_is_first_asked_for_also_by_the_name_that_another_process_gave_it(folder: Path) -> None:
    first, second = sent(folder), sent(folder)
    name = made(first, SCRIPT).name

    assert second.files == {}
    assert second.immediate_names() == []
    assert second.find("sheet.000000000000.js") is None
    assert second.find(name) == made(first, SCRIPT)
    assert second.immediate_names() == []


def test_without_one_of_the_libraries_there_is_no_script(folder: Path) -> None:
    (folder / "node_modules/keys/package.json").unlink()

    assert not is_installed(folder)
    assert sent(folder).deferred == {}
    with pytest.raises(KeyError):
        sent(folder).path(SCRIPT)


def test_what_was_minified_of_the_same_source_is_sent_instead_and_of_another_never(folder: Path) -> None:
    assets = sent(folder)
    file = minified_file(folder, join_sheet(folder, assets.path(LICENCES)))
    file.parent.mkdir()
    file.write_bytes(b"small();" * 20)
    file.with_suffix(".js.br").write_bytes(b"tiny")

    script = made(assets, SCRIPT)
    (folder / "main.js").write_text("large();\n", "utf-8")
    changed = made(sent(folder), SCRIPT)

    assert (script.body, script.encoded["br"]) == (b"small();" * 20, b"tiny")
    assert b"large();" in changed.body


@pytest.mark.parametrize("source", ["prosemirror-other", "./gone.js", "../../elsewhere.js"])
def test_an_import_of_what_is_not_there_is_named(folder: Path, source: str) -> None:
    (folder.parent.parent / "elsewhere.js").write_text("export const a = 1;\n", "utf-8")
    (folder / "main.js").write_text(f'import {{ a }} from "{source}";\n', "utf-8")

    with pytest.raises(MissingModule, match=f"sheet/main.js imports {source}"):
        sent(folder).path(SCRIPT)


def test_the_lock_file_names_every_library_by_its_hash_and_no_address() -> None:
    text = (SHEET / "package-lock.json").read_text("utf-8")
    packages = {place: package for place, package in json.loads(text)["packages"].items() if place}

    assert "://" not in text
    assert '"resolved"' not in text
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert {package["license"] for package in packages.values() if not package.get("dev")} == {"MIT"}
    assert {library.name for library in libraries_of(SHEET)} == {
        place.rpartition("/")[2] for place, package in packages.items() if not package.get("dev")
    }


@pytest.mark.skipif(not is_installed(), reason="the libraries of the sheet are not installed here")
def test_our_own_modules_can_be_joined_with_the_installed_libraries() -> None:
    assets = sent(SHEET)

    assert made(assets, SCRIPT).body
