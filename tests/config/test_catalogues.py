"""Message catalogues, and the language that a site with one of them has."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask, render_template_string
from flask_babel import gettext, ngettext

from blog import create_app
from blog.config.catalogues import compiled, find_file, languages_in, load_catalogue
from blog.config.loading import ConfigurationError
from tests.conftest import SETTINGS

ROOT = Path(__file__).parents[2]
GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Stay Informed"
msgstr "Auf dem Laufenden bleiben"

msgid "%(num)d reader"
msgid_plural "%(num)d readers"
msgstr[0] "%(num)d Leserin"
msgstr[1] "%(num)d Leserinnen"

#, fuzzy
msgid "Send me alerts"
msgstr "Vielleicht"
"""


def write(folder: Path, code: str, text: str = GERMAN) -> Path:
    file = folder / code / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


@pytest.fixture(scope="module")
def german(make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site in Swiss German, whose catalogue is plain German and not compiled."""
    folder = tmp_path_factory.mktemp("catalogues")
    write(folder, "de")
    url = f"sqlite:///{folder / 'blog.sqlite3'}"
    return make_app(url, LANGUAGE="de-CH", BABEL_TRANSLATION_DIRECTORIES=str(folder))


def test_pages_are_written_in_the_language_that_they_name(german: Flask) -> None:
    with german.app_context():
        page = german.test_client().get("/subscribe").text

    assert '<html lang="de-CH"' in page
    assert "Auf dem Laufenden bleiben" in page
    assert "Vielleicht" not in page


def test_dates_follow_the_language(german: Flask) -> None:
    with german.test_request_context():
        written = render_template_string("{{ at|day }}", at=datetime(2026, 3, 3, tzinfo=UTC))

    assert written == "3. März 2026"


def test_numbers_choose_the_form_of_a_message(german: Flask) -> None:
    with german.app_context():
        forms = [ngettext("%(num)d reader", "%(num)d readers", number) for number in (1, 2)]

    assert forms == ["1 Leserin", "2 Leserinnen"]


def test_two_sites_of_one_process_keep_their_languages(german: Flask, sqlite_app: Flask) -> None:
    said = []
    for site in (german, sqlite_app, german):
        with site.app_context():
            said.append(gettext("Stay Informed"))

    assert said == ["Auf dem Laufenden bleiben", "Stay Informed", "Auf dem Laufenden bleiben"]


def start(language: str, folder: Path) -> Flask:
    places = {"DATABASE_URL": "sqlite://", "BABEL_TRANSLATION_DIRECTORIES": str(folder)}
    return create_app({**SETTINGS, **places, "LANGUAGE": language})


def test_a_language_without_a_catalogue_does_not_start(tmp_path: Path) -> None:
    write(tmp_path, "pt_BR")

    with pytest.raises(ConfigurationError) as refusal:
        start("de", tmp_path)

    assert str(refusal.value) == (
        "BLOG_LANGUAGE must be a language that the pages are translated to (en, pt-BR), not 'de':"
        " docs/translating.md says how one is added. For articles in another language than the pages,"
        " set BLOG_CONTENT_LANGUAGE."
    )


@pytest.mark.parametrize("language", ["en", "en-GB", "en-AU"])
def test_english_needs_no_catalogue(tmp_path: Path, language: str) -> None:
    site = start(language, tmp_path)

    with site.app_context():
        assert gettext("Stay Informed") == "Stay Informed"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("de", "de"), ("de-CH", "de_CH"), ("de-AT", "de"), ("zh-TW", "zh_Hant"), ("zh-CN", None), ("pt", None)],
)
def test_a_region_may_read_its_language_and_a_script_only_itself(tmp_path: Path, tag: str, code: str | None) -> None:
    for name in ("de", "de_CH", "zh_Hant", "pt_BR"):
        write(tmp_path, name)

    found = find_file(tag, [tmp_path])

    assert (found.parent.parent.name if found else None) == code
    assert languages_in([tmp_path]) == ["de", "de-CH", "en", "pt-BR", "zh-Hant"]


def test_the_newer_of_source_and_compiled_file_is_read(tmp_path: Path) -> None:
    source = write(tmp_path, "de")
    target = source.with_suffix(".mo")
    target.write_bytes(compiled(source.read_bytes()).getvalue())
    source.write_text(GERMAN.replace("Auf dem Laufenden bleiben", "Neu"), "utf-8")
    said = {}

    for newer, older in ((source, target), (target, source)):
        os.utime(older, (100, 100))
        os.utime(newer, (200, 200))
        said[newer.suffix] = load_catalogue("de", [tmp_path]).gettext("Stay Informed")

    assert said == {".po": "Neu", ".mo": "Auf dem Laufenden bleiben"}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What `make messages` finds in code and templates."""
    recipe = re.search(r"pybabel (.*) -o ", (ROOT / "Makefile").read_text("utf-8"))
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    assert recipe is not None

    options = recipe[1].split()
    command = [sys.executable, "-m", "babel.messages.frontend", *options, "-o", str(target), "blog"]
    subprocess.run(command, cwd=ROOT, check=True)
    with target.open("rb") as stream:
        return read_po(stream)


def test_every_message_of_code_and_templates_is_extracted(extracted: Catalog) -> None:
    said = {message.id for message in extracted if isinstance(message.id, str)}
    assert {"Stay Informed", "Use at most %(max)d characters."} <= said
    assert any(isinstance(message.id, tuple) for message in extracted)
    places = {name for message in extracted for name, _ in message.locations}
    assert all(any(f"templates/{folder}/" in name for name in places) for folder in ("mail", "_partials", "macros"))


READERS = re.compile(
    r"blog/(templates/)?(articles|errors|mail|subscriptions|_partials|delivery/composing)/(?!admin|import)"
)
LABELS = {"Search for", "Quiet from", "Read on"}


def test_sentences_are_not_joined_from_pieces(extracted: Catalog) -> None:
    """A piece begins with a small letter or ends where its sentence goes on; no language could translate it."""
    found = [message for message in extracted if any(READERS.match(name) for name, _ in message.locations)]
    said = {words for message in found for words in ([message.id] if isinstance(message.id, str) else message.id)}

    ends = re.compile(r"\b(to|on|with|at|of|before|for|in|by|and|the|from|since|than|because)$")
    assert len(said) > 300
    assert {words for words in said if words and re.match(r"[a-z]", words.strip())} == set()
    assert {words for words in said if ends.search(words.strip())} == LABELS
