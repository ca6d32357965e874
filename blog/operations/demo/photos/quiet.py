"""Two quiet places: a birch wood in fog, and a shelf of books."""

from random import Random

from PIL import Image, ImageDraw, ImageFilter

from blog.operations.demo.photos.light import (
    SQUARE,
    TALL,
    Colour,
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

SPINES: tuple[Colour, ...] = (
    (138, 36, 34), (28, 58, 92), (46, 84, 62), (196, 150, 66), (92, 52, 40), (212, 198, 166), (70, 44, 80),
    (34, 38, 44), (168, 84, 44), (88, 120, 132), (150, 128, 92), (112, 24, 48),
)  # fmt: skip


def birch_wood() -> Image.Image:
    """Return white trunks that fade into fog, upright, over autumn grass."""
    random = Random(61)
    image = gradient(TALL, [(0, (206, 210, 204)), (0.55, (228, 226, 212)), (0.75, (190, 178, 140)), (1, (104, 84, 46))])
    texture(image, clouds(TALL, random, 200, stretch=1.2), 0.35)
    ground = clouds(TALL, random, 40, stretch=2.5, depth=6)
    texture(image, ground, 0.9, mask=ramp(TALL, [(0, 0), (0.68, 0), (0.85, 255), (1, 255)]))
    for layer in range(5):
        share = layer / 4
        leaves(image, random, share)
        for _ in range((16, 12, 8, 5, 3)[layer]):
            trunk(image, random, random.uniform(-20, TALL[0] + 20), share)
        grass(image, random, share)
        if layer < 4:
            haze(image, random, (226, 226, 216), -0.2, 1.15, 0.42 - 0.07 * layer)
    glow(image, (700, 260), 240, (255, 246, 220), 0.5)
    return finish(image, random)


def trunk(image: Image.Image, random: Random, x: float, share: float) -> None:
    """Draw one birch: pale bark lit from one side, with dark scars; *share* is how near it stands (0 to 1)."""
    half = 5 + 34 * share**1.5 * random.uniform(0.8, 1.2)
    wide, foot = round(half * 2) + 4, round(TALL[1] * (0.7 + 0.26 * share)) + random.randint(-14, 14)
    across = Image.linear_gradient("L").rotate(90).resize((wide, foot))
    bark = Image.composite(
        Image.new("RGB", (wide, foot), (244, 242, 232)), Image.new("RGB", (wide, foot), (120, 122, 122)), across
    )
    draw = ImageDraw.Draw(bark)
    for _ in range(round(foot / 13)):
        y, long, left = random.uniform(0, foot), wide * random.uniform(0.12, 0.7), random.uniform(-0.2, 0.9) * wide
        draw.ellipse((left, y, left + long, y + random.uniform(1, 2 + 7 * share)), fill=(44, 42, 42))
    texture(bark, clouds((wide, foot), random, 30, stretch=0.7), 0.6)
    bark = bark.filter(ImageFilter.GaussianBlur(0.6 if share > 0.3 else 1.2))
    mask = Image.new("L", (wide + 60, foot))
    lean = random.uniform(-26, 26)
    ImageDraw.Draw(mask).polygon(
        [(30 + lean + half * 0.3, 0), (30 + lean + half * 1.7, 0), (30 + half * 2.2, foot), (30 - half * 0.1, foot)],
        fill=255,
    )
    wider = bark.resize((wide + 60, foot))
    image.paste(wider, (round(x - half) - 30, 0), mask.filter(ImageFilter.GaussianBlur(0.9)))


def leaves(image: Image.Image, random: Random, share: float) -> None:
    """Strew yellow leaves in the crowns."""
    draw = ImageDraw.Draw(image)
    for _ in range(520):
        x, y, size = (
            random.uniform(0, TALL[0]),
            random.betavariate(1, 2.4) * TALL[1] * 0.62,
            1.5 + 5 * share * random.random(),
        )
        fill = mix(
            (214, 206, 170), random.choice(((206, 160, 52), (180, 138, 44), (150, 140, 60))), 0.25 + 0.75 * share
        )
        draw.ellipse((x - size, y - size * 0.7, x + size, y + size * 0.7), fill=fill)


def grass(image: Image.Image, random: Random, share: float) -> None:
    """Let grass stand before the feet of the trunks that are *share* near."""
    draw = ImageDraw.Draw(image)
    for _ in range(700):
        x, y = random.uniform(0, TALL[0]), TALL[1] * (0.71 + 0.26 * share + random.uniform(0, 0.05))
        fill = mix((196, 184, 150), random.choice(((120, 92, 40), (160, 124, 56), (84, 76, 36))), 0.3 + 0.7 * share)
        draw.line(
            (x, y, x + random.uniform(-9, 9), y - random.uniform(8, 14 + 42 * share)),
            fill=fill,
            width=1 + round(1.6 * share),
        )


def book_shelf() -> Image.Image:
    """Return three shelves of old books in lamplight, square, sharp in the middle alone."""
    random = Random(67)
    image = Image.new("RGB", SQUARE, (30, 20, 14))
    for shelf in range(4):
        floor = 330 + shelf * 370
        row(image, random, floor)
        board = gradient((SQUARE[0], 42), [(0, (150, 104, 62)), (0.2, (112, 74, 42)), (1, (58, 36, 20))])
        texture(board, clouds(board.size, random, 20, stretch=14, depth=4), 0.7)
        image.paste(board, (0, floor))
        shadow = ramp((SQUARE[0], 70), [(0, 200), (1, 0)])
        image.paste((10, 6, 4), (0, floor + 42), shadow)
    soft = image.filter(ImageFilter.GaussianBlur(6))
    image.paste(soft, mask=ramp(SQUARE, [(0, 255), (0.3, 30), (0.42, 0), (0.6, 0), (0.75, 40), (1, 255)]))
    glow(image, (420, 470), 360, (255, 190, 110), 0.34)
    image.paste((16, 9, 5), mask=strength(ramp(SQUARE, [(0, 170), (0.3, 0), (0.68, 0), (1, 210)]), 0.7))
    return finish(image, random, corners=0.75)


def row(image: Image.Image, random: Random, floor: int) -> None:
    """Set books on one shelf; now and then one leans or a gap is left."""
    x = -random.randint(0, 30)
    while x < SQUARE[0]:
        wide, tall = random.randint(24, 66), random.randint(216, 300)
        book = spine(random, wide, tall)
        if random.random() < 0.07:
            book, mask = lean(book)
            image.paste(book, (x, floor - book.height + 3), mask)
            x += book.width - 14
        else:
            image.paste(book, (x, floor - tall))
            x += wide + (random.randint(8, 30) if random.random() < 0.04 else 1)


def lean(book: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Return *book* leaning to the left, and its mask."""
    smooth = Image.Resampling.BICUBIC
    mask = Image.new("L", book.size, 255).rotate(7, resample=smooth, expand=True)
    return book.rotate(7, resample=smooth, expand=True), mask


def spine(random: Random, wide: int, tall: int) -> Image.Image:
    """Return one spine: rounded cloth or leather with bands, a label and gilt lines."""
    colour = mix(random.choice(SPINES), (60, 44, 34), random.uniform(0, 0.3))
    book = Image.new("RGB", (wide, tall), colour)
    draw = ImageDraw.Draw(book)
    gilt = mix((214, 178, 96), colour, random.uniform(0.1, 0.6))
    for share in random.choice(((0.08, 0.92), (0.06, 0.1, 0.88, 0.93), (0.2, 0.4, 0.6, 0.8))):
        draw.rectangle((0, tall * share, wide, tall * share + 2), fill=gilt)
    if random.random() < 0.7:
        top = tall * random.uniform(0.16, 0.3)
        draw.rectangle(
            (3, top, wide - 4, top + tall * 0.22),
            fill=mix(colour, random.choice(((20, 18, 18), (226, 214, 184))), 0.75),
        )
        for line in range(random.randint(2, 4)):
            y = top + 10 + line * 13
            draw.rectangle((wide * 0.22, y, wide * random.uniform(0.6, 0.8), y + 3), fill=gilt)
    texture(book, contrast(clouds(book.size, random, 26, stretch=0.6), 20, 235), 0.5)
    round_ = (
        Image.linear_gradient("L")
        .rotate(90)
        .resize((wide, tall))
        .point(lambda v: 60 + round(195 * (1 - abs(v - 100) / 160) ** 1.3))
    )
    return Image.composite(book, Image.new("RGB", book.size, (8, 5, 4)), round_)
