"""What is said to the second of two people who save the same settings at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from blog.database import db
from blog.site.settings.setting_changes import SettingsChange, find_last_change
from blog.site.settings.setting_forms import SettingsForm
from blog.web.forms.three_way_merge import stamp_of
from blog.web.site_identity.setting_declaration import DeclaredSetting, Words
from blog.web.site_identity.site_settings import DECLARED


@dataclass(frozen=True)
class FieldConflict:
    """A setting that another person has changed since, and what it says now."""

    key: str
    label: Words
    value: Words
    changed_by: str
    """Name of the person; "" where it is not known."""
    changed_at: datetime | None


def describe_conflict(form: SettingsForm, values: Mapping[str, Any]) -> list[FieldConflict]:
    """Mark the fields of *form* that others have given *values*, so that saving again replaces them; describe each."""
    found = []
    for key, value in values.items():
        form[key].errors = [_("Someone else changed this in the meantime. Save again to replace it with yours.")]
        form.stamps[key] = stamp_of(value)
        change = find_last_change(db.session, key)
        who, when = (change.person_name, change.happened_at) if change else ("", None)
        found.append(FieldConflict(key, DECLARED[key].label, words_for(DECLARED[key], value), who, when))
    return found


def words_for(declared: DeclaredSetting, value: object) -> Words:
    """Return *value* as a person reads it."""
    if isinstance(value, bool):
        return _("On") if value else _("Off")
    return dict(declared.choices).get(str(value), value) or _("Empty")


def words_about(change: SettingsChange) -> str:
    """Return the sentence after a saving."""
    if change.kept:
        labels = ", ".join(str(DECLARED[key].label) for key in change.kept)
        return str(
            _("Saved. Someone else changed this in the meantime; their change was kept: %(labels)s.", labels=labels)
        )
    return str(_("The settings are saved.") if change.changed else _("Nothing was changed."))
