"""Every sentence of a page or mail comes from the catalogue: in a language that marks what it says, all is marked."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from babel.support import NullTranslations
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import JSON, String, select, update

from blog.database import Base, db
from blog.models import Person, Subscriber
from blog.operations.moving_in.at_desk.report_labels import PROGRAM_LABELS
from blog.web.languages.page_language import writing_in
from tests.databases import on_sqlite
from tests.delivery.mail_factories import EVERY_KIND, compose, html_of, text_of, trial
from tests.deskpages import BOSS, furnish_desk
from tests.factories import sign_in
from tests.kinds import REFUSED, furnish_pages
from tests.settings import change_settings

PSEUDO = "el"
"""A language whose dates and numbers are written in other letters than the source."""
OPEN, CLOSE = "⟦", "⟧"
WORD = re.compile(r"[A-Za-z][a-z’']+")
SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title")
SILENT = {"script", "style", "code", "pre", "kbd", "time", "template", "title", "option"}
"""What holds no sentence of ours: programs, what was typed, dates, names of zones and languages."""
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
PROPER = frozenset(
    [
        "IFBG",
        "News",
        "Follow",
        "all",
        "the",
        "latest",
        "news",
        "and",
        "alerts",
        "here",
        "JSON",
        "HTML",
        "CSV",
        "RSS",
        "Markdown",
        "Atom",
        "JPEG",
        "PNG",
        "WebP",
        "AVIF",
        "GIF",
        "HEIC",
        "TIFF",
        "UTC",
        "Ctrl",
        "Enter",
        "Esc",
        "Tab",
        "Shift",
        "Space",
        "Alt",
        "BCP",
        "Aa",
        "example",
        "org",
        "com",
        "https",
        "http",
        *WORD.findall(" ".join(PROGRAM_LABELS.values())),
    ]
)
"""Names of the site, of formats, of keys and of other programs."""


class Marking(NullTranslations):
    """A catalogue that marks each message and says it as it is."""

    def ugettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    gettext = ugettext

    def ungettext(self, one: str, many: str, number: int) -> str:
        return f"{OPEN}{one if number == 1 else many}{CLOSE}"

    ngettext = ungettext


class Page(HTMLParser):
    """The texts of a page, in their order, and of its attributes that people hear or see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.silent: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes += [given[name] for name in SPOKEN if given.get(name)]
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.attributes.append(given.get("value", ""))
        if tag in VOID:
            return
        if self.silent or tag in SILENT or given.get("lang", PSEUDO) != PSEUDO:
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass  # What HTML lets stay open ends with what it stands in.

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def unmarked(text: str) -> list[str]:
    """Return the parts of *text* outside of marks, which may stand inside of each other."""
    depth, part, found = 0, "", []
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        if depth == 0 and character != CLOSE:
            part += character
        elif part:
            found, part = [*found, part], ""
    return [*found, part]


@pytest.fixture
def marking(app: Flask) -> Iterator[Flask]:
    """The site in a language that marks each of its messages."""
    store = app.extensions["catalogues"]
    kept = store.tags
    store.tags, store.loaded[PSEUDO] = (*kept, PSEUDO), Marking()
    change_settings(app, languages=PSEUDO)
    yield app
    store.tags = kept
    del store.loaded[PSEUDO]


def words_of_contents() -> set[str]:
    """Return all words that stand in the database: what people have written, which stays as it is."""
    found = set(PROPER)
    for table in Base.metadata.sorted_tables:
        for column in (one for one in table.columns if isinstance(one.type, String | JSON)):
            for text in db.session.scalars(select(column).where(column.is_not(None))):
                found |= set(WORD.findall(str(text)))
    return found


def foreign(parts: list[str], contents: set[str]) -> list[str]:
    """Return the parts with a word that neither a message nor the content says; an address or a colour is no word."""
    plain = [re.sub(r"\S*[/@_=]\S*|\S+\.(org|com|net|txt|md)\b|#[0-9a-f]{6}\b", " ", part) for part in parts]
    return [part.strip()[:80] for part in plain if any(word not in contents for word in WORD.findall(part))]


def faults(html: str, contents: set[str]) -> list[str]:
    page = Page(html)
    parts = unmarked("\n".join(page.texts)) + [part for text in page.attributes for part in unmarked(text)]
    return foreign(parts, contents)


@on_sqlite
def test_no_page_for_readers_says_what_is_in_no_catalogue(marking: Flask, client: FlaskClient) -> None:
    paths = (*furnish_pages(), *REFUSED)
    db.session.commit()
    contents = words_of_contents()
    client.set_cookie("language", PSEUDO, domain="news.example.org")

    found = {path: faults(client.get(path).text, contents) for path in paths}

    assert len(paths) > 30
    assert {path: parts for path, parts in found.items() if parts} == {}


@on_sqlite
def test_no_page_of_the_desk_says_what_is_in_no_catalogue(marking: Flask, client: FlaskClient) -> None:
    pages = furnish_desk()
    boss = db.session.scalars(select(Person).where(Person.address == BOSS)).one()
    boss.language = PSEUDO
    sign_in(client, boss)
    contents = words_of_contents()

    found = {path: faults(client.get(path).text, contents) for paths in pages.values() for path in paths[:1]}

    assert len(found) > 40
    assert {path: parts for path, parts in found.items() if parts} == {}


@on_sqlite
def test_no_mail_says_what_is_in_no_catalogue(marking: Flask) -> None:
    for make in (one for one in EVERY_KIND if one is not trial):  # A test goes to an address, which has no language.
        with writing_in(PSEUDO):
            row = make()
        for model in (Subscriber, Person):
            db.session.execute(update(model).values(language=PSEUDO))
        db.session.commit()
        message = compose(row)
        contents = words_of_contents()
        lines = unmarked(text_of(message).replace("\n", " "))
        assert (make.__name__, foreign(lines, contents), faults(html_of(message), contents)) == (make.__name__, [], [])
