"""Conversion of any mode of pixels to sRGB on white; the modes are those of Pillow."""

from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms

WHITE = (255, 255, 255)
PREMULTIPLIED = {"LA": "La", "RGBA": "RGBa"}


def to_resizable(image: Image.Image) -> Image.Image:
    """Return *image* in a mode that can be scaled smoothly: no palette, no bits; transparent tones weigh nothing.

    A full-size copy is made of few modes alone, since a picture may have a hundred megabytes.
    """
    if image.mode in {"P", "PA"} and not image.has_transparency_data:
        return image.convert("RGB")
    if image.mode in {"1", "L", "P", "PA", "RGB"} and image.has_transparency_data:
        image = image.convert("RGBA")
    if image.mode in PREMULTIPLIED:
        return image.convert(PREMULTIPLIED[image.mode])
    return image.convert("L") if image.mode == "1" else image


def flatten(image: Image.Image) -> Image.Image:
    """Return the picture with 8 bits a channel, on white if it has transparency."""
    if image.mode not in {"La", "RGBa"}:
        return to_8_bit(image)
    rgba = image.convert("LA" if image.mode == "La" else "RGBA").convert("RGBA")
    opaque = Image.new("RGB", image.size, WHITE)
    opaque.paste(rgba, mask=rgba.getchannel("A"))
    return opaque


def to_srgb_with_alpha(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB with its transparency, as RGBA; *profile* as for to_srgb."""
    if image.mode not in {"La", "RGBa"}:
        return to_srgb(to_8_bit(image), profile).convert("RGBA")
    plain = image.convert("LA" if image.mode == "La" else "RGBA")
    alpha = plain.getchannel("A")
    opaque = to_srgb(plain.convert("L" if plain.mode == "LA" else "RGB"), profile).convert("RGBA")
    opaque.putalpha(alpha)
    return opaque


def to_8_bit(image: Image.Image) -> Image.Image:
    """Return the picture with 8 bits a channel: Pillow's own conversion cuts off all light tones."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return stretch(image).convert("L") if image.mode in {"I", "F"} else image


def stretch(image: Image.Image) -> Image.Image:
    """Return *image* of whole or broken numbers from 0 to 255: nobody says what is white, so the lightest tone is."""
    darkest, lightest = (float(tone) for tone in image.getextrema())  # type: ignore[arg-type]  # One channel: two numbers.
    scale = 255 / max(lightest - darkest, 1e-6)
    offset = -darkest * scale
    return image.point(lambda value: value * scale + offset)


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB; a *profile* (ICC) that is broken or does not fit the pixels is ignored."""
    if image.mode == "LAB":
        return convert_profile(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return convert_profile(image, ImageCms.ImageCmsProfile(BytesIO(profile)))
    return image.convert("RGB")


def convert_profile(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image:
    """Return *image*, whose colours are those of *source*, in sRGB.

    Raises:
        PyCMSError: *source* does not fit the mode of the pixels.
    """
    converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return converted or image
