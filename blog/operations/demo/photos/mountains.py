"""Mountains, dunes, terraces and a hut in the snow."""

from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from blog.operations.demo.photos.land import conifers, ridge, slope, waves
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


def misty_mountains() -> Image.Image:
    """Return ranges behind ranges at dawn, with mist in the valleys and firs in front."""
    random = Random(11)
    image = gradient(
        WIDE, [(0, (92, 118, 158)), (0.28, (214, 178, 168)), (0.44, (252, 218, 176)), (1, (250, 226, 196))]
    )
    glow(image, (1080, 400), 150, (255, 214, 150), 0.9)
    image.paste((255, 240, 224), mask=strength(contrast(clouds(WIDE, random, 240, stretch=5), 130, 255), 0.35))
    far, near = (196, 178, 184), (22, 40, 50)
    for number in range(6):
        share = number / 5
        line = ridge(random, WIDE, 0.41 + 0.085 * number, 0.13 - 0.013 * number, 0.5)
        slope(image, random, line, mix(far, near, share**1.2), mix((226, 200, 186), near, share**1.5), rough=0.25)
        if number > 2:
            conifers(image, random, line, 9 + 13 * (number - 2), mix(far, near, share**1.1), 5 + 2 * number)
        haze(image, random, (246, 222, 202), 0.42 + 0.08 * number, 0.64 + 0.09 * number, 0.75 - 0.13 * number)
    return finish(image, random)


def desert_dunes() -> Image.Image:
    """Return dunes in low light: one side of each crest glows, the other is in shade."""
    random = Random(23)
    image = gradient(WIDE, [(0, (94, 134, 172)), (0.3, (196, 198, 190)), (0.42, (244, 216, 172)), (1, (240, 200, 150))])
    for number in range(6):
        height, size = 0.4 + 0.095 * number, 0.03 + 0.016 * number
        parts = [(size, random.uniform(0.5, 1.1), random.uniform(0, 6)), (size / 3, random.uniform(1.6, 2.6), number)]
        crest = waves(WIDE, height, parts)
        share = number / 5
        lit, deep = mix((236, 190, 138), (222, 144, 76), share), mix((206, 156, 116), (138, 74, 44), share)
        slope(image, random, crest, lit, mix(lit, deep, 0.45), rough=0.18, cell=40)
        image.paste(deep, mask=shaded_side(crest, share))
        image.paste(gradient(WIDE, [(0, lit), (1, lit)]), mask=strength(edge(crest), 0.5))
    fine = clouds(WIDE, random, 14, stretch=7, depth=2)
    texture(image, fine, 0.35, mask=ramp(WIDE, [(0, 0), (0.5, 0), (1, 255)]))
    glow(image, (1500, 330), 190, (255, 226, 170), 0.7)
    return finish(image, random)


def shaded_side(crest: list[tuple[float, float]], share: float) -> Image.Image:
    """Return the mask of the side that the light does not reach: it hangs under the falling half of each crest."""
    fall = [max(0.0, after[1] - before[1]) for before, after in pairwise(crest)]
    foot = [(x, y + 4 + drop * (26 + 52 * share)) for (x, y), drop in zip(crest[:-1], fall, strict=True)]
    mask = Image.new("L", WIDE)
    ImageDraw.Draw(mask).polygon([*crest, *reversed(foot)], fill=225)
    return mask.filter(ImageFilter.GaussianBlur(2 + 8 * share))


def edge(line: list[tuple[float, float]]) -> Image.Image:
    """Return a mask of a fine line of light along a crest."""
    mask = Image.new("L", WIDE)
    ImageDraw.Draw(mask).line(line, fill=255, width=3)
    return mask.filter(ImageFilter.GaussianBlur(1.4))


def terraced_fields() -> Image.Image:
    """Return a hillside of terraces; some hold water and mirror the morning sky."""
    random = Random(31)
    image = gradient(WIDE, [(0, (170, 190, 204)), (0.3, (236, 228, 206)), (1, (210, 214, 180))])
    for number in range(2):
        line = ridge(random, WIDE, 0.2 + 0.07 * number, 0.07)
        slope(image, random, line, mix((168, 184, 186), (110, 138, 118), number), (176, 190, 168))
    haze(image, random, (236, 232, 214), 0.1, 0.46, 0.8)
    for number in range(29):
        terrace(image, random, number / 25)
    texture(
        image,
        clouds(WIDE, random, 18, stretch=3, depth=4),
        0.5,
        mask=ramp(WIDE, [(0, 0), (0.3, 0), (0.5, 255), (1, 255)]),
    )
    haze(image, random, (240, 234, 214), 0.24, 0.62, 0.5)
    glow(image, (260, 120), 190, (255, 236, 190), 0.8)
    return finish(image, random)


