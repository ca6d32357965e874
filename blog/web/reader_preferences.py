"""What a reader chose about the page: size, spacing, width, typeface, contrast, theme, the box put away.

Nothing is kept unless the reader presses a button; then one cookie holds the
one choice, so that it also works without script.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

COOKIE_SECONDS = 365 * 24 * 3600


class Matter(NamedTuple):
    """One thing that can be chosen; *usual* is the value of somebody who never chose."""

    field: str
    cookie: str
    values: tuple[str, ...]
    usual: str


SIZE = Matter("size", "text-size", ("1", "2", "3", "4", "5"), "2")
THEME = Matter("theme", "theme", ("auto", "light", "dark"), "auto")
LEADING = Matter("leading", "leading", ("close", "usual", "open"), "usual")
MEASURE = Matter("measure", "measure", ("narrow", "usual", "wide"), "usual")
FACE = Matter("face", "face", ("serif", "sans", "legible"), "serif")
CONTRAST = Matter("contrast", "contrast", ("auto", "usual", "high"), "auto")
BOX = Matter("box", "stay-informed", ("shown", "away"), "shown")
MATTERS = (SIZE, THEME, LEADING, MEASURE, FACE, CONTRAST, BOX)
COMFORT = (SIZE, THEME, LEADING, MEASURE, FACE, CONTRAST)
"""What one button sets back; static/js/reader_preferences.js knows the same."""


@dataclass(frozen=True)
class Choices:
    """The reader's choices; the defaults are those of somebody who never chose."""

    size: int = int(SIZE.usual)
    theme: str = THEME.usual
    leading: str = LEADING.usual
    measure: str = MEASURE.usual
    face: str = FACE.usual
    contrast: str = CONTRAST.usual
    is_box_away: bool = False

    @property
    def smaller(self) -> int:
        """Return the next smaller step, or the smallest."""
        return max(int(SIZE.values[0]), self.size - 1)

    @property
    def larger(self) -> int:
        """Return the next larger step, or the largest."""
        return min(int(SIZE.values[-1]), self.size + 1)

    @property
    def marks(self) -> list[tuple[str, str]]:
        """Return name and value of what differs from the usual, beside size and theme, for the page's root."""
        chosen = [(matter, getattr(self, matter.field)) for matter in (LEADING, MEASURE, FACE, CONTRAST)]
        return [(matter.field, value) for matter, value in chosen if value != matter.usual]


def read_choices(cookies: Mapping[str, str]) -> Choices:
    """Return the choices that *cookies* hold; anything unknown counts as not chosen."""
    size, theme, leading, measure, face, contrast, box = (read_matter(matter, cookies) for matter in MATTERS)
    return Choices(int(size), theme, leading, measure, face, contrast, is_box_away=box == "away")


def read_matter(matter: Matter, cookies: Mapping[str, str]) -> str:
    """Return the value that the cookie of *matter* holds, or the usual one."""
    value = cookies.get(matter.cookie, "")
    return value if value in matter.values else matter.usual


@dataclass(frozen=True)
class Choice:
    """One choice as a cookie keeps it; *value* None forgets it, since it is the usual one."""

    cookie: str
    value: str | None


def read_chosen(fields: Mapping[str, str]) -> list[Choice]:
    """Return what a form chose; nothing when it chose nothing that exists."""
    if fields.get("comfort") == "usual":
        return [Choice(matter.cookie, None) for matter in COMFORT]
    chosen = ((matter, fields.get(matter.field)) for matter in MATTERS)
    first = next(((matter, value) for matter, value in chosen if value in matter.values), None)
    if first is None:
        return []
    matter, value = first
    return [Choice(matter.cookie, None if value == matter.usual else value)]
