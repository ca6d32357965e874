"""Settings of the site are changed: rows written field by field, and the act entered in the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from blog.accounts.audit import record_audit_event
from blog.database import AnySession
from blog.models import AuditEvent, AuditKind, Person, SiteSetting
from blog.web.forms.three_way_merge import Merged, merge, stamp_of
from blog.web.site_identity.site_settings import DECLARED, SiteSettings

MAX_AUDITED = 500
"""Characters of a value that the audit trail keeps."""
MAX_LOOKED_AT = 50
"""Changes in which the last one of a setting is looked for."""
NOTHING_SEEN: Mapping[str, str] = {}


class SettingsConflict(Exception):
    """Another person has saved other values since the form was opened; *values* holds those by key."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(", ".join(values))
        self.values = values


@dataclass(frozen=True)
class SettingsChange:
    """What one saving did, by keys."""

    changed: tuple[str, ...]
    kept: tuple[str, ...]
    """What this person left as it was, and another person has changed since."""


def change_site_settings(
    session: AnySession,
    current: SiteSettings,
    values: Mapping[str, Any],
    now: datetime,
    *,
    by: Person,
    seen: Mapping[str, str] = NOTHING_SEEN,
) -> SettingsChange:
    """Store those of *values*, by key, that differ from *current*. The caller commits.

    One audit event names them all, with what they are now. A value that *by* left as it was does not replace
    what another person has saved since: *seen* holds by key the stamp of the value that *by* was shown; where one
    is missing, what holds now was.

    Raises:
        SettingsConflict: others and *by* have changed the same setting; the caller rolls back.
    """
    changed: dict[str, Any] = {}
    kept, conflicts = [], {}
    for key in [key for key, value in values.items() if getattr(current, key) != value]:
        row, value = SiteSetting.hold(session, key, getattr(current, key)), values[key]
        stored = stamp_of(row.value)
        merged = merge(stamp_of(value), seen.get(key, stored), stored)
        if merged is Merged.CONFLICT:
            conflicts[key] = row.value
        elif merged is Merged.THEIRS:
            kept.append(key)
        elif row.value != value:
            changed[key] = row.value = value
    if conflicts:
        raise SettingsConflict(conflicts)
    record_change(session, changed, now, by=by)
    return SettingsChange(tuple(changed), tuple(kept))


def record_change(session: AnySession, changed: Mapping[str, Any], now: datetime, *, by: Person) -> None:
    """Add the audit event of what was *changed*, if anything was."""
    if changed:
        labels = ", ".join(str(DECLARED[key].label) for key in changed)
        values = {key: value[:MAX_AUDITED] if isinstance(value, str) else value for key, value in changed.items()}
        record_audit_event(session, AuditKind.SETTINGS_CHANGED, now, by=by, subject=labels, values=values)


def find_last_change(session: AnySession, key: str) -> AuditEvent | None:
    """Return the last change of the setting *key*; None where it is long ago, or there was none."""
    events = select(AuditEvent).where(AuditEvent.kind == AuditKind.SETTINGS_CHANGED).order_by(AuditEvent.id.desc())
    return next(
        (one for one in session.scalars(events.limit(MAX_LOOKED_AT)) if key in one.details.get("values", {})), None
    )
