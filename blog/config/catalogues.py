"""Message catalogues of GNU gettext: finding the one for a language, compiled (.mo) or not (.po).

The messages in code and templates are English, which therefore needs no catalogue.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask

SOURCE_LANGUAGE = "en"
DOMAIN = "messages"
OWN_FOLDER = "web/languages/translations"
"""Below blog/."""
UNPACKING_SECONDS = 2


def catalogue_folders(app: Flask) -> list[Path]:
    """Return the folders of catalogues: ours, or those in BABEL_TRANSLATION_DIRECTORIES of app.config."""
    folders: str = app.config.get("BABEL_TRANSLATION_DIRECTORIES", OWN_FOLDER)
    return [Path(app.root_path, folder) for folder in folders.split(";")]


def catalogue_fault(tag: str, folders: Sequence[Path], setting: str = "BLOG_LANGUAGE") -> str | None:
    """Return the sentence about a language, a valid BCP 47 tag, for which there is no catalogue; None if there is."""
    if has_catalogue(tag, folders):
        return None
    known = ", ".join(languages_in(folders))
    return (
        f"{setting} must be a language that the pages are translated to ({known}), not {tag!r}:"
        " docs/translating.md says how one is added. For articles in another language than the pages,"
        " set BLOG_CONTENT_LANGUAGE."
    )


def has_catalogue(tag: str, folders: Sequence[Path]) -> bool:
    """Return whether the pages can be written in the language of *tag*."""
    return Locale.parse(tag, sep="-").language == SOURCE_LANGUAGE or find_file(tag, folders) is not None


def languages_in(folders: Sequence[Path]) -> list[str]:
    """Return the tags of all languages that the pages can be written in, sorted."""
    found = {file.parent.parent.name.replace("_", "-") for folder in folders for file in catalogue_files(folder, "*")}
    return sorted({SOURCE_LANGUAGE, *found})


def find_file(tag: str, folders: Sequence[Path]) -> Path | None:
    """Return the file of the catalogue that fits *tag* best, compiled unless that one is older; None without one."""
    for code in codes_for(tag):
        found = [file for folder in folders for file in catalogue_files(folder, code)]
        if found:
            return max(found, key=age_key)
    return None


def age_key(file: Path) -> float:
    """Return the time of the last change; a compiled file may be a little older than its source.

    A package is unpacked in any order.
    """
    return file.stat().st_mtime + (UNPACKING_SECONDS if file.suffix == ".mo" else 0)


def catalogue_files(folder: Path, code: str) -> Iterator[Path]:
    """Yield the files of the catalogue of *code*, such as pt_BR, in *folder*."""
    for suffix in (".po", ".mo"):
        yield from folder.glob(f"{code}/LC_MESSAGES/{DOMAIN}{suffix}")


def codes_for(tag: str) -> list[str]:
    """Return the codes of catalogues that serve *tag*, best first: de-CH may read de, but zh-Hant not zh."""
    locale = Locale.parse(tag, sep="-")
    general = f"{locale.language}_{locale.script}" if locale.script else locale.language
    return list(dict.fromkeys((str(locale), general)))


def load_catalogue(tag: str, folders: Sequence[Path]) -> NullTranslations:
    """Return the translations for *tag*; without a file the messages stay English."""
    file = find_file(tag, folders)
    if file is None:
        return NullTranslations()
    with file.open("rb") as stream:
        return Translations(stream if file.suffix == ".mo" else compiled(stream.read()), DOMAIN)


def compiled(source: bytes) -> BytesIO:
    """Return the .mo form of the .po file *source*, without its fuzzy messages."""
    target = BytesIO()
    write_mo(target, read_po(BytesIO(source), domain=DOMAIN))
    target.seek(0)
    return target
