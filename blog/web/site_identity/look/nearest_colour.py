"""The nearest colour that can be read on given grounds: the same hue, lighter or darker."""

from collections.abc import Collection

from blog.web.site_identity.look.oklch import to_hex, to_oklch
from blog.web.themes.contrast import contrast

STEPS = 250
"""Of lightness, from black to white."""


def least_contrast(colour: str, grounds: Collection[str]) -> float:
    """Return the contrast of *colour* on that of *grounds* on which it is lowest."""
    return min(contrast(colour, ground) for ground in grounds)


def nearest_readable(colour: str, grounds: Collection[str], least: float) -> str:
    """Return *colour*, or that of the same hue with the nearest lightness that has the *least* contrast on *grounds*.

    Black or white, whichever stands out more, where no lightness of the hue does.
    """
    if least_contrast(colour, grounds) >= least:
        return colour
    wanted = to_oklch(colour)
    for step in range(1, STEPS + 1):
        for lightness in (wanted.lightness - step / STEPS, wanted.lightness + step / STEPS):
            if 0 <= lightness <= 1:
                found = to_hex(wanted._replace(lightness=lightness))
                if least_contrast(found, grounds) >= least:
                    return found
    return max(("#000000", "#ffffff"), key=lambda one: least_contrast(one, grounds))
