"""Settings of the site are changed: rows written, and the act entered in the audit trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from blog.accounts.audit import record_audit_event
from blog.database import AnySession
from blog.models import AuditKind, Person, SiteSetting
from blog.web.site_identity.site_settings import DECLARED, SiteSettings

MAX_AUDITED = 500
"""Characters of a value that the audit trail keeps."""


def change_site_settings(
    session: AnySession, current: SiteSettings, values: Mapping[str, Any], now: datetime, *, by: Person
) -> list[str]:
    """Store those of *values*, by key, that differ from *current*; return their keys. The caller commits.

    One audit event names them all, with what they are now.
    """
    changed = {key: value for key, value in values.items() if getattr(current, key) != value}
    for key, value in changed.items():
        SiteSetting.write(session, key, value)
    if changed:
        labels = ", ".join(str(DECLARED[key].label) for key in changed)
        kept = {key: value[:MAX_AUDITED] if isinstance(value, str) else value for key, value in changed.items()}
        record_audit_event(session, AuditKind.SETTINGS_CHANGED, now, by=by, subject=labels, values=kept)
    return list(changed)
