"""Languages and time: in which languages readers may read the pages, and by which clock times are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.config.catalogues import catalogue_folders, has_catalogue, languages_in
from blog.config.settings import current_settings
from blog.text.language import site_language
from blog.text.language_tags import USUAL, native_name, usual_languages
from blog.web.site_identity.setting_declaration import SettingKind, Words, setting
from blog.web.site_identity.time_zones import find_zone, is_zone, zone_names

MAX_ZONE_LENGTH = 60


def list_further_languages() -> Sequence[tuple[str, str]]:
    """Return tag and own name of each language that has a catalogue, but for the main one, which all readers have."""
    return with_names(set(languages_in(catalogue_folders(current_app))) - {site_language().tag})


def list_main_languages() -> Sequence[tuple[str, str]]:
    """Return tag and own name of each language that the pages can be in."""
    return with_names({current_settings().language, *tags_of_pages(tuple(catalogue_folders(current_app)))})


@lru_cache
def tags_of_pages(folders: tuple[Path, ...]) -> frozenset[str]:
    """Return the tags for which there is a catalogue in *folders*; usual ones of a region may read a general one."""
    return frozenset((*languages_in(folders), *(tag for tag in USUAL if has_catalogue(tag, folders))))


def with_names(tags: Iterable[str]) -> Sequence[tuple[str, str]]:
    """Return each of *tags* with what its language calls itself, by that name."""
    return sorted(((tag, native_name(tag)) for tag in tags), key=lambda pair: pair[1].casefold())


def list_content_languages() -> Sequence[tuple[str, Words]]:
    """Return what articles may be in that name no language."""
    return [("", _l("The main language")), *usual_languages()]


def check_zone(text: str) -> str | None:
    """Judge the name of a time zone."""
    return None if is_zone(text) else _("Choose a zone from the list, such as Europe/Zurich.")


@dataclass(frozen=True, kw_only=True)
class LanguageSettings:
    """In which language the site is, in which its articles are, and which others readers may choose."""

    language: str = setting(
        "en",
        _l("Main language"),
        _l(
            "Pages, feeds and e-mails are in it, and names are sorted as it wants. Readers who chose another language"
            " keep theirs. The order of names and the search follow within minutes."
        ),
        kind=SettingKind.CHOICE,
        read_choices=list_main_languages,
        environment="LANGUAGE",
    )
    content_language: str = setting(
        "",
        _l("Language of articles"),
        _l(
            "Of all articles for which none is chosen in the editor, published ones too. If what you have published"
            " is not in the main language, choose here what it is in. Quotation marks follow when an article is"
            " saved the next time."
        ),
        kind=SettingKind.CHOICE,
        read_choices=list_content_languages,
        environment="CONTENT_LANGUAGE",
    )

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
        tidy=find_zone,
        environment="TIMEZONE",
    )
