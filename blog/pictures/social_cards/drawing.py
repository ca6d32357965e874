"""Drawing cards and the site's sign, in the colours of the pages in daylight."""

from io import BytesIO

from PIL import Image, ImageDraw

from blog.pictures.social_cards.card_names import HEIGHT, LOGO_SIDE, WIDTH, Card
from blog.pictures.social_cards.text_layout import Setting, fit
from blog.pictures.social_cards.typeface import drawable, font

PAPER, INK, SOFT, RULE, ACCENT = "#faf7f1", "#1b1813", "#5b5348", "#d9d0bf", "#a01c1c"
"""The tokens of static/css/tokens.css in daylight."""
SIGN_PAPER = "#fffdf8"
MARGIN = 80
TEXT_WIDTH = WIDTH - 2 * MARGIN
TOP, BOTTOM = 196, HEIGHT - 116
"""Between these heights stand topic and headline."""
SIZES = (104, 96, 88, 80, 72, 66, 60, 54, 48, 44, 40)
LEADING = 1.14
BOLD, STRONG, PLAIN = 700, 640, 400
KICKER_ROOM = 52
SIGN = 32
"""Side of the grid on which the sign is drawn, as in static/favicon.svg."""
BARS = ((7, 7, 25, 12), (7, 15, 15, 25), (18, 15, 25, 17.5), (18, 19, 25, 21.5), (18, 23, 25, 25))
COLOURS = 64
OVERSIZE = 4
"""The sign is drawn this much larger and then scaled down, for smooth edges."""


def draw(card: Card) -> bytes:
    """Return *card* as a PNG file; words that the typeface cannot write are left out."""
    image = draw_sign(LOGO_SIDE) if card.subject == "logo" else draw_card(card)
    file = BytesIO()
    image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def draw_card(card: Card) -> Image.Image:
    """Return the card: masthead, topic and headline, host."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    headline = drawable(card.headline)
    pen.rectangle((0, 0, WIDTH, 11), ACCENT)
    draw_masthead(image, pen, drawable(card.masthead), is_alone=not headline)
    if headline:
        draw_headline(pen, headline, drawable(card.kicker))
    draw_foot(pen, drawable(card.foot))
    return image


def draw_masthead(image: Image.Image, pen: ImageDraw.ImageDraw, name: str, *, is_alone: bool) -> None:
    """Draw sign and name of the site above a double rule; large, in the middle, where no headline follows."""
    side, size, y = (132, 104, 226) if is_alone else (60, 44, 62)
    image.paste(draw_sign(side), (MARGIN, y))
    room = TEXT_WIDTH - side - 28
    while name and size > 20 and font(size, BOLD).getlength(name) > room:
        size -= 2
    pen.text((MARGIN + side + 28, y + side / 2), name, INK, font(size, BOLD), anchor="lm")
    if not is_alone:
        pen.rectangle((MARGIN, 152, WIDTH - MARGIN, 154), INK)
        pen.rectangle((MARGIN, 158, WIDTH - MARGIN, 158), INK)


def draw_headline(pen: ImageDraw.ImageDraw, headline: str, kicker: str) -> None:
    """Draw topic and headline as one block in the middle of their room."""
    room = BOTTOM - TOP - (KICKER_ROOM if kicker else 0)
    setting = fit(
        headline,
        SIZES,
        lambda size: font(size, STRONG).getlength,
        lambda size: int(room / (size * LEADING)),
        TEXT_WIDTH,
    )
    y = TOP + (room - height_of(setting)) / 2
    if kicker:
        draw_spaced(pen, (MARGIN, y + 8), kicker.upper())
        y += KICKER_ROOM
    for line in setting.lines:
        pen.text((MARGIN, y + setting.size * 0.9), line, INK, font(setting.size, STRONG), anchor="ls")
        y += setting.size * LEADING


def height_of(setting: Setting) -> float:
    """Return the height of a headline in pixels."""
    return len(setting.lines) * setting.size * LEADING


def draw_spaced(pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str) -> None:
    """Draw *text* letter by letter with space between, as far as the line goes."""
    face, (x, y) = font(27, BOLD), place
    for letter in text:
        if x > WIDTH - MARGIN - 40:
            return
        pen.text((x, y), letter, ACCENT, face)
        x += face.getlength(letter) + 2.5


def draw_foot(pen: ImageDraw.ImageDraw, words: str) -> None:
    """Draw where it can be read, below a hairline."""
    pen.rectangle((MARGIN, HEIGHT - 92, WIDTH - MARGIN, HEIGHT - 92), RULE)
    pen.text((MARGIN, HEIGHT - 56), words, SOFT, font(28, PLAIN), anchor="lm")


def draw_sign(side: int) -> Image.Image:
    """Return the site's sign, *side* pixels wide and high, on paper."""
    scale = side * OVERSIZE / SIGN
    image = Image.new("RGB", (side * OVERSIZE, side * OVERSIZE), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, side * OVERSIZE - 1, side * OVERSIZE - 1), 4 * scale, ACCENT)
    for bar in BARS:
        left, top, right, bottom = (round(value * scale) for value in bar)
        pen.rectangle((left, top, right - 1, bottom - 1), SIGN_PAPER)
    return image.resize((side, side), Image.Resampling.LANCZOS)
