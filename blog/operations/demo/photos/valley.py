"""A river that winds through fields."""

import math
from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from blog.operations.demo.photos.land import bushes, ridge, slope
from blog.operations.demo.photos.light import (
    WIDE,
    clouds,
    contrast,
    finish,
    glow,
    gradient,
    haze,
    mix,
    ramp,
    strength,
    texture,
)


def river_valley() -> Image.Image:
    """Return a river that winds through fields towards the hills."""
    random = Random(29)
    image = gradient(
        WIDE, [(0, (104, 152, 200)), (0.28, (188, 212, 226)), (0.42, (240, 236, 220)), (1, (200, 210, 160))]
    )
    image.paste(
        (255, 253, 248), mask=strength(contrast(clouds(WIDE, random, 260, stretch=2.6, depth=6), 112, 250), 0.8)
    )
    for number in range(4):
        line = ridge(random, WIDE, 0.33 + 0.035 * number, 0.075 - 0.014 * number, 0.5)
        slope(
            image,
            random,
            line,
            mix((150, 172, 194), (92, 124, 88), number / 3),
            mix((176, 192, 196), (120, 148, 96), number / 3),
            rough=0.5,
        )
    haze(image, random, (228, 232, 226), 0.3, 0.52, 0.6)
    fields(image, random)
    banks, water = river(image)
    image.paste((104, 118, 66), mask=banks)
    sky = gradient(WIDE, [(0.4, (236, 236, 228)), (0.7, (150, 184, 208)), (1, (78, 118, 152))])
    texture(sky, clouds(WIDE, random, 22, stretch=8, depth=3), 0.3)
    image.paste(sky, mask=water)
    bushes(image, random, river_trees(random), (62, 92, 44))
    glow(image, (300, 200), 210, (255, 240, 200), 0.6)
    return finish(image, random)


def fields(image: Image.Image, random: Random) -> None:
    """Lay fields over the plain, each of its own colour, smaller with the distance."""
    colours = [(150, 168, 84), (188, 178, 96), (122, 152, 72), (206, 190, 120), (134, 140, 70), (168, 186, 104)]
    plain = image.copy()
    draw = ImageDraw.Draw(plain)
    rows = [0.445 + 0.56 * (step / 11) ** 1.9 for step in range(12)]
    for top, bottom in pairwise(rows):
        x = random.uniform(-400, -200)
        while x < WIDE[0] + 300:
            wide = (60 + 900 * (bottom - 0.44)) * random.uniform(0.5, 1.7)
            lean = (x - 800) * (bottom - top) * 1.5
            corners = [(x, top), (x + wide, top), (x + wide * 1.1 + lean, bottom), (x + lean, bottom)]
            far = mix(random.choice(colours), (206, 212, 186), max(0.0, 0.75 - 3.2 * (top - 0.44)))
            draw.polygon([(px, py * WIDE[1]) for px, py in corners], fill=far)
            x += wide
    texture(plain, clouds(WIDE, random, 40, stretch=4, depth=5), 0.6)
    soft = plain.filter(ImageFilter.GaussianBlur(1.6))
    image.paste(soft, mask=ramp(WIDE, [(0, 0), (0.44, 0), (0.47, 255), (1, 255)]))


def river(image: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Return the masks of the banks and of the water."""
    masks = []
    for extra in (1.35, 1.0):
        left, right = [], []
        for step in range(141):
            share = step / 140
            y, half = 0.455 + 0.56 * share**1.7, (3 + 175 * share**2.2) * extra
            x = bend(share)
            left.append((x - half, y * WIDE[1]))
            right.append((x + half * 1.1, y * WIDE[1]))
        mask = Image.new("L", image.size)
        ImageDraw.Draw(mask).polygon([*left, *reversed(right)], fill=255)
        masks.append(mask.filter(ImageFilter.GaussianBlur(1.6)))
    return masks[0], masks[1]


def bend(share: float) -> float:
    """Return the x of the river's middle, *share* of the way from the hills to the camera."""
    return 900 + 330 * math.pow(share, 0.8) * math.sin(9.2 * math.pow(share, 0.62) + 0.6) - 160 * share


def river_trees(random: Random) -> list[tuple[float, float, float]]:
    """Return spots for trees on both banks, the far ones first and small."""
    spots = []
    for step in range(90):
        share = (step / 90) ** 0.8 * 0.86
        side = random.choice((-1, 1))
        half = (3 + 175 * share**2.2) * 1.35
        x = bend(share) + side * (half + random.uniform(4, 20 + 170 * share))
        spots.append((x, (0.455 + 0.56 * share**1.7) * WIDE[1], 5 + 62 * share**1.4 * random.uniform(0.6, 1.2)))
    return spots
