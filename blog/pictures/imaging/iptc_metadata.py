"""Texts of a photo as IPTC-IIM, which agencies still write beside XMP (IPTC-NAA Information Interchange Model 4.2)."""

from PIL import Image
from PIL.IptcImagePlugin import getiptcinfo
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TiffImageFile

RECORDS = {"caption": (2, 120), "creator": (2, 80), "credit": (2, 110), "copyright": (2, 116)}


def read_iptc(image: Image.Image) -> dict[str, str]:
    """Return the texts of the IIM block of a JPEG or TIFF file."""
    found = getiptcinfo(image) if isinstance(image, JpegImageFile | TiffImageFile) else None
    return {name: join(found[record]) for name, record in RECORDS.items() if found and record in found}


def join(value: bytes | list[bytes]) -> str:
    """Return one text of what may be several."""
    return ", ".join(decode_text(part) for part in (value if isinstance(value, list) else [value]))


def decode_text(data: bytes) -> str:
    """Return *data* as text: UTF-8, or else what programs wrote before it, whatever the block says of itself."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
