"""The record of processing (GDPR article 30): as the privacy page quotes it.

It is made of what the program declares (processings.py), so that it is true as the site is set up.
"""

import re
from contextlib import nullcontext
from typing import NamedTuple

from flask import Flask, render_template

from blog.config.settings import Settings, current_settings
from blog.text.language import content_language
from blog.web.languages.offered import find_language_of_text
from blog.web.languages.page_language import writing_in
from blog.web.rendering.processings import PROCESSINGS

PLACE = re.compile(r"<p[^>]*>\s*\[\[record-of-processing\]\]\s*</p>")
"""The paragraph of a page in whose place the record stands."""
MARK = "[[record-of-processing]]"


class RecordEntry(NamedTuple):
    """One kind of data as it is shown."""

    label: str
    data: str
    purpose: str
    basis: str
    duration: str


def init_processing_record(app: Flask) -> None:
    """Register the filter that puts the record into a page."""
    app.jinja_env.filters.update(with_record=with_record)


def list_record(settings: Settings) -> list[RecordEntry]:
    """Return the record of a site with these *settings*, in the language of the present request."""
    return [
        RecordEntry(str(one.label), str(one.data), str(one.purpose), str(one.basis), one.duration(settings))
        for one in PROCESSINGS
        if one.is_active(settings)
    ]


def with_record(html: str, language: str = "") -> str:
    """Return the safe *html* of a text with the record in the place of its mark.

    The record is in the *language* of the text ("" is that of the site's
    articles), or in that of the page around it where there is no catalogue.
    """
    if MARK not in html:
        return html
    tag = find_language_of_text(content_language(language).tag)
    with writing_in(tag) if tag else nullcontext():
        record = render_template("articles/site_pages/_record.html", entries=list_record(current_settings()))
    return PLACE.sub(lambda _found: record, html)
