"""The parts of which the forms of the desk are made."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, StringField
from wtforms.validators import Length

from blog.authoring.drafts.slugs import LONGEST as LONGEST_SLUG
from blog.authoring.drafts.slugs import make_slug
from blog.text.cleaning import clean_line
from blog.web.forms.base import Form


def at_most(most: int) -> Length:
    """Return the rule for a text of *most* characters, with a sentence that names the number."""
    return Length(max=most, message=_("Please shorten this to %(most)s characters or fewer.", most=f"{most:,}"))


class SlugField(StringField):
    """The last part of an address, made of whatever was typed; empty stays empty."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what is fit for an address."""
        if valuelist:
            self.data = make_slug(valuelist[0][: 4 * LONGEST_SLUG], "")


class KeyField(HiddenField):
    """A key or a stamp that the page carries, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was sent, on one line and without controls."""
        if valuelist:
            self.data = clean_line(valuelist[0])


def add_error(field: Field, sentence: str) -> None:
    """Put *sentence* beside *field*, once."""
    field.errors = list(dict.fromkeys([*field.errors, sentence]))


def missing_sentence(column: str) -> str:
    """Return what to do about an empty *column* before readers may see the article."""
    sentences: dict[str, str] = {
        "headline": gettext("Give the article a headline."),
        "body_markdown": gettext("Write the text before you publish."),
        "lead_alt": gettext("Describe the photo for readers who do not see it."),
    }
    return sentences[column]


class DeedForm(Form):
    """A button and its token, for a deed that needs no more words."""


class SeenForm(Form):
    """A button, its token, and the stamp of the version that the page showed."""

    seen = HiddenField()
