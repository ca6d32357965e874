"""Texts of a photo as EXIF (CIPA DC-008), read from any file and written into ours."""

from collections.abc import Mapping

from PIL import Image

from blog.pictures.imaging.iptc_metadata import decode_text

TAGS = {"caption": 0x010E, "creator": 0x013B, "copyright": 0x8298}


def read_exif(image: Image.Image) -> dict[str, str]:
    """Return the texts of the EXIF block of *image*; what a camera fills in by itself is no caption."""
    exif = image.getexif()
    texts = {name: read_tag(exif.get(tag, "")) for name, tag in TAGS.items()}
    return texts if is_written(texts["caption"]) else {**texts, "caption": ""}


def read_tag(value: object) -> str:
    """Return one value as text: the standard knows ASCII alone, programs write UTF-8."""
    data = value.encode("latin-1", "replace") if isinstance(value, str) else value
    return ", ".join(filter(None, decode_text(data).split("\0"))) if isinstance(data, bytes) else ""


def is_written(caption: str) -> bool:
    """Return whether a person wrote this, and no camera, such as "OLYMPUS DIGITAL CAMERA" or "oznor"."""
    return not caption.isascii() or (" " in caption.strip() and caption != caption.upper())


def write_exif(texts: Mapping[str, str]) -> bytes:
    """Return an EXIF block with the texts that it knows; UTF-8, as programs expect."""
    exif = Image.Exif()
    for name, tag in TAGS.items():
        if texts.get(name):
            exif[tag] = texts[name].encode()
    return exif.tobytes()
