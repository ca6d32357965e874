"""Decoding of untrusted picture files: a file that Pillow cannot decode to its end is refused."""

import warnings
from io import BytesIO

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
WHITE = (255, 255, 255)

# A header that promises too many pixels must fail before any of them is
# decoded. The filter stands here, once, since changing it for the length of
# a call would not be safe while other threads decode.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


class PictureRefused(Exception):
    """The file is not taken; str() of this is a sentence for the person, in the language of the request."""

    def __init__(self, reason: "str | LazyString") -> None:
        super().__init__(reason)


def decode(data: bytes, max_side: int, max_pixels: int) -> Image.Image:
    """Return the picture in *data* as sRGB without metadata, no side longer than *max_side* pixels.

    Raises:
        PictureRefused: it is none, is damaged, or has more than *max_pixels* pixels.
    """
    if not data:
        raise PictureRefused(_("The file is empty."))
    try:
        image = open_picture(data, max_pixels)
        shrink_while_decoding(image, max_side)
        image.load()
        full = to_8_bit(ImageOps.exif_transpose(image))
        full.thumbnail((max_side, max_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return drop_metadata(to_srgb(flatten(full)))
    except PictureRefused:
        raise
    except Exception as error:
        # Decoders answer damaged files with anything from SyntaxError to struct.error.
        raise PictureRefused(_("The picture is damaged: it could not be read to its end.")) from error


def open_picture(data: bytes, max_pixels: int) -> Image.Image:
    """Return the picture with its header read and no pixel decoded."""
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(too_many_pixels(max_pixels)) from error
    except Exception as error:
        raise PictureRefused(_("This is not a picture of a kind we take: JPEG, PNG, WebP, AVIF or GIF.")) from error
    if image.width * image.height > max_pixels:
        raise PictureRefused(too_many_pixels(max_pixels))
    return image


def too_many_pixels(limit: int) -> LazyString:
    """Return the sentence about a picture with too many pixels."""
    return _("The picture has too many pixels: at most %(count)d million are taken.", count=limit // 1_000_000)


def shrink_while_decoding(image: Image.Image, max_side: int) -> None:
    """Let a JPEG decode at a fraction of its size when that is still large enough; saves most of the time."""
    scale = max_side / max(image.size)
    if scale < 1:
        image.draft(None, (max(1, round(image.width * scale)), max(1, round(image.height * scale))))


def to_8_bit(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be scaled smoothly: no palette, no bits, 8 bits a channel."""
    if image.mode in {"P", "PA"} or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        # Pillow's own conversion from 16 bits cuts off all light tones.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("L") if image.mode == "1" else image


def flatten(image: Image.Image) -> Image.Image:
    """Return the picture on white if it has transparency."""
    if image.mode not in {"LA", "La", "RGBA", "RGBa"}:
        return image
    rgba = image.convert("RGBA")
    opaque = Image.new("RGB", image.size, WHITE)
    opaque.paste(rgba, mask=rgba.getchannel("A"))
    opaque.info = image.info
    return opaque


def to_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in sRGB; a profile that is broken or does not fit the pixels is ignored."""
    profile = image.info.get("icc_profile")
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def drop_metadata(image: Image.Image) -> Image.Image:
    """Return a copy that holds pixels and nothing else."""
    copy = Image.new("RGB", image.size)
    copy.paste(image)
    return copy
