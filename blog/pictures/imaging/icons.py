"""A logo made into the files that pages, tabs, home screens and mails show: PNG, with its transparency."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageStat

from blog.pictures.imaging.refusals import Refusal, Undecodable

MAX_WIDTH, MAX_HEIGHT = 960, 240
"""Pixels of the logo itself: four times what a masthead shows of it on a plain screen, at most."""
ICONS = (48, 192, 512)
"""Pixels of the tab's icon, and of those that a manifest names."""
GROUNDED = 192
"""Up to this size an icon that a ground would hide brings one: tabs are dark or light as the browser likes."""
TOUCH = 180
"""Pixels of the icon on a home screen, which may have no transparency (it would be black there)."""
MARGIN = 0.1
WHITE, BLACK = (255, 255, 255), (22, 20, 16)
DARK, LIGHT = 0.22, 0.7
"""Mean tones, 0 to 1, below and above which a logo is lost on a dark or a light ground."""
CLEAR_SHARE = 0.05
"""Of the pixels: with less transparency than this, a logo brings its own ground."""


def trim(image: Image.Image) -> Image.Image:
    """Return *image* (RGBA) without what is transparent around it.

    Raises:
        Undecodable: nothing else is there.
    """
    box = image.getchannel("A").point(lambda value: 255 if value > 8 else 0).getbbox()
    if box is None:
        raise Undecodable(Refusal.UNSEEN)
    return image.crop(box)


def make_icons(logo: Image.Image) -> dict[str, bytes]:
    """Return the files by name, without ending: logo, touch, and icon-48 and so on."""
    is_lost = tone_of(logo) != "plain"
    files = {"logo": fit(logo, MAX_WIDTH, MAX_HEIGHT), "touch": on_ground(logo, TOUCH)}
    for side in ICONS:
        files[f"icon-{side}"] = on_ground(logo, side) if is_lost and side <= GROUNDED else square(logo, side)
    return {name: to_png(image) for name, image in files.items()}


def on_ground(logo: Image.Image, side: int) -> Image.Image:
    """Return *logo* on a ground on which it can be seen, a square of *side* pixels, with a margin if it has none."""
    ground = Image.new("RGB", (side, side), WHITE if tone_of(logo) != "light" else BLACK)
    inner = square(logo, round(side * (1 - 2 * MARGIN)) if has_clear_parts(logo) else side)
    offset = (side - inner.width) // 2
    ground.paste(inner, (offset, offset), inner)
    return ground


def describe(logo: Image.Image) -> dict[str, Any]:
    """Return width and height of the file called logo, and its tone."""
    shown = fit(logo, MAX_WIDTH, MAX_HEIGHT)
    return {"width": shown.width, "height": shown.height, "tone": tone_of(logo)}


def fit(image: Image.Image, width: int, height: int) -> Image.Image:
    """Return *image* so small that it fits; one that does stays as it is."""
    scale = min(width / image.width, height / image.height, 1)
    return resize(image, scale) if scale < 1 else image


def square(image: Image.Image, side: int) -> Image.Image:
    """Return *image* in the middle of a transparent square of *side* pixels, as large as it fits."""
    inner = resize(image, side / max(image.size))
    ground = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    ground.paste(inner, ((side - inner.width) // 2, (side - inner.height) // 2))
    return ground


def resize(image: Image.Image, scale: float) -> Image.Image:
    """Return *image* at *scale*; what is transparent weighs nothing at the edges."""
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.convert("RGBa").resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0).convert("RGBA")


def tone_of(logo: Image.Image) -> str:
    """Return "dark" or "light" for a logo that would be lost on such a ground, "plain" for any other."""
    if not has_clear_parts(logo):
        return "plain"
    small = fit(logo, 256, 256)
    tone = ImageStat.Stat(small.convert("L"), small.getchannel("A")).mean[0] / 255
    return "dark" if tone < DARK else "light" if tone > LIGHT else "plain"


def has_clear_parts(logo: Image.Image) -> bool:
    """Return whether the ground can be seen through *logo*."""
    small = fit(logo, 256, 256)
    clear = sum(small.getchannel("A").histogram()[:128])
    return clear > CLEAR_SHARE * small.width * small.height


def to_png(image: Image.Image) -> bytes:
    """Return *image* as a PNG file."""
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
