"""Locale and time zone of the site, and the language of an article; cached, since every page asks a dozen times."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from flask.ctx import AppContext
from flask.globals import app_ctx

from blog.text.language_tags import direction_of, read_tag
from blog.text.quotation_marks import QuotationMarks, marks_of

PAGE_LANGUAGE: ContextVar[str] = ContextVar("page_language", default="")
"""Tag of the language in which a page or mail is being written; "" is the site's. blog.web.languages sets it."""
MAIN_LANGUAGE: ContextVar[str] = ContextVar("main_language", default="")
"""Tag of the site's language as this request or batch has read it; "" before. blog.web.site_identity sets it."""
LOCALITY = "locality"
"""Key of app.extensions: returns the Locality that holds now. blog.web.site_identity sets it."""


class Locality(Protocol):
    """What the site's texts follow; the settings of the server are one, those of the site another."""

    @property
    def language(self) -> str:
        """Return the BCP 47 tag of the pages."""

    @property
    def content_language(self) -> str:
        """Return the BCP 47 tag of articles that name no language; "" is that of the pages."""

    @property
    def timezone(self) -> str:
        """Return the IANA name of the zone."""


class Language(NamedTuple):
    """How a page is written: words, numbers and dates."""

    locale: Locale
    code: str
    """As Babel names it, such as en_GB."""
    tag: str
    """As HTML names it (BCP 47), such as en-GB."""
    direction: str
    """ltr or rtl."""
    zone: ZoneInfo
    """Not the zone that Babel would make with pytz: given to a new datetime, that one stands for a time before 1900."""


def site_language() -> Language:
    """Return the language of the running application."""
    here = locality()
    return read_language(here.language, here.timezone)


def page_language() -> Language:
    """Return the language of the page or mail that is being written."""
    here = locality()
    return read_language(PAGE_LANGUAGE.get() or here.language, here.timezone)


def site_zone_name() -> str:
    """Return the IANA name of the time zone in which pages and mails write times, such as Europe/Zurich."""
    return locality().timezone


def locality() -> Locality:
    """Return languages and zone as they hold now."""
    extensions = app_context().app.extensions
    find: Callable[[], Locality] | None = extensions.get(LOCALITY)
    return find() if find else extensions["settings"]


def app_context() -> AppContext:
    """Return the application context: a page asks it a hundred times, and each look through current_app or g costs."""
    context: AppContext = app_ctx._get_current_object()  # type: ignore[attr-defined]
    return context


@lru_cache
def read_language(tag: str, zone: str) -> Language:
    """Return the language that a tag such as en-GB and a zone such as Europe/Zurich name."""
    locale = Locale.parse(tag.replace("-", "_"))
    code = str(locale)
    return Language(locale, code, code.replace("_", "-"), locale.text_direction, ZoneInfo(zone))


class ContentLanguage(NamedTuple):
    """The language of a text as HTML names it: tag and direction."""

    tag: str
    direction: str


def content_language(tag: str) -> ContentLanguage:
    """Return the language of an article with *tag*; "" is the language of the site's articles."""
    if tag:
        return read_content_language(tag)
    here = locality()
    return read_content_language(here.content_language or here.language)


@lru_cache
def read_content_language(tag: str) -> ContentLanguage:
    """Return the language that *tag* names, in its standard form."""
    standard = read_tag(tag) or tag
    return ContentLanguage(standard, direction_of(standard))


def article_marks(tag: str) -> QuotationMarks:
    """Return the quotation marks of an article with *tag*; "" is the language of the site's articles."""
    return marks_of(content_language(tag).tag)
