"""What a reader chose about the page: text size, theme, the box put away.

Nothing is kept unless the reader presses a button; then one cookie holds the
one choice, so that it also works without script.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SIZES = (1, 2, 3, 4, 5)
USUAL_SIZE = 2
THEMES = ("auto", "light", "dark")
BOXES = ("away", "shown")
COOKIE_SECONDS = 365 * 24 * 3600
SIZE_COOKIE = "text-size"
THEME_COOKIE = "theme"
BOX_COOKIE = "stay-informed"


@dataclass(frozen=True)
class Choices:
    """The reader's choices; the defaults are those of somebody who never chose."""

    size: int = USUAL_SIZE
    theme: str = "auto"
    is_box_away: bool = False

    @property
    def smaller(self) -> int:
        """Return the next smaller step, or the smallest."""
        return max(SIZES[0], self.size - 1)

    @property
    def larger(self) -> int:
        """Return the next larger step, or the largest."""
        return min(SIZES[-1], self.size + 1)


def read_choices(cookies: Mapping[str, str]) -> Choices:
    """Return the choices that *cookies* hold; anything unknown counts as not chosen."""
    size = cookies.get(SIZE_COOKIE, "")
    theme = cookies.get(THEME_COOKIE, "")
    return Choices(
        size=int(size) if size in {str(step) for step in SIZES} else USUAL_SIZE,
        theme=theme if theme in THEMES else "auto",
        is_box_away=cookies.get(BOX_COOKIE) == "away",
    )


@dataclass(frozen=True)
class Choice:
    """One choice as a cookie keeps it; *value* None forgets it, since it is the usual one."""

    cookie: str
    value: str | None


def read_choice(fields: Mapping[str, str]) -> Choice | None:
    """Return what a form chose, or None when it chose nothing that exists."""
    if fields.get("size") in {str(step) for step in SIZES}:
        return Choice(SIZE_COOKIE, fields["size"] if fields["size"] != str(USUAL_SIZE) else None)
    if fields.get("theme") in THEMES:
        return Choice(THEME_COOKIE, fields["theme"] if fields["theme"] != "auto" else None)
    if fields.get("box") in BOXES:
        return Choice(BOX_COOKIE, "away" if fields["box"] == "away" else None)
    return None
