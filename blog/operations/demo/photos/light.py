"""Light and film: gradients, cloud-like noise, glow, haze and the grain that ends every photo."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Colour = tuple[int, int, int]
Size = tuple[int, int]
Stops = Sequence[tuple[float, Colour]]
"""Colours at heights from 0 (top) to 1 (bottom), ascending."""

WIDE = (1600, 1000)
TALL = (1000, 1500)
SQUARE = (1200, 1200)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return the colour that lies *share* (0 to 1) of the way from *one* to *other*."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def gradient(size: Size, stops: Stops) -> Image.Image:
    """Return colours that change from top to bottom."""
    column = Image.new("RGB", (1, size[1]))
    column.putdata([colour_at(y / max(1, size[1] - 1), stops) for y in range(size[1])])
    return column.resize(size, Image.Resampling.NEAREST)


def colour_at(height: float, stops: Stops) -> Colour:
    """Return the colour of *stops* at one height."""
    for (low, one), (high, other) in pairwise(stops):
        if height <= high:
            return mix(one, other, max(0.0, (height - low) / max(1e-6, high - low)))
    return stops[-1][1]


def ramp(size: Size, points: Sequence[tuple[float, int]]) -> Image.Image:
    """Return a mask that changes from top to bottom; *points* are heights and strengths (0 to 255)."""
    return gradient(size, [(height, (value, value, value)) for height, value in points]).getchannel(0)


def clouds(size: Size, random: Random, cell: float, *, stretch: float = 1.0, depth: int = 5) -> Image.Image:
    """Return grey noise as of clouds: *cell* pixels is the coarsest part, *stretch* times as wide."""
    total: Image.Image | None = None
    for octave in range(depth):
        pixels = cell / 2**octave
        grid = (max(2, int(size[0] / (pixels * stretch)) + 2), max(2, int(size[1] / pixels) + 2))
        layer = Image.frombytes("L", grid, random.randbytes(grid[0] * grid[1])).resize(size, Image.Resampling.BICUBIC)
        total = layer if total is None else Image.blend(total, layer, 0.36 * 0.86**octave)
    return ImageOps.autocontrast(total or Image.new("L", size), cutoff=1)


def contrast(mask: Image.Image, low: int, high: int) -> Image.Image:
    """Return *mask* with all below *low* black, all above *high* white."""
    return mask.point(lambda value: max(0, min(255, round((value - low) * 255 / max(1, high - low)))))


def strength(mask: Image.Image, share: float) -> Image.Image:
    """Return *mask* weakened to *share*."""
    return mask.point(lambda value: round(value * share))


def glow(image: Image.Image, centre: tuple[float, float], radius: float, colour: Colour, share: float = 1.0) -> None:
    """Add light around *centre* (pixels), strongest there and gone after about three radii."""
    small = (image.width // 4, image.height // 4)
    spot = Image.new("L", small)
    x, y, r = centre[0] / 4, centre[1] / 4, radius / 4
    ImageDraw.Draw(spot).ellipse((x - r, y - r, x + r, y + r), fill=round(255 * share))
    spot = spot.filter(ImageFilter.GaussianBlur(r * 0.9)).resize(image.size, Image.Resampling.BICUBIC)
    light = Image.composite(Image.new("RGB", image.size, colour), Image.new("RGB", image.size), spot)
    image.paste(ImageChops.screen(image, light))


def texture(image: Image.Image, noise: Image.Image, share: float, mask: Image.Image | None = None) -> None:
    """Make *image* lighter and darker by *noise*, where *mask* allows it."""
    shaded = ImageChops.soft_light(image, Image.merge("RGB", (noise, noise, noise)))
    blended = Image.blend(image, shaded, share)
    image.paste(blended, mask=mask)


def haze(image: Image.Image, random: Random, colour: Colour, top: float, bottom: float, share: float) -> None:
    """Lay mist between two heights (0 to 1), thickest in the lower third and uneven as mist is."""
    middle = top + (bottom - top) * 0.68
    band = ramp(image.size, [(0, 0), (top, 0), (middle, 255), (bottom, 0), (1, 0)])
    uneven = clouds(image.size, random, 260, stretch=3.2, depth=3).point(lambda value: 120 + value * 135 // 255)
    image.paste(colour, mask=strength(ImageChops.multiply(band, uneven), share))


def stars(image: Image.Image, random: Random, count: int, lowest: float) -> None:
    """Strew stars of several sizes above the height *lowest* (0 to 1)."""
    sky = Image.new("RGB", image.size)
    draw = ImageDraw.Draw(sky)
    for _ in range(count):
        x, y = random.uniform(0, image.width), random.uniform(0, image.height * lowest)
        light = min(255, round(70 + random.expovariate(1 / 60)))
        tint = random.choice([(1.0, 1.0, 1.0), (0.8, 0.88, 1.0), (1.0, 0.92, 0.8)])
        size = 0.4 if light < 190 else 1.1
        draw.ellipse((x - size, y - size, x + size, y + size), fill=tuple(round(light * part) for part in tint))
    image.paste(ImageChops.screen(image, sky.filter(ImageFilter.GaussianBlur(0.5))))
    image.paste(ImageChops.screen(image, sky.filter(ImageFilter.GaussianBlur(2.2))))


def finish(image: Image.Image, random: Random, *, grain: float = 0.05, corners: float = 0.3) -> Image.Image:
    """Return the photo with darker corners and film grain."""
    ring = Image.radial_gradient("L").resize(image.size, Image.Resampling.BICUBIC)
    shade = ring.point(lambda value: 255 - round(max(0, value - 70) * corners))
    image = ImageChops.multiply(image, Image.merge("RGB", (shade, shade, shade)))
    noise = Image.frombytes("L", image.size, random.randbytes(image.width * image.height))
    texture(image, noise.filter(ImageFilter.GaussianBlur(0.7)), grain * 4)
    return image
