"""Fields, validators and small forms that several pages of the desk share."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, StringField
from wtforms.validators import Length

from blog.authoring.drafts.slugs import MAX_SLUG_LENGTH, make_slug
from blog.text.cleaning import clean_line
from blog.web.forms.base import Form


def max_length(limit: int) -> Length:
    """Return the validator for at most *limit* characters, with a message that names the number."""
    return Length(max=limit, message=_("Please shorten this to %(most)s characters or fewer.", most=f"{limit:,}"))


class SlugField(StringField):
    """A slug, made of any text that was typed; empty stays empty."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the slug of what was sent."""
        if valuelist:
            self.data = make_slug(valuelist[0][: 4 * MAX_SLUG_LENGTH], "")


class CleanHiddenField(HiddenField):
    """A hidden key or version stamp, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was sent, on one line and without control characters."""
        if valuelist:
            self.data = clean_line(valuelist[0])


def add_error(field: Field, message: str) -> None:
    """Put *message* beside *field*, once."""
    field.errors = list(dict.fromkeys([*field.errors, message]))


def missing_message(column: str) -> str:
    """Return the message for an empty *column* that publication requires."""
    messages: dict[str, str] = {
        "headline": gettext("Give the article a headline."),
        "body_markdown": gettext("Write the text before you publish."),
        "lead_alt": gettext("Describe the photo for readers who do not see it."),
    }
    return messages[column]


class EmptyForm(Form):
    """A button and its CSRF token, without further fields."""


class VersionForm(Form):
    """A button, its CSRF token, and the version of the article that the page showed."""

    seen = HiddenField()
