"""Sea, lake and rivers."""

from random import Random

from PIL import Image, ImageDraw, ImageFilter

from blog.operations.demo.photos.land import bushes, conifers, reflect, ridge, slope, waves
from blog.operations.demo.photos.light import (
    TALL,
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

EVENING = (
    (0, (58, 84, 128)),
    (0.26, (176, 146, 150)),
    (0.42, (250, 196, 128)),
    (0.46, (255, 222, 160)),
    (1, (60, 80, 104)),
)


def sun_on_the_sea() -> Image.Image:
    """Return an evening sea, upright, with the sun's path on the water."""
    random = Random(5)
    width, height = TALL
    image = gradient(TALL, EVENING)
    image.paste((120, 96, 112), mask=strength(contrast(clouds(TALL, random, 150, stretch=4), 140, 235), 0.5))
    image.paste((255, 206, 160), mask=strength(contrast(clouds(TALL, random, 110, stretch=6), 165, 255), 0.6))
    glow(image, (560, 610), 120, (255, 220, 150))
    horizon = 690
    sea = gradient(
        (width, height - horizon),
        [(0, (214, 160, 120)), (0.12, (128, 118, 126)), (0.5, (54, 76, 102)), (1, (18, 36, 58))],
    )
    texture(
        sea,
        clouds(sea.size, random, 34, stretch=7, depth=4),
        0.8,
        mask=ramp(sea.size, [(0, 0), (0.16, 130), (0.5, 255), (1, 255)]),
    )
    image.paste(sea, (0, horizon))
    sparkle(image, random, 560, horizon)
    glow(image, (560, 620), 34, (255, 246, 220))
    glow(image, (560, horizon + 60), 120, (255, 190, 110), 0.35)
    return finish(image, random, corners=0.4)


def sparkle(image: Image.Image, random: Random, centre: float, horizon: int) -> None:
    """Strew short strokes of light below the sun, wider and longer as the water comes nearer."""
    path = Image.new("L", image.size)
    draw = ImageDraw.Draw(path)
    for _ in range(3400):
        depth = random.random() ** 1.6
        x = random.gauss(centre, 16 + 120 * depth)
        y = horizon + 2 + depth * (image.height - horizon)
        long, thick = 3 + 34 * depth * random.random(), 1 + round(3 * depth)
        draw.line((x - long, y, x + long, y + random.uniform(-1, 1)), fill=round(255 * (1 - 0.65 * depth)), width=thick)
    image.paste((255, 226, 170), mask=strength(path.filter(ImageFilter.GaussianBlur(1.1)), 0.85))


def mirror_lake() -> Image.Image:
    """Return wooded hills and their reflection in a quiet lake."""
    random = Random(19)
    image = gradient(
        WIDE, [(0, (112, 152, 190)), (0.3, (186, 208, 220)), (0.56, (240, 234, 218)), (1, (220, 226, 226))]
    )
    image.paste((252, 250, 246), mask=strength(contrast(clouds(WIDE, random, 210, stretch=2.6), 120, 220), 0.75))
    for number in range(4):
        share = number / 3
        line = ridge(random, WIDE, 0.36 + 0.055 * number, 0.15 - 0.032 * number, 0.5)
        slope(
            image,
            random,
            line,
            mix((150, 174, 188), (52, 84, 60), share),
            mix((170, 188, 190), (40, 66, 46), share),
            rough=0.75,
            cell=50,
        )
        if number > 1:
            conifers(image, random, line, 16 + 14 * (number - 1), mix((70, 98, 84), (26, 50, 38), share), 8)
        haze(image, random, (232, 234, 230), 0.34 + 0.05 * number, 0.6, 0.55 - 0.12 * number)
    shore = 585
    reflect(image, random, shore, (58, 86, 104), share=0.28)
    haze(image, random, (240, 240, 234), 0.53, 0.65, 0.55)
    reeds(image, random)
    return finish(image, random)


def reeds(image: Image.Image, random: Random) -> None:
    """Let reeds stand in the corner, near and a little out of focus."""
    mask = Image.new("L", image.size)
    draw = ImageDraw.Draw(mask)
    for _ in range(170):
        x = random.uniform(-20, 470) * random.random() ** 0.6
        tall, lean = random.uniform(90, 300) * (1 - x / 640), random.uniform(-26, 40)
        draw.line(
            (x, 1010, x + lean * 0.35, 1010 - tall * 0.6, x + lean, 1010 - tall),
            fill=255,
            width=random.choice((2, 3, 4)),
        )
    image.paste((44, 56, 34), mask=mask.filter(ImageFilter.GaussianBlur(1.4)))


def bridge_at_sunset() -> Image.Image:
    """Return an old bridge of four arches against the evening sky, doubled by the river."""
    random = Random(37)
    image = gradient(
        WIDE,
        [
            (0, (64, 70, 122)),
            (0.25, (166, 108, 136)),
            (0.46, (246, 156, 108)),
            (0.6, (255, 206, 140)),
            (1, (255, 214, 150)),
        ],
    )
    image.paste((112, 72, 112), mask=strength(contrast(clouds(WIDE, random, 190, stretch=5), 135, 230), 0.6))
    image.paste((255, 186, 140), mask=strength(contrast(clouds(WIDE, random, 130, stretch=7), 160, 255), 0.7))
    glow(image, (560, 560), 130, (255, 214, 140))
    line = ridge(random, WIDE, 0.55, 0.045)
    slope(image, random, line, (146, 96, 112), (128, 84, 100), rough=0.4)
    bank = waves(WIDE, 0.6, [(0.015, 1.3, 2), (0.006, 4, 1)])
    slope(image, random, bank, (74, 50, 68), (60, 40, 58))
    bushes(image, random, [(random.uniform(0, 1600), 604, random.uniform(14, 46)) for _ in range(44)], (62, 42, 58))
    image.paste((44, 32, 50), mask=arches(image))
    reflect(image, random, 622, (70, 44, 84), share=0.22, ripple=5, streak=4)
    glow(image, (560, 800), 120, (255, 180, 110), 0.3)
    return finish(image, random, corners=0.45)


def arches(image: Image.Image) -> Image.Image:
    """Return the mask of the bridge: a gently rising road on four round arches, with lamps."""
    mask = Image.new("L", (image.width * 2, image.height * 2))
    draw = ImageDraw.Draw(mask)
    road = [(x * 2, (470 + 42 * ((x - 800) / 800) ** 2) * 2) for x in range(0, 1601, 20)]
    draw.polygon([*road, (3200, 1260), (0, 1260)], fill=255)
    for number in range(4):
        x = 60 + number * 375
        draw.ellipse(((x + 30) * 2, 508 * 2, (x + 325) * 2, 800 * 2), fill=0)
    for x in range(120, 1600, 170):
        y = 470 + 42 * ((x - 800) / 800) ** 2
        draw.line((x * 2, y * 2, x * 2, (y - 52) * 2), fill=255, width=5)
        draw.ellipse((x * 2 - 11, (y - 62) * 2, x * 2 + 11, (y - 50) * 2), fill=255)
    return mask.resize(image.size, Image.Resampling.LANCZOS)
