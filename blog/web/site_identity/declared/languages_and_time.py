"""Languages and time: in which languages readers may read the pages, and by which clock times are written."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.config.catalogues import catalogue_folders, languages_in
from blog.config.settings import current_settings
from blog.text.language_tags import native_name
from blog.web.site_identity.setting_declaration import SettingKind, setting
from blog.web.site_identity.time_zones import is_zone, zone_names

MAX_ZONE_LENGTH = 60


def list_further_languages() -> Sequence[tuple[str, str]]:
    """Return tag and own name of each language that has a catalogue, without the site's."""
    site, known = current_settings().language, languages_in(catalogue_folders(current_app))
    return [(tag, native_name(tag)) for tag in known if tag != site]


def check_zone(text: str) -> str | None:
    """Judge the name of a time zone."""
    return None if is_zone(text) else _("Choose a zone from the list, such as Europe/Zurich.")


@dataclass(frozen=True, kw_only=True)
class LanguageSettings:
    """Which languages the interface offers."""

    languages: str = setting(
        "",
        _l("Further languages"),
        _l("Readers choose one at the foot of each page; e-mails come in the language of their sign-up."),
        kind=SettingKind.SEVERAL,
        read_choices=list_further_languages,
        environment="LANGUAGES",
    )


@dataclass(frozen=True, kw_only=True)
class TimeSettings:
    """By which clock times are written."""

    timezone: str = setting(
        "UTC",
        _l("Time zone"),
        _l("Type the name of a city. Pages, e-mails, schedules and digests follow this clock."),
        is_required=True,
        max_length=MAX_ZONE_LENGTH,
        suggestions=zone_names,
        check=check_zone,
        environment="TIMEZONE",
    )
