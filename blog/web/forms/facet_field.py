"""A select field over hundreds of options, such as all topics, whose HTML is made once."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape
from wtforms import SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import Select, html_params

MAX_KEPT = 24
"""Lists of options that are kept; of 200 options each they take some 1.5 MB."""


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
