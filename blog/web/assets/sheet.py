"""The script of the rich text editor: our modules and ProseMirror's, which npm installs when the site is set up."""

import json
from hashlib import sha256
from pathlib import Path

from blog.web.assets.asset_files import STATIC, Assets, Content
from blog.web.assets.module_joining import join_modules

SHEET = STATIC / "sheet"
ENTRY = "main.js"
SCRIPT = "sheet.js"
LICENCES = "sheet_licences.txt"


class MissingModule(Exception):
    """An import names a file or library that is not there."""


def is_installed(folder: Path = SHEET) -> bool:
    """Return whether every library that the lock file of *folder* names is there."""
    return all((library / "package.json").is_file() for library in libraries_of(folder))


def libraries_of(folder: Path) -> list[Path]:
    """Return the folders of the libraries that the lock file names for the script, whether they are there or not."""
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    return [folder / place for place, package in sorted(packages.items()) if place and not package.get("dev")]


def defer_sheet(assets: Assets, folder: Path = SHEET) -> None:
    """Let *assets* make the script and the licences of its libraries when first asked, if the libraries are there."""
    if is_installed(folder):
        assets.deferred[LICENCES] = lambda: Content(gather_licences(folder))
        assets.deferred[SCRIPT] = lambda: find_minified(folder, join_sheet(folder, assets.path(LICENCES)))


def find_minified(folder: Path, source: bytes) -> Content:
    """Return what was made ahead of exactly this *source*, or the source itself."""
    file = minified_file(folder, source)
    return Content(file.read_bytes(), file.with_suffix(".js.br").read_bytes()) if file.is_file() else Content(source)


def minified_file(folder: Path, source: bytes) -> Path:
    """Return where the minified script made of *source* is kept."""
    return folder / "minified" / f"{sha256(source).hexdigest()[:16]}.js"


def join_sheet(folder: Path, licences: str) -> bytes:
    """Return the script; its first line says where the *licences* of the libraries are."""
    script = join_modules(folder / ENTRY, lambda source, importer: find_module(source, importer, folder))
    return f"/*! Holds ProseMirror; licences: {licences} */\n{script}\n".encode()


def find_module(source: str, importer: Path, folder: Path) -> Path:
    """Return the file that *source* means in the module *importer*: a file beside it, or the entry of a library.

    Raises:
        MissingModule: when it is not there.
    """
    file = (importer.parent / source).resolve() if source.startswith(".") else find_library(source, folder)
    if file is None or not file.is_file() or folder.resolve().parent not in file.parents:
        raise MissingModule(f"{importer.parent.name}/{importer.name} imports {source}, which is not there.")
    return file


def find_library(name: str, folder: Path) -> Path | None:
    """Return the entry of the library *name* as an ES module, which its package.json names; None if there is none."""
    package = folder / "node_modules" / name / "package.json"
    if not package.is_file():
        return None
    entry = json.loads(package.read_text("utf-8")).get("module")
    return (package.parent / entry).resolve() if entry else None


def gather_licences(folder: Path) -> bytes:
    """Return the licences of all libraries as one text."""
    texts = [(library.name, (library / "LICENSE").read_text("utf-8")) for library in libraries_of(folder)]
    return "\n".join(f"{name}\n\n{text}" for name, text in texts).encode()
