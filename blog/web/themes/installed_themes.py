"""Which themes there are: ours, those of installed packages, and a folder that the operator names."""

import os
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from blog.web.themes.theme import OWN_LOOK, BrokenTheme, Theme
from blog.web.themes.theme_folder import read_theme

BUNDLED = Path(__file__).with_name("bundled")
ENTRY_POINT_GROUP = "broadsheet.themes"


def theme_names() -> list[str]:
    """Return the names of the themes that can be chosen: our own look, those that we bring along, those of packages."""
    bundled = sorted(path.name for path in BUNDLED.iterdir() if path.is_dir() and not path.name.startswith(("_", ".")))
    return list(dict.fromkeys([OWN_LOOK.name, *bundled, *sorted(package_entries())]))


def package_entries() -> Mapping[str, EntryPoint]:
    """Return the entry points of themes by name."""
    return {entry.name: entry for entry in entry_points(group=ENTRY_POINT_GROUP)}


def find_theme(named: str) -> Theme:
    """Return the theme *named*: a folder if that holds a slash, else an installed one of that name; "" is our look.

    Raises:
        BrokenTheme: there is none, or it cannot be used.
    """
    if named in {"", OWN_LOOK.name}:
        return OWN_LOOK
    if os.sep in named or "/" in named:
        folder = Path(named).expanduser().absolute()
        return read_theme(folder.name, folder)
    if (BUNDLED / named).is_dir():
        return read_theme(named, BUNDLED / named)
    entry = package_entries().get(named)
    if entry is None:
        raise BrokenTheme(named, [unknown_theme(theme_names())])
    return read_theme(named, folder_of(entry))


def unknown_theme(names: Iterable[str]) -> str:
    """Return the sentence about a name that is none of *names*."""
    return f"It is not installed. Installed are {', '.join(names)}; a folder is named with its path."


def folder_of(entry: EntryPoint) -> Path:
    """Return the folder of the package that *entry* names, without running any code of it.

    Raises:
        BrokenTheme: there is no such package, or it is a single file.
    """
    try:
        spec = find_spec(entry.module)
    except (ImportError, ValueError):
        spec = None
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise BrokenTheme(entry.name, [f"Its entry point names {entry.value}, which is no package with a folder."])
    return Path(places[0])
