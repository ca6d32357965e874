"""Encoding of renditions: the widths, and quality and speed of each format."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image

WIDTHS = (240, 400, 750, 1200, 1600, 2400)
"""Pixels; browsers take the next width above what they show, so each is just above what many of them do.

240 and 400 are a thumbnail on plain and dense screens; 750 is the text column of a plain screen, or a phone at
twice its pixels from edge to edge; 1200 is a phone at three times its pixels, or the text column at twice.
"""
GENERATION = 2
"""To be raised with each change of WIDTHS: the worker makes what pictures of an older generation lack."""

OPTIONS: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "progressive": True, "optimize": True},
    "webp": {"format": "WEBP", "method": 4},
    "avif": {"format": "AVIF"},
}
THUMBNAIL, PHONE = 400, 750
"""Pixels of width up to which a rendition is a thumbnail, and up to which it is one for a phone or a column of text."""
QUALITIES = {"jpg": (82, 82), "webp": (80, 74), "avif": (52, 48)}
"""Of thumbnails, and of what is wider.

Screens show the wide ones with dots so small that the loss cannot be seen. JPEG keeps all: the other formats are
made of it, and mail shows it.
"""
AVIF_SPEEDS = (6, 8)
"""Of what is at most as wide as a phone shows, and of what is wider: 6 takes a tenth off and thrice the time of 8."""


def choose_widths(largest: int) -> list[int]:
    """Return the widths for a picture that is *largest* pixels wide: never more than it has, ascending."""
    return [width for width in WIDTHS if width < largest * 0.9] + [largest]


def shrink_to(image: Image.Image, width: int) -> Image.Image:
    """Return *image* at this *width* in pixels."""
    height = max(1, round(image.height * width / image.width))
    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def encode(image: Image.Image, suffix: str, metadata: Mapping[str, bytes] | None = None) -> bytes:
    """Return *image* as a file of the format that *suffix* names, packed as suits its width.

    *metadata* are its blocks, by Pillow's names xmp and exif; none of the image's own are written.
    """
    options = {**OPTIONS[suffix], "quality": QUALITIES[suffix][image.width > THUMBNAIL], **(metadata or {})}
    if suffix == "avif":
        options["speed"] = AVIF_SPEEDS[image.width > PHONE]
    file = BytesIO()
    image.save(file, **options)
    return file.getvalue()
