"""Only what differs is stored, and one entry of the activity log says what."""

from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.models import AuditEvent, Person, Role, SiteSetting
from blog.site.settings.setting_changes import MAX_AUDITED, change_site_settings
from blog.web.site_identity.reading import site_settings
from tests.factories import NOW, make_person


def change(by: Person, **values: object) -> list[str]:
    return change_site_settings(db.session, site_settings(), values, NOW, by=by)


def test_only_what_changed_is_stored_and_audited(app: Flask) -> None:
    ines = make_person("Ines Amrein", role=Role.ADMINISTRATOR)

    assert change(ines, name="IFBG News", tagline="", footer_words="By us.") == ["tagline", "footer_words"]

    assert {row.key: row.value for row in db.session.scalars(select(SiteSetting))} == {
        "tagline": "",
        "footer_words": "By us.",
    }
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.kind.value, event.person_name, event.subject) == (
        "settings_changed",
        "Ines Amrein",
        "Tagline, Footer text",
    )
    assert event.details == {"values": {"tagline": "", "footer_words": "By us."}}


def test_no_change_leaves_no_trace_and_a_long_text_a_short_one(app: Flask) -> None:
    ines = make_person(role=Role.ADMINISTRATOR)

    assert change(ines, name="IFBG News") == []
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == 0

    change(ines, footer_words="a" * 600)
    assert len(db.session.scalars(select(AuditEvent)).one().details["values"]["footer_words"]) == MAX_AUDITED
