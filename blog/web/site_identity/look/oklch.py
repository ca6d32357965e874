"""Colours by lightness, chroma and hue as people see them (OKLCH), and back to #rrggbb.

Source: https://bottosson.github.io/posts/oklab/ and CSS Color 4, 9.4 and 13.2.
"""

import math
from typing import NamedTuple

STEPS_OF_CHROMA = 64


class Oklch(NamedTuple):
    """Lightness from 0 to 1, chroma from 0, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def to_oklch(colour: str) -> Oklch:
    """Return *colour*, written as #rrggbb."""
    red, green, blue = (to_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.atan2(b, a))


def to_hex(colour: Oklch) -> str:
    """Return *colour* as #rrggbb, with less chroma where a screen cannot show all of it."""
    for step in range(STEPS_OF_CHROMA, -1, -1):
        channels = to_channels(colour._replace(chroma=colour.chroma * step / STEPS_OF_CHROMA))
        if all(-0.0005 <= channel <= 1.0005 for channel in channels) or step == 0:
            return "#" + "".join(f"{round(255 * min(max(channel, 0.0), 1.0)):02x}" for channel in channels)
    raise AssertionError


def to_channels(colour: Oklch) -> tuple[float, float, float]:
    """Return red, green and blue, 0 to 1; outside of that where a screen cannot show it."""
    a, b = colour.chroma * math.cos(colour.hue), colour.chroma * math.sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        to_gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        to_gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        to_gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def to_linear(channel: float) -> float:
    """Return the light of one channel of sRGB."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def to_gamma(light: float) -> float:
    """Return the channel of sRGB for *light*, which may be below 0 or above 1."""
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


def mix(colour: str, ground: str, share: float) -> str:
    """Return *ground* with *share* of *colour* in it, 0 to 1, both written as #rrggbb."""
    pairs = ((int(colour[start : start + 2], 16), int(ground[start : start + 2], 16)) for start in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)
