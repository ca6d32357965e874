"""Opening of untrusted picture files: the header is read and judged, no pixel is decoded."""

import re
import struct
import warnings
from typing import BinaryIO

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from blog.pictures.imaging.kinds import KINDS
from blog.pictures.imaging.refusals import Refusal, Undecodable

DECODERS = (
    AvifImagePlugin, GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin
)  # fmt: skip
"""Pillow knows a kind once its module is imported; to look for all of them takes as long as a small picture."""
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
FORMATS = {kind.pillow_name for kind in KINDS}
JPEG, BOX_FILE = b"\xff\xd8\xff", b"ftyp"
"""How a JPEG begins, and, after the length of its first box, a file of boxes: AVIF and HEIC."""
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
SIZE_BOX = re.compile(rb"ispe\0{4}(.{4})(.{4})", re.DOTALL)
"""Width and height of one image of a file of boxes (ISO/IEC 23008-12, 6.5.3)."""
HEAD = 2**16
"""Bytes in which such a file says what it holds."""
USUAL_MAX_PIXELS = Image.MAX_IMAGE_PIXELS
"""Pillow's own limit, which holds for whatever else the process draws."""


def open_picture(file: BinaryIO, max_pixels: int, max_side: int) -> Image.Image:
    """Return the picture in *file*, which decodes to *max_pixels* at most.

    A JPEG may have many more: it is decoded at a half, a quarter or an eighth
    of its size, where that leaves *max_side* pixels on its longer side.

    Raises:
        Undecodable: it is no picture, is damaged, or has too many pixels.
    """
    head = file.read(HEAD)
    file.seek(0)
    require_sensible_size(head, max_pixels)
    if head[4:8] == BOX_FILE and head[8:12] in HEIF_BRANDS:
        load_heif_decoder()
    image = open_known(file, head, max_pixels)
    shrink_while_decoding(image, max_side)
    if image.width * image.height > max_pixels:
        raise Undecodable(Refusal.TOO_MANY_PIXELS)
    return image


def require_sensible_size(head: bytes, max_pixels: int) -> None:
    """Raise Undecodable for an empty file, and for one of boxes that says that it is too large.

    The decoders of boxes refuse what is far too large without a reason.
    """
    if not head:
        raise Undecodable(Refusal.EMPTY)
    if head[4:8] != BOX_FILE:
        return
    sizes = (struct.unpack(">II", width + height) for width, height in SIZE_BOX.findall(head))
    if any(width * height > max_pixels for width, height in sizes):
        raise Undecodable(Refusal.TOO_MANY_PIXELS)


def load_heif_decoder() -> None:
    """Let Pillow open HEIC files; takes a third of the time of a start, so other files do without."""
    import pillow_heif  # noqa: PLC0415

    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)


def open_known(file: BinaryIO, head: bytes, max_pixels: int) -> Image.Image:
    """Return the picture that begins with *head*; some decoders take memory for all pixels as they open it."""
    # Pillow refuses twice its limit and warns of what is above it; it has one limit for all that a process draws.
    Image.MAX_IMAGE_PIXELS = None if head.startswith(JPEG) else max_pixels // 2
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(file, formats=sorted(FORMATS & Image.OPEN.keys()))
    except (MemoryError, Image.DecompressionBombError) as error:
        raise Undecodable(Refusal.TOO_MANY_PIXELS) from error
    except Exception as error:
        raise Undecodable(Refusal.UNKNOWN_KIND) from error
    finally:
        Image.MAX_IMAGE_PIXELS = USUAL_MAX_PIXELS


def shrink_while_decoding(image: Image.Image, max_side: int) -> None:
    """Let a JPEG decode at a fraction of its size when that is still large enough; other kinds ignore this."""
    scale = max_side / max(image.size)
    if scale < 1:
        image.draft(None, (max(1, round(image.width * scale)), max(1, round(image.height * scale))))
