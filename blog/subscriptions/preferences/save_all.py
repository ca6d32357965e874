"""Save the whole preferences page at once: all sections or none, and nothing that the reader did not change."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from blog.subscriptions.preferences.preference_sections import (
    SECTION_ACTIONS,
    InvalidChoice,
    PreferencesContext,
    make_form,
)
from blog.web.forms.base import OpenForm

PAGE_SECTIONS = ("follows", "add", "levels", "hours", "format", "resume", "pause", "language", "name", "address")
"""In the order in which they are saved: what makes mail comes last."""
VALUE_SECTIONS = ("levels", "hours", "format", "language", "name")
"""Sections whose fields are all saved together."""
FIRST_FIELDS = {"add": "what", "pause": "until", "address": "address", "resume": "resume"}
"""Sections that do something only when this field is filled in."""
WAS = "was_"
"""Prefix of the hidden field that says what a field showed when the page was made."""

Fields = Mapping[str, str]


class InvalidPage(Exception):
    """Something on the page cannot be saved; *forms* are all its forms as they were sent, with errors."""

    def __init__(self, forms: dict[str, OpenForm]) -> None:
        super().__init__("a section is invalid")
        self.forms = forms


def save_page(context: PreferencesContext, sent: Fields) -> list[str]:
    """Save the changed sections of the page and return their names; the caller commits.

    A field that stands as the page showed it counts as unchanged, so that a
    page that was open for long takes nothing back.

    Raises:
        InvalidPage: a section is invalid; the caller rolls back.
    """
    merged = merge_present(context, sent)
    forms = {section: make_form(section, context, formdata=merged) for section in PAGE_SECTIONS}
    changed = [section for section, form in forms.items() if is_changed(section, form, sent)]
    results = [forms[section].validate() for section in changed]
    if not all(results):
        raise InvalidPage(forms)
    for section in changed:
        save_section(context, section, forms)
    return changed


def merge_present(context: PreferencesContext, sent: Fields) -> MultiDict[str, str]:
    """Return *sent* with the present value in each field that the reader left as it was shown."""
    merged = MultiDict(sent)
    for section in VALUE_SECTIONS:
        for field in make_form(section, context, formdata=None):
            if field.name in sent and sent[field.name] == sent.get(f"{WAS}{field.name}"):
                merged[field.name] = field.data or ""
    return merged


def save_section(context: PreferencesContext, section: str, forms: dict[str, OpenForm]) -> None:
    """Do the action of one section.

    Raises:
        InvalidPage: its choice cannot be made.
    """
    form: Any = forms[section]
    try:
        SECTION_ACTIONS[section](context, form)
    except InvalidChoice as invalid:
        form[invalid.field].errors = [invalid.message]
        raise InvalidPage(forms) from None


def is_changed(section: str, form: OpenForm, sent: Fields) -> bool:
    """Return whether the reader changed a field of *section*."""
    if section in FIRST_FIELDS:
        return bool(sent.get(FIRST_FIELDS[section], "").strip())
    names = [field.name for field in form if not field.name.startswith(WAS) and field.name in sent]
    return any(sent[name] != sent.get(f"{WAS}{name}") for name in names)
