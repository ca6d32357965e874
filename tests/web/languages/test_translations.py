"""Our catalogues say every message, with its placeholders, plural forms and HTML."""

import gettext
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "blog" / "web" / "languages" / "translations"
LANGUAGES = ("ar", "de", "fr", "uk")
PLURAL_FORMS = {"ar": 6, "de": 2, "fr": 2, "uk": 3}
READERS = re.compile(r"blog/(templates/)?(articles|errors|mail|subscriptions|_partials|delivery/composing|web|base)")
FOR_STAFF = re.compile(
    r"blog/(templates/)?(subscriptions/(admin|import)|mail/(invitation|password_reset|remark|review|schedule)/)"
    r"|blog/web/site_identity/(declared/|address_checks|site_settings)"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
COUNT = {"%(num)d", "%(num)s", "%(count)s", "%(count)d"}
"""May be left out in a plural form that says the number as a word, such as the dual of Arabic."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What `make messages` finds in code and templates."""
    recipe = re.search(r"pybabel (-q extract .*) -o ", (ROOT / "Makefile").read_text("utf-8"))
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    assert recipe is not None
    command = [sys.executable, "-m", "babel.messages.frontend", *recipe[1].split(), "-o", str(target), "blog"]
    subprocess.run(command, cwd=ROOT, check=True)
    with target.open("rb") as stream:
        return read_po(stream)


def read(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as stream:
        return read_po(stream)


def is_for_readers(message: Message) -> bool:
    return any(READERS.match(name) and not FOR_STAFF.match(name) for name, _ in message.locations)


def forms_of(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def sources_of(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translated(language: str) -> Iterator[Message]:
    return (message for message in read(language) if message.id and any(forms_of(message)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_missing(said: Catalog, language: str) -> None:
    catalogue = read(language)
    wanted = [one for one in said if one.id and (language != "ar" or is_for_readers(one))]

    found = {one.id for one in catalogue if all(forms_of(one))}
    assert [one.id for one in wanted if one.id not in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_fuzzy_or_no_longer_said(said: Catalog, language: str) -> None:
    catalogue = read(language)

    assert [one.id for one in catalogue if one.id and one.fuzzy] == []
    assert not catalogue.obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_complete(language: str) -> None:
    catalogue = read(language)
    plural = [one for one in translated(language) if one.pluralizable]

    assert catalogue.num_plurals == PLURAL_FORMS[language]
    assert [one.id for one in plural if len(forms_of(one)) != catalogue.num_plurals or not all(forms_of(one))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_gets_the_form_that_cldr_gives_it(language: str) -> None:
    tags = [Locale.parse(language).plural_form(number) for number in range(200)]
    order = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in tags]
    form_of = gettext.c2py(read(language).plural_expr)

    assert [form_of(number) for number in range(200)] == [order.index(tag) for tag in tags]


def differs(message: Message) -> bool:
    *_one, many = (set(PLACEHOLDER.findall(text)) for text in sources_of(message))
    spare = COUNT if message.pluralizable else set()
    found = [set(PLACEHOLDER.findall(form)) for form in forms_of(message)]
    return any(form - many or many - form - spare for form in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    assert [(one.id, one.string) for one in translated(language) if differs(one)] == []


class Tags(HTMLParser):
    """Collects start and end tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.is_balanced = True
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_balanced &= bool(self.open) and self.open.pop() == tag


def has_other_tags(message: Message) -> bool:
    wanted = sorted(Tags(sources_of(message)[-1]).seen)
    found = [Tags(form) for form in forms_of(message)]
    return any(not one.is_balanced or one.open or sorted(one.seen) != wanted for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_is_balanced_and_that_of_the_source(language: str) -> None:
    assert [(one.id, one.string) for one in translated(language) if has_other_tags(one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_at_the_ends_are_kept(language: str) -> None:
    def edges(text: str) -> tuple[bool, bool]:
        return text.startswith(" "), text.endswith(" ")

    wrong = [
        one.id for one in translated(language) if any(edges(f) != edges(sources_of(one)[-1]) for f in forms_of(one))
    ]
    assert wrong == []


def test_every_folder_is_a_language_that_is_tested() -> None:
    assert sorted(one.name for one in FOLDER.iterdir() if one.is_dir()) == list(LANGUAGES)
