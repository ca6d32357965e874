"""Land and water: ridges, slopes, trees and what a lake makes of them."""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from blog.operations.demo.photos.light import Colour, Size, clouds, gradient, texture

Line = list[tuple[float, float]]
"""Points from left to right, in pixels."""


def ridge(random: Random, size: Size, height: float, relief: float, rough: float = 0.55) -> Line:
    """Return a mountain's outline around *height* (0 to 1), *relief* high, by midpoint displacement."""
    ys = [random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1)]
    swing = 1.0
    while len(ys) < 1025:
        swing *= rough
        middles = [(a + b) / 2 + random.uniform(-swing, swing) for a, b in pairwise(ys)]
        ys = [y for pair in zip(ys, middles, strict=False) for y in pair] + [ys[-1]]
    step = size[0] / (len(ys) - 1)
    return [(index * step, (height + y * relief) * size[1]) for index, y in enumerate(ys)]


def waves(size: Size, height: float, parts: Sequence[tuple[float, float, float]]) -> Line:
    """Return a smooth outline: the sum of *parts*, each (height, waves across the picture, phase)."""
    points = []
    for x in range(0, size[0] + 8, 8):
        y = sum(part * math.sin(x / size[0] * count * math.tau + phase) for part, count, phase in parts)
        points.append((float(x), (height + y) * size[1]))
    return points


def below(size: Size, line: Line) -> Image.Image:
    """Return a mask of all that lies under *line*."""
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon([*line, (size[0], size[1]), (0, size[1])], fill=255)
    return mask.filter(ImageFilter.GaussianBlur(0.8))


def slope(
    image: Image.Image, random: Random, line: Line, top: Colour, bottom: Colour, *, rough: float = 0.3, cell: float = 70
) -> Image.Image:
    """Paint the land under *line* from *top* colour to *bottom* colour, and return its mask."""
    mask = below(image.size, line)
    high = min(y for _x, y in line) / image.height
    land = gradient(image.size, [(max(0.0, high), top), (min(1.0, high + 0.45), bottom)])
    texture(land, clouds(image.size, random, cell, stretch=1.6), rough)
    image.paste(land, mask=mask)
    return mask


def conifers(image: Image.Image, random: Random, line: Line, tall: float, colour: Colour, gap: float = 7) -> None:
    """Set firs along *line*, about *tall* pixels high and *gap* apart."""
    mask = Image.new("L", image.size)
    draw = ImageDraw.Draw(mask)
    step = line[1][0] - line[0][0]
    x = -gap
    while x < image.width + gap:
        ground = line[max(0, min(len(line) - 1, int(x / step)))][1]
        fir(draw, random, x, ground + tall * 0.25, tall * random.uniform(0.55, 1.25))
        x += gap * random.uniform(0.5, 1.6)
    image.paste(colour, mask=mask.filter(ImageFilter.GaussianBlur(0.6)))


def fir(draw: ImageDraw.ImageDraw, random: Random, x: float, ground: float, tall: float) -> None:
    """Draw one fir: a trunk and ragged tiers that widen downwards."""
    draw.line((x, ground, x, ground - tall), fill=255, width=max(1, round(tall / 30)))
    tiers = max(3, int(tall / 7))
    for tier in range(tiers):
        share = tier / tiers
        y, reach = ground - tall * (1 - share), tall * (0.05 + 0.17 * share) * random.uniform(0.7, 1.2)
        draw.polygon([(x, y), (x - reach, y + tall * 0.17), (x + reach, y + tall * 0.17)], fill=255)


def bushes(image: Image.Image, random: Random, spots: Sequence[tuple[float, float, float]], colour: Colour) -> None:
    """Set round trees at *spots*, each (x, ground, size), with light from above."""
    for x, ground, size in spots:
        for leaf in range(70):
            dx, dy = random.gauss(0, size * 0.3), -size * (0.1 + 0.95 * random.betavariate(2, 2))
            part = size * random.uniform(0.05, 0.15)
            light = random.uniform(0.55, 0.85) + 0.6 * (leaf / 70) * max(0.0, -dy / size - 0.2)
            fill = tuple(min(255, round(channel * light)) for channel in colour)
            ImageDraw.Draw(image).ellipse(
                (x + dx - part, ground + dy - part * 0.8, x + dx + part, ground + dy + part * 0.8), fill=fill
            )


def reflect(
    image: Image.Image,
    random: Random,
    shore: int,
    tint: Colour,
    *,
    share: float = 0.25,
    ripple: float = 5,
    streak: int = 2,
) -> None:
    """Fill all under the row *shore* with the picture above it, upside down, moved by small waves and tinted.

    *streak* is how far light is drawn out downwards: 2 in calm water, more in moving water.
    """
    depth = image.height - shore
    mirrored = image.crop((0, max(0, shore - depth), image.width, shore)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    drawn_out = mirrored.resize((image.width, max(1, depth // streak)), Image.Resampling.BOX)
    mirrored = drawn_out.resize((image.width, depth), Image.Resampling.BICUBIC)
    water, phase = mirrored.copy(), 0.0
    for row in range(0, depth, 2):
        phase += random.uniform(0.25, 0.75) / (0.4 + row / depth)
        shift = round((0.6 * math.sin(phase) + random.gauss(0, 0.5)) * ripple * (0.15 + 1.2 * row / depth))
        water.paste(ImageChops.offset(mirrored.crop((0, row, image.width, min(depth, row + 2))), shift, 0), (0, row))
    water = Image.blend(water, Image.new("RGB", water.size, tint), share)
    texture(water, clouds(water.size, random, 26, stretch=9, depth=4), 0.4)
    image.paste(water.filter(ImageFilter.GaussianBlur(1)), (0, shore))