def terrace(image: Image.Image, random: Random, share: float) -> None:
    """Paint one terrace, *share* of the way down the hill: a field or a pool, its bank, and the wall under it."""
    height = 0.3 + 0.68 * share**1.35
    parts = [(0.05 + 0.06 * share, 0.9, 1.1 + 0.5 * share), (0.02, 2.1, 4 + 1.6 * share), (0.008, 4.3, 9 * share)]
    top = waves(WIDE, height, parts)
    draw = ImageDraw.Draw(image)
    far = (206, 214, 190)
    fill = random.choice(((204, 214, 216), (182, 200, 210), (120, 152, 70), (150, 170, 84), (196, 182, 104)))
    depth = 6 + 34 * share
    for offset, colour in (
        (0, (86, 112, 54)),
        (2 + 3 * share, fill),
        (depth * 0.72, (110, 140, 62)),
        (depth, (70, 78, 44)),
    ):
        edge_line = [(x, y + offset) for x, y in top]
        draw.polygon([*edge_line, WIDE, (0, WIDE[1])], fill=mix(colour, far, 0.62 * max(0.0, 1 - share) ** 1.5))


def snowy_hut() -> Image.Image:
    """Return a hut in the snow at dusk, a lamp in its window."""
    random = Random(47)
    image = gradient(WIDE, [(0, (30, 44, 84)), (0.4, (96, 112, 156)), (0.62, (196, 178, 190)), (1, (150, 164, 196))])
    line = ridge(random, WIDE, 0.42, 0.17)
    peaks = slope(image, random, line, (150, 164, 198), (110, 124, 166), rough=0.9, cell=110)
    image.paste(
        (222, 226, 240),
        mask=strength(Image.composite(contrast(clouds(WIDE, random, 60), 120, 200), Image.new("L", WIDE), peaks), 0.6),
    )
    haze(image, random, (170, 172, 200), 0.3, 0.74, 0.8)
    woods = ridge(random, WIDE, 0.64, 0.04)
    slope(image, random, woods, (34, 46, 70), (40, 54, 80))
    conifers(image, random, woods, 74, (26, 38, 60), 15)
    ground = waves(WIDE, 0.72, [(0.035, 0.8, 1.2), (0.012, 2.1, 0.4)])
    slope(image, random, ground, (196, 206, 230), (122, 140, 184), rough=0.35, cell=190)
    draw_hut(image)
    front = waves(WIDE, 0.92, [(0.03, 0.7, 4.2), (0.01, 2.4, 2)])
    slope(image, random, front, (150, 166, 206), (74, 92, 140), rough=0.3, cell=120)
    glow(image, (1034, 668), 26, (255, 196, 110), 0.9)
    glow(image, (1034, 730), 90, (255, 170, 84), 0.32)
    fall_snow(image, random)
    return finish(image, random, corners=0.5)


def draw_hut(image: Image.Image) -> None:
    """Draw walls of dark wood, a roof under deep snow, a chimney and a lit window."""
    hut = image.copy()
    draw = ImageDraw.Draw(hut)
    draw.polygon([(930, 640), (1040, 560), (1150, 640), (1150, 740), (930, 740)], fill=(48, 38, 40))
    for x in range(938, 1150, 13):
        draw.line((x, 620, x, 740), fill=(38, 30, 34), width=2)
    draw.polygon([(1150, 640), (1270, 622), (1270, 722), (1150, 740)], fill=(34, 29, 38))
    draw.polygon([(1100, 524), (1124, 524), (1124, 590), (1100, 580)], fill=(58, 50, 56))
    draw.polygon([(1040, 536), (1172, 524), (1296, 622), (1160, 652)], fill=(206, 214, 234))
    draw.polygon([(1040, 536), (906, 648), (930, 656), (1040, 572), (1150, 656), (1166, 646)], fill=(232, 236, 246))
    draw.rectangle((1012, 648, 1056, 690), fill=(255, 206, 120))
    draw.line((1034, 648, 1034, 690), fill=(70, 48, 40), width=4)
    draw.line((1012, 669, 1056, 669), fill=(70, 48, 40), width=4)
    draw.rectangle((1092, 664, 1126, 738), fill=(30, 24, 28))
    image.paste(hut.filter(ImageFilter.GaussianBlur(0.9)))


def fall_snow(image: Image.Image, random: Random) -> None:
    """Let flakes fall: many small ones far away, a few large ones out of focus."""
    for count, size, blur, share in ((900, 1.3, 0.7, 0.6), (130, 3.2, 2.0, 0.5), (26, 8.0, 5.0, 0.4)):
        flakes = Image.new("L", WIDE)
        draw = ImageDraw.Draw(flakes)
        for _ in range(count):
            x, y = random.uniform(0, WIDE[0]), random.uniform(0, WIDE[1])
            draw.ellipse((x - size, y - size, x + size, y + size), fill=255)
        image.paste((240, 244, 252), mask=strength(flakes.filter(ImageFilter.GaussianBlur(blur)), share))
