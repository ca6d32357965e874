"""The renditions of a picture: which widths there are and how each format is written."""

from io import BytesIO
from typing import Any

from PIL import Image

WIDTHS = (400, 800, 1200, 1600, 2400)
"""Pixels; with a factor of two at most between neighbours a page never loads much more than it shows."""

OPTIONS: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "avif": {"format": "AVIF", "quality": 62, "speed": 8},
}
"""AVIF at speed 8: speed 6 takes five times as long for a few percent."""


def choose_widths(largest: int) -> list[int]:
    """Return the widths for a picture that is *largest* pixels wide: never more than it has, ascending."""
    return [width for width in WIDTHS if width < largest * 0.9] + [largest]


def shrink(image: Image.Image, width: int, height: int) -> Image.Image:
    """Return *image* at this size in pixels."""
    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def encode(image: Image.Image, suffix: str) -> bytes:
    """Return *image* as a file of the format that *suffix* names, without metadata."""
    file = BytesIO()
    image.save(file, **OPTIONS[suffix])
    return file.getvalue()
