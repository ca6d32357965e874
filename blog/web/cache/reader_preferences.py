"""Reader preferences in cookies: text size, line spacing, column width, typeface, contrast, theme, box, language.

A cookie is set only when the reader presses a button, one per preference, so
that it also works without script.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

COOKIE_SECONDS = 365 * 24 * 3600


class Preference(NamedTuple):
    """One preference: its form field, cookie, permitted values and default."""

    field: str
    cookie: str
    values: tuple[str, ...]
    default: str


SIZE = Preference("size", "text-size", ("1", "2", "3", "4", "5"), "2")
THEME = Preference("theme", "theme", ("auto", "light", "dark"), "auto")
LEADING = Preference("leading", "leading", ("close", "usual", "open"), "usual")
MEASURE = Preference("measure", "measure", ("narrow", "usual", "wide"), "usual")
FACE = Preference("face", "face", ("serif", "sans", "legible"), "serif")
CONTRAST = Preference("contrast", "contrast", ("auto", "usual", "high"), "auto")
SUBSCRIBE_BOX = Preference("box", "stay-informed", ("shown", "away"), "shown")
LANGUAGE_FIELD, LANGUAGE_COOKIE = "language", "language"
"""Its values are the languages that a site has catalogues for."""
ALL_PREFERENCES = (SIZE, THEME, LEADING, MEASURE, FACE, CONTRAST, SUBSCRIBE_BOX)
DISPLAY_PREFERENCES = (SIZE, THEME, LEADING, MEASURE, FACE, CONTRAST)
"""What the reset button resets; static/js/reader_preferences.js knows the same."""


@dataclass(frozen=True)
class ReaderPreferences:
    """The preferences of one reader."""

    size: int = int(SIZE.default)
    theme: str = THEME.default
    leading: str = LEADING.default
    measure: str = MEASURE.default
    face: str = FACE.default
    contrast: str = CONTRAST.default
    is_subscribe_box_hidden: bool = False
    language: str = ""
    """Tag of the interface's language; "" for the site's."""

    @property
    def smaller(self) -> int:
        """Return the next smaller step, or the smallest."""
        return max(int(SIZE.values[0]), self.size - 1)

    @property
    def larger(self) -> int:
        """Return the next larger step, or the largest."""
        return min(int(SIZE.values[-1]), self.size + 1)

    @property
    def root_attributes(self) -> list[tuple[str, str]]:
        """Return name and value of the data attributes of <html> for non-default values, besides size and theme."""
        chosen = [(preference, getattr(self, preference.field)) for preference in (LEADING, MEASURE, FACE, CONTRAST)]
        return [(preference.field, value) for preference, value in chosen if value != preference.default]


def read_preferences(cookies: Mapping[str, str], languages: Collection[str] = ()) -> ReaderPreferences:
    """Return the preferences in *cookies*; an unknown value, or one not among *languages*, counts as the default."""
    size, theme, leading, measure, face, contrast, box = (
        read_preference(preference, cookies) for preference in ALL_PREFERENCES
    )
    language = cookies.get(LANGUAGE_COOKIE, "")
    return ReaderPreferences(
        int(size),
        theme,
        leading,
        measure,
        face,
        contrast,
        is_subscribe_box_hidden=box == "away",
        language=language if language in languages else "",
    )


def read_preference(preference: Preference, cookies: Mapping[str, str]) -> str:
    """Return the value that the cookie of *preference* holds, or the default."""
    value = cookies.get(preference.cookie, "")
    return value if value in preference.values else preference.default


@dataclass(frozen=True)
class PreferenceChange:
    """A cookie to set; *value* None deletes it, since the default was chosen."""

    cookie: str
    value: str | None


def read_changes(fields: Mapping[str, str], languages: Sequence[str] = ()) -> list[PreferenceChange]:
    """Return the changes that a form asks for; none for no known value. The first of *languages* is default."""
    if (tag := fields.get(LANGUAGE_FIELD)) in languages:
        return [PreferenceChange(LANGUAGE_COOKIE, None if tag == languages[0] else tag)]
    if fields.get("comfort") == "usual":
        return [PreferenceChange(preference.cookie, None) for preference in DISPLAY_PREFERENCES]
    chosen = ((preference, fields.get(preference.field)) for preference in ALL_PREFERENCES)
    first = next(((preference, value) for preference, value in chosen if value in preference.values), None)
    if first is None:
        return []
    preference, value = first
    return [PreferenceChange(preference.cookie, None if value == preference.default else value)]
