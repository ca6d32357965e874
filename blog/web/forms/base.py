"""The base of all forms: every text is cleaned before it is checked."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField

from blog.text.cleaning import clean_line, clean_text


class LineField(StringField):
    """One line of text, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, on one line and without controls."""
        if valuelist:
            self.data = clean_line(valuelist[0])


class ProseField(TextAreaField):
    """Text of several lines, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, with newlines as LF and without controls."""
        if valuelist:
            self.data = clean_text(valuelist[0])


class Form(FlaskForm):
    """A form whose view the CSRF token guards."""

    def first_invalid(self) -> Field | None:
        """Return the first field with an error, which takes the focus."""
        return next((field for field in self if field.errors), None)


class OpenForm(Form):
    """A form without token, for pages that set no cookie; blog.web.access.enforcement checks where it comes from."""

    class Meta:
        """Switch the token off."""

        csrf = False
