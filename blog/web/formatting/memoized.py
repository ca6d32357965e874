"""Memoised gettext, url_for, dates and languages for templates; results are those of Flask, Flask-Babel and Babel."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Protocol

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_datetime, format_skeleton, format_time, get_datetime_format
from babel.lists import format_list
from babel.localedata import exists as locale_exists
from flask import Flask, has_request_context, url_for
from flask_babel import get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from blog.text.language import MAIN_LANGUAGE, PAGE_LANGUAGE, content_language, locality, page_language

MAX_PATHS = 4096
MAX_MESSAGES = 8192
"""Several languages of one site."""


def init_memoized(app: Flask) -> None:
    """Replace gettext, ngettext and url_for in the templates of *app* by memoised ones."""
    translate = make_translate()
    app.jinja_env.filters.update(join_names=join_names, join_links=join_links)
    app.jinja_env.filters.update(lang=lang_attribute, lang_and_dir=language_attributes)
    app.jinja_env.globals.update(_=translate, gettext=translate, ngettext=translate_number, url_for=make_url_for())


def make_translate() -> Callable[..., str]:
    """Return a memoised gettext, in the language of the page."""

    @lru_cache(MAX_MESSAGES)
    def message_for(text: str, is_html: bool, _language: str) -> str:
        message = str(get_translations().ugettext(text))
        return Markup(message) if is_html else message  # noqa: S704 - the source is our own template.

    @pass_eval_context
    def translate(context: EvalContext, text: str, **values: Any) -> str:
        """Return *text* in the language of the page with *values* put in, which are escaped in HTML alone."""
        message = message_for(
            text, context.autoescape, PAGE_LANGUAGE.get() or MAIN_LANGUAGE.get() or locality().language
        )
        return message % values if values or "%" in message else message

    return translate


@pass_eval_context
def translate_number(context: EvalContext, one: str, many: str, num: int, **values: Any) -> str:
    """Return *one* or *many* as the language wants it for *num*; *values* are escaped in HTML alone."""
    message: str = get_translations().ungettext(one, many, num)
    if context.autoescape:
        message = Markup(message)  # noqa: S704 - the source is our own template.
    return message % {"num": num, **values}


def make_url_for() -> Callable[..., str]:
    """Return a memoised url_for; the site is never mounted below a path, so paths never change."""

    @lru_cache(MAX_PATHS)
    def path(endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return url_for(endpoint, **dict(values))

    def address(endpoint: str, **values: Any) -> str:
        is_plain = has_request_context() and endpoint[0] != "." and not any(name[0] == "_" for name in values)
        return path(endpoint, tuple(values.items())) if is_plain else url_for(endpoint, **values)

    return address


def join_names(names: Sequence[str]) -> str:
    """Return *names* as a list in the language of the page, such as "A, B, and C"."""
    return str(format_list(list(names), locale=page_language().locale)) if len(names) > 1 else "".join(names)


def join_links(links: Sequence[Markup]) -> Markup:
    """Return *links* as a list in the language of the page."""
    return Markup(join_names([str(escape(link)) for link in links]))  # noqa: S704 - each part is escaped.


def day(value: datetime) -> str:
    """Return the date as the language of the page writes it, such as "March 3, 2026"."""
    language = page_language()
    return write_day(value, language.zone, language.code)


def moment(value: datetime) -> str:
    """Return date, time and zone as the language of the page writes them, such as "March 3, 2026, 9:30 AM UTC"."""
    language = page_language()
    return write_moment(value, language.zone, language.code)


def month_name(value: datetime) -> str:
    """Return the name of the month as it stands alone, such as "March"."""
    language = page_language()
    return write_month(value, language.zone, language.code)


def month_and_year(value: datetime) -> str:
    """Return month and year as the language of the page writes them, such as "March 2026"."""
    language = page_language()
    return str(format_skeleton("yMMMM", value, tzinfo=language.zone, locale=language.locale))


@lru_cache(2048)
def write_day(value: datetime, zone: tzinfo, language: str) -> str:
    """Return the date of *value* in *zone*."""
    return str(format_date(value.astimezone(zone), "long", locale=language))


@lru_cache(2048)
def write_moment(value: datetime, zone: tzinfo, language: str) -> str:
    """Return date, time and zone of *value*."""
    pattern = str(get_datetime_format("long", locale=Locale.parse(language))).replace("'", "")
    clock = format_time(value, "short", tzinfo=zone, locale=language)
    time = f"{clock} {write_zone(value, zone, language)}"
    return pattern.replace("{1}", write_day(value, zone, language)).replace("{0}", time)


def write_zone(value: datetime, zone: tzinfo, language: str) -> str:
    """Return the name of *zone* at *value*, or its distance from UTC where the language has no name for it.

    The name is the one in use where the zone is, if *language* is spoken there: NZDT in New Zealand.
    Babel writes a negative distance that is no whole hour an hour too large, such as those before standard time.
    """
    name = str(format_datetime(value, "z", tzinfo=zone, locale=local_language(zone, language)))
    offset = value.astimezone(zone).utcoffset()
    if offset is None or name[0] not in "+-":
        return name
    hours, minutes = divmod(abs(round(offset.total_seconds() / 60)), 60)
    return f"{'-' if offset < timedelta(0) else '+'}{hours:02}{minutes:02}"


@lru_cache(256)
def local_language(zone: tzinfo, language: str) -> Locale:
    """Return *language* as it is spoken where *zone* is, or as it is where it is not spoken there."""
    territory = get_global("zone_territories").get(str(zone), "")
    local = f"{language.partition('_')[0]}_{territory}"
    return Locale.parse(local if locale_exists(local) else language)


@lru_cache(2048)
def write_month(value: datetime, zone: tzinfo, language: str) -> str:
    """Return the name of the month of *value*."""
    return str(format_date(value.astimezone(zone), "LLLL", locale=language))


class Written(Protocol):
    """An article, loaded in any way."""

    @property
    def language(self) -> str:
        """Return its tag, or "" for the language of the site's articles."""


def lang_attribute(article: Written) -> Markup:
    """Return the lang attribute of a text of *article*, with a space before it; nothing where the page says the same.

    Source: WCAG 2.2, 3.1.2 (language of parts).
    """
    return write_attribute("lang", content_language(article.language).tag, page_language().tag)


def language_attributes(article: Written) -> Markup:
    """Return the attributes lang and dir of what holds several blocks of *article*, each with a space before it."""
    direction = content_language(article.language).direction
    return lang_attribute(article) + write_attribute("dir", direction, page_language().direction)


@lru_cache
def write_attribute(name: str, value: str, of_page: str) -> Markup:
    """Return the attribute *name*, or nothing where the page has the same *value*."""
    return Markup("") if value == of_page else Markup(' {}="{}"').format(name, value)
