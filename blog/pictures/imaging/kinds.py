"""Kinds of picture files that are taken, for decoders, file choosers and messages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of file: how people call it, how Pillow does, and what browsers know it by."""

    label: str
    pillow_name: str
    media_type: str
    suffixes: tuple[str, ...]


KINDS = (
    Kind("JPEG", "JPEG", "image/jpeg", (".jpg", ".jpeg")),
    Kind("PNG", "PNG", "image/png", (".png",)),
    Kind("WebP", "WEBP", "image/webp", (".webp",)),
    Kind("AVIF", "AVIF", "image/avif", (".avif",)),
    Kind("GIF", "GIF", "image/gif", (".gif",)),
    Kind("HEIC", "HEIF", "image/heic", (".heic", ".heif")),
    Kind("TIFF", "TIFF", "image/tiff", (".tif", ".tiff")),
)
"""No SVG: it is a program. A panorama of a phone that calls itself MPO is a JPEG."""
ACCEPT = ",".join(name for kind in KINDS for name in (kind.media_type, *kind.suffixes))
"""For the accept attribute of file choosers: many systems know HEIC by its suffix alone (HTML Standard 4.10.5.1.17)."""
