"""Base class and text fields of all forms; text is cleaned before validation."""

import re
from typing import Any

from flask import abort, request
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    FileField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    StringField,
    TextAreaField,
)

from blog.text.cleaning import clean_line, clean_text


class LineField(StringField):
    """Single-line text input; its value is cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Store the value on one line, without control characters."""
        if valuelist:
            self.data = clean_line(valuelist[0])


class ProseField(TextAreaField):
    """Multi-line text input; its value is cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Store the value with LF newlines, without control characters."""
        if valuelist:
            self.data = clean_text(valuelist[0])


class CleanHiddenField(HiddenField):
    """A hidden key or version stamp, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was sent, on one line and without control characters."""
        if valuelist:
            self.data = clean_line(valuelist[0])


class WholeNumberField(IntegerField):
    """A whole number; what is none is None, so that NumberRange refuses it with the one sentence of its limits."""

    NUMBER = re.compile(r"[+-]?[0-9]{1,10}", re.ASCII)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Store the number, or None: of one with hundreds of digits NumberRange would make an error of its own."""
        if valuelist:
            self.data = int(valuelist[0]) if self.NUMBER.fullmatch(valuelist[0].strip()) else None


class Form(FlaskForm):
    """A form protected by the CSRF token of the session."""

    class Meta(FlaskForm.Meta):
        """Refuse files where fields for text are: no browser sends them there."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Return what was sent; aborts with 400 if a file came for a field that takes none."""
            texts = {field.name for field in form if not isinstance(field, FileField | MultipleFileField)}
            if formdata is not None and form.is_submitted() and texts & request.files.keys():
                abort(400, "invalid_form")
            return super().wrap_formdata(form, formdata)

    def first_invalid(self) -> Field | None:
        """Return the first field with an error, which takes the focus."""
        return next((field for field in self if field.errors), None)


class OpenForm(Form):
    """A form without CSRF token, for pages that set no cookie; blog.web.access.enforcement checks its origin."""

    class Meta:
        """Disable the CSRF token."""

        csrf = False
