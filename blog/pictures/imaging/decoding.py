"""Decoding of untrusted picture files to plain pixels; a file that cannot be decoded to its end is refused."""

import warnings
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from blog.pictures.imaging.colours import flatten, to_resizable, to_srgb, to_srgb_with_alpha
from blog.pictures.imaging.opening import open_picture
from blog.pictures.imaging.photo_metadata import PhotoMetadata, read_texts
from blog.pictures.imaging.refusals import Refusal, Undecodable

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by the orientation of EXIF (CIPA DC-008, 4.6.4)."""


@dataclass(frozen=True)
class Photo:
    """A decoded picture: sRGB pixels without metadata, and the texts that came with it."""

    pixels: Image.Image
    texts: PhotoMetadata
    is_first_of_many: bool
    """It stands for an animation, or for several pages."""


def decode(file: BinaryIO, max_side: int, max_pixels: int, *, keep_transparency: bool = False) -> Photo:
    """Return the picture in *file*, upright, on white, no side longer than *max_side* pixels.

    With *keep_transparency* its mode is RGBA, and nothing lies behind it.

    Raises:
        Undecodable: it is none, is damaged, or decodes to more than *max_pixels* pixels.
    """
    try:
        image = open_picture(file, max_pixels, max_side)
        with warnings.catch_warnings():
            # Decoders warn of what is odd, and go on.
            warnings.simplefilter("ignore")
            image.load()
            texts, is_first_of_many = read_texts(image), has_more_frames(image)
            turn, profile = find_turn(image), image.info.get("icc_profile")
            image = shrink(to_resizable(image), max_side)
            image = to_srgb_with_alpha(image, profile) if keep_transparency else to_srgb(flatten(image), profile)
    except (Undecodable, MemoryError):
        raise
    except Exception as error:
        # Decoders answer damaged files with anything from SyntaxError to struct.error.
        raise Undecodable(Refusal.DAMAGED) from error
    upright = image if turn is None else image.transpose(turn)
    return Photo(drop_metadata(upright), texts, is_first_of_many)


def has_more_frames(image: Image.Image) -> bool:
    """Return whether the file holds an animation or several pages; the second view of a camera is neither."""
    return image.format != "MPO" and bool(getattr(image, "is_animated", False))


def find_turn(image: Image.Image) -> Image.Transpose | None:
    """Return what turns the picture upright, as browsers do: by EXIF alone. TIFF and HEIC come upright."""
    exif = Image.Exif()
    try:
        exif.load(image.info.get("exif", b""))
        return TURNS.get(exif.get(ORIENTATION, 1))
    except Exception:  # Whatever is wrong with it, the pixels are right.
        return None


def shrink(image: Image.Image, max_side: int) -> Image.Image:
    """Return *image* with no side longer than *max_side*."""
    scale = max_side / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def drop_metadata(image: Image.Image) -> Image.Image:
    """Return a copy that holds pixels and nothing else."""
    copy = Image.new(image.mode, image.size)
    copy.paste(image)
    return copy
