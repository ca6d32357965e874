"""A town and an observatory by night."""

from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from blog.operations.demo.photos.land import conifers, reflect, ridge, slope, waves
from blog.operations.demo.photos.light import (
    WIDE,
    Colour,
    clouds,
    contrast,
    finish,
    glow,
    gradient,
    mix,
    ramp,
    stars,
    strength,
)

LAMPS: tuple[Colour, ...] = ((255, 206, 128), (255, 188, 104), (255, 224, 168), (244, 236, 214))


def night_town() -> Image.Image:
    """Return a town on the far bank, with lit windows and their light on the water."""
    random = Random(41)
    image = gradient(WIDE, [(0, (10, 16, 40)), (0.4, (36, 48, 88)), (0.6, (98, 84, 108)), (1, (20, 26, 50))])
    stars(image, random, 420, 0.42)
    image.paste((62, 64, 98), mask=strength(contrast(clouds(WIDE, random, 230, stretch=4), 140, 240), 0.5))
    line = ridge(random, WIDE, 0.5, 0.05)
    slope(image, random, line, (34, 40, 70), (30, 34, 60))
    lights = Image.new("RGB", WIDE)
    for row in range(3):
        houses(image, lights, random, 612 + 8 * row, 1.15 - 0.22 * row, mix((40, 44, 72), (15, 17, 34), row / 2))
    tower(image, lights)
    for blur in (0.6, 7, 26):
        image.paste(ImageChops.screen(image, lights.filter(ImageFilter.GaussianBlur(blur))))
    reflect(image, random, 640, (14, 20, 44), share=0.2, ripple=6, streak=14)
    return finish(image, random, corners=0.5)


def houses(image: Image.Image, lights: Image.Image, random: Random, ground: int, scale: float, colour: Colour) -> None:
    """Draw a row of gabled houses from left to right, and their lit windows into *lights*."""
    draw, lamps = ImageDraw.Draw(image), ImageDraw.Draw(lights)
    x = random.uniform(-60, 0)
    while x < WIDE[0]:
        wide, tall = random.uniform(46, 104), random.uniform(60, 172) * scale
        top = ground - tall
        draw.polygon(
            [(x, 645), (x, top), (x + wide / 2, top - random.uniform(14, 42)), (x + wide, top), (x + wide, 645)],
            fill=colour,
        )
        lamps.polygon([(x, 645), (x, top), (x + wide / 2, top - 20), (x + wide, top), (x + wide, 645)], fill=(0, 0, 0))
        for y in range(round(top) + 12, ground - 14, 23):
            for pane in range(round(x) + 9, round(x + wide) - 12, 17):
                if random.random() < 0.36:
                    light = mix((0, 0, 0), random.choice(LAMPS), random.uniform(0.45, 1.0))
                    lamps.rectangle((pane, y, pane + 7, y + 11), fill=light)
        x += wide + random.uniform(-6, 10)


def tower(image: Image.Image, lights: Image.Image) -> None:
    """Draw the church tower with its lit clock, and the lamps along the quay."""
    draw, lamps = ImageDraw.Draw(image), ImageDraw.Draw(lights)
    shape = [(1010, 640), (1010, 372), (1036, 270), (1062, 372), (1062, 640)]
    draw.polygon(shape, fill=(13, 15, 30))
    lamps.polygon(shape, fill=(0, 0, 0))
    lamps.ellipse((1024, 392, 1048, 416), fill=(255, 226, 160))
    for x in range(40, 1600, 92):
        lamps.ellipse((x - 4, 616, x + 4, 624), fill=(255, 214, 140))


def observatory() -> Image.Image:
    """Return a dome on a hill under the Milky Way, its slit open and red light inside."""
    random = Random(53)
    image = gradient(
        WIDE,
        [(0, (8, 12, 30)), (0.5, (22, 34, 70)), (0.78, (74, 72, 104)), (0.9, (150, 110, 104)), (1, (150, 110, 104))],
    )
    stars(image, random, 2600, 0.86)
    milky_way(image, random)
    stars(image, random, 700, 0.8)
    far = ridge(random, WIDE, 0.83, 0.045)
    slope(image, random, far, (40, 42, 70), (34, 36, 58))
    hill = waves(WIDE, 0.86, [(0.055, 0.62, 2.6), (0.012, 1.7, 1)])
    draw_dome(image)
    slope(image, random, hill, (14, 16, 28), (8, 9, 16), rough=0.3)
    conifers(image, random, [point for point in hill if point[0] < 760], 44, (9, 11, 20), 26)
    glow(image, (1108, 640), 22, (255, 92, 60), 0.8)
    return finish(image, random, grain=0.06, corners=0.5)


def milky_way(image: Image.Image, random: Random) -> None:
    """Draw the band of the Milky Way across the sky, with its dark lanes."""
    size = (2200, 900)
    band = ramp(size, [(0, 0), (0.25, 0), (0.48, 235), (0.56, 235), (0.8, 0), (1, 0)])
    dust = contrast(clouds(size, random, 240, stretch=1.8, depth=6), 50, 225)
    lanes = ImageChops.invert(
        ImageChops.multiply(
            ramp(size, [(0.4, 0), (0.52, 230), (0.64, 0)]), contrast(clouds(size, random, 130, stretch=2.6), 90, 180)
        )
    )
    light = ImageChops.multiply(ImageChops.multiply(band, dust), lanes).rotate(
        34, expand=True, resample=Image.Resampling.BICUBIC
    )
    mask = Image.new("L", WIDE)
    mask.paste(light, ((WIDE[0] - light.width) // 2 + 120, (WIDE[1] - light.height) // 2 - 190))
    colour = Image.composite(Image.new("RGB", WIDE, (206, 196, 220)), Image.new("RGB", WIDE), strength(mask, 0.72))
    image.paste(ImageChops.screen(image, colour))


def draw_dome(image: Image.Image) -> None:
    """Draw the white dome, shaded as a ball is, on its round wall."""
    layer = Image.new("RGB", (WIDE[0] * 2, WIDE[1] * 2))
    mask = Image.new("L", layer.size)
    for draw, fill in ((ImageDraw.Draw(mask), 255), (ImageDraw.Draw(layer), (92, 96, 122))):
        draw.rectangle((1960, 1390, 2440, 1800), fill=fill)
        draw.pieslice((1930, 1120, 2470, 1660), 180, 360, fill=fill)
    draw = ImageDraw.Draw(layer)
    for step in range(90):
        shade = mix((70, 76, 106), (190, 192, 212), (step / 90) ** 1.6)
        shift, inset = step * 0.9, step * 2.9
        draw.pieslice(
            (1930 + inset * 0.72, 1120 + inset * 0.6, 2470 - inset * 1.28 + shift, 1660 - inset * 0.6),
            180,
            360,
            fill=shade,
        )
    draw.rectangle((1930, 1376, 2470, 1400), fill=(38, 42, 64))
    draw.polygon([(2190, 1122), (2242, 1126), (2252, 1378), (2180, 1378)], fill=(26, 12, 16))
    draw.polygon([(2202, 1180), (2230, 1180), (2236, 1376), (2196, 1376)], fill=(150, 44, 34))
    image.paste(layer.resize(WIDE, Image.Resampling.LANCZOS), mask=mask.resize(WIDE, Image.Resampling.LANCZOS))
