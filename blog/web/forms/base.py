"""Base class and text fields of all forms; text is cleaned before validation."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from flask import abort, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import (
    Field,
    FileField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError
from wtforms.widgets import Select, html_params

from blog.text.cleaning import clean_line, clean_text

MAX_KEPT = 24
"""Lists of options that are kept; of 200 options each they take some 1.5 MB."""


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


@lru_cache(MAX_KEPT)
def option_tags(options: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the HTML of each of *options*, value and label; kept, since a search page shows the same hundreds."""
    return tuple(f'<option value="{escape(value)}">{escape(label or value)}</option>' for value, label in options)


class FacetSelect(Select):
    """A select whose options are made once for as long as they are the same."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        """Return the HTML of *field* with *attributes*, and with its value selected."""
        attributes.setdefault("id", field.id)
        if field.flags.required:
            attributes.setdefault("required", True)
        options = tuple((str(value), str(label)) for value, label in field.choices or ())
        tags = [
            tag.replace("<option", "<option selected", 1) if value == field.data else tag
            for tag, (value, _label) in zip(option_tags(options), options, strict=True)
        ]
        parameters = html_params(name=field.name, **attributes)
        return Markup(f"<select {parameters}>{''.join(tags)}</select>")  # noqa: S704 - all values are escaped.


class FacetField(SelectField):
    """A select field over one facet; its first, empty option means all."""

    widget = FacetSelect()

    def set_options(self, all_label: str, options: Iterable[tuple[str, Any]]) -> None:
        """Set *options* (value and label) below the empty one, which is labelled *all_label*."""
        self.choices = [("", all_label), *options]

    def pre_validate(self, form: Any) -> None:
        """Refuse a value that is no option, with the site's own message."""
        if self.data not in {value for value, _label in self.choices or ()}:
            raise ValidationError(_("Choose one from the list."))


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
