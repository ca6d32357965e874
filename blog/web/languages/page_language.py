"""The language of one page or mail: chosen by a reader's cookie, a person's profile or a subscriber's row.

Public pages follow a cookie that a press of a button sets, and never Accept-Language: a page is
the same for all who have not chosen, so that caches, here and on the way, hold one of each.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g, request
from flask_babel import refresh

from blog.text.language import MAIN_LANGUAGE, PAGE_LANGUAGE, page_language
from blog.web.cache.reader_preferences import LANGUAGE_COOKIE
from blog.web.languages.catalogue_store import catalogues
from blog.web.languages.offered import known_language, offered_languages


def init_page_language(app: Flask) -> None:
    """Let each request be answered in the language that its cookie names, and forget it afterwards."""
    app.before_request(follow_cookie)
    app.teardown_request(forget)


def locale_code() -> str:
    """Return the language of the page as Babel names it, for Flask-Babel's formats."""
    return page_language().code


def follow_cookie() -> None:
    """Write the answer in the language that the cookie names, where it is offered."""
    g.language_before = PAGE_LANGUAGE.get()
    MAIN_LANGUAGE.set("")
    PAGE_LANGUAGE.set(chosen_in_cookie())


def chosen_in_cookie() -> str:
    """Return the tag in the reader's cookie, or "" for none that is offered."""
    tag = request.cookies.get(LANGUAGE_COOKIE, "")
    return tag if tag and tag in catalogues().tags and tag in offered_languages() else ""


def follow_reader(tag: str) -> None:
    """Write a page behind a subscriber's link in the language *tag* of the subscriber, unless a cookie names one."""
    if tag and not chosen_in_cookie():
        speak(tag)


def speak(tag: str) -> None:
    """Write the rest of this answer in the language of *tag*; in the site's where that is not known."""
    PAGE_LANGUAGE.set(known_language(tag))
    refresh()


def forget(_error: BaseException | None) -> None:
    """Leave the thread as it was."""
    PAGE_LANGUAGE.set(g.pop("language_before", ""))
    MAIN_LANGUAGE.set("")


@contextmanager
def writing_in(tag: str) -> Iterator[None]:
    """Write what is made in this block in the language of *tag*; in the site's where that is "" or not known."""
    before = PAGE_LANGUAGE.set(known_language(tag))
    refresh()
    try:
        yield
    finally:
        PAGE_LANGUAGE.reset(before)
        refresh()
