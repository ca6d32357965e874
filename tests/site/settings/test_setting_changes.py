"""Only what differs is stored, and one entry of the activity log says what."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.models import AuditEvent, Person, Role, SiteSetting
from blog.site.settings.setting_changes import (
    MAX_AUDITED,
    SettingsConflict,
    change_site_settings,
    find_last_change,
)
from blog.web.forms.three_way_merge import stamp_of
from blog.web.site_identity.reading import forget_site_settings, site_settings
from tests.factories import NOW, make_person


def change(by: Person, seen: dict[str, str] | None = None, **values: object) -> tuple[str, ...]:
    return change_site_settings(db.session, site_settings(), values, NOW, by=by, seen=seen or {}).changed


def test_only_what_changed_is_stored_and_audited(app: Flask) -> None:
    ines = make_person("Ines Amrein", role=Role.ADMINISTRATOR)

    assert change(ines, name="IFBG News", tagline="", footer_words="By us.") == ("tagline", "footer_words")

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

    assert change(ines, name="IFBG News") == ()
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == 0

    change(ines, footer_words="a" * 600)
    assert len(db.session.scalars(select(AuditEvent)).one().details["values"]["footer_words"]) == MAX_AUDITED


def test_two_who_change_different_settings_lose_nothing(app: Flask) -> None:
    ines, tomas = make_person("Ines", role=Role.ADMINISTRATOR), make_person("Tomás", role=Role.ADMINISTRATOR)
    seen = {"tagline": stamp_of(site_settings().tagline), "footer_words": stamp_of("")}
    change(tomas, tagline="Daily", footer_words="")
    forget_site_settings()

    values = {"tagline": "Follow all the latest IFBG news and alerts here.", "footer_words": "By us."}
    saved = change_site_settings(db.session, site_settings(), values, NOW, by=ines, seen=seen)

    assert (saved.changed, saved.kept) == (("footer_words",), ("tagline",))
    forget_site_settings()
    assert (site_settings().tagline, site_settings().footer_words) == ("Daily", "By us.")


def test_the_second_change_of_one_setting_is_refused_with_what_it_says_now(app: Flask) -> None:
    ines, tomas = make_person("Ines", role=Role.ADMINISTRATOR), make_person("Tomás", role=Role.ADMINISTRATOR)
    seen = {"tagline": stamp_of(site_settings().tagline)}
    change(tomas, tagline="Daily")
    forget_site_settings()

    with pytest.raises(SettingsConflict) as conflict:
        change(ines, seen, tagline="Weekly")

    assert conflict.value.values == {"tagline": "Daily"}
    last = find_last_change(db.session, "tagline")
    assert last is not None
    assert last.person_name == "Tomás"
    assert find_last_change(db.session, "name") is None
    assert change(ines, {"tagline": stamp_of("Daily")}, tagline="Weekly") == ("tagline",)
