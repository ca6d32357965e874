"""Drawing of social cards and the site's logo, in the light colours of the theme."""

from io import BytesIO

from PIL import Image, ImageDraw

from blog.pictures.social_cards.card_names import HEIGHT, LOGO_SIDE, WIDTH, Card, CardColours
from blog.pictures.social_cards.text_layout import FittedText, fit
from blog.pictures.social_cards.typeface import drawable, font, has_letters

MARGIN = 80
TEXT_WIDTH = WIDTH - 2 * MARGIN
TOP, BOTTOM = 196, HEIGHT - 116
"""Between these heights stand topic and headline."""
SIZES = (104, 96, 88, 80, 72, 66, 60, 54, 48, 44, 40)
LINE_HEIGHT = 1.14
BOLD, STRONG, PLAIN = 700, 640, 400
KICKER_HEIGHT = 52
LOGO_GRID = 32
"""Side of the grid on which the logo is drawn, as in static/favicon.svg."""
BARS = ((7, 7, 25, 12), (7, 15, 15, 25), (18, 15, 25, 17.5), (18, 19, 25, 21.5), (18, 23, 25, 25))
COLOURS = 64
OVERSIZE = 4
"""The logo is drawn this much larger and then scaled down, for anti-aliasing."""


def draw(card: Card, mark: bytes = b"") -> bytes:
    """Return *card* as a PNG file; words that the typeface cannot write are left out.

    *mark* is the PNG file of its logo; without one our own is drawn.
    """
    image = draw_logo(LOGO_SIDE, card.colours) if card.subject == "logo" else draw_card(card, mark)
    file = BytesIO()
    image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def draw_card(card: Card, mark: bytes) -> Image.Image:
    """Return the card: masthead, topic and headline, host."""
    image = Image.new("RGB", (WIDTH, HEIGHT), card.colours.paper)
    pen = ImageDraw.Draw(image)
    headline, face = drawable(card.headline), card_face(card)
    pen.rectangle((0, 0, WIDTH, 11), card.colours.accent)
    draw_masthead(image, pen, card, read_logo(mark) if mark else None, face)
    if headline:
        draw_headline(pen, headline, drawable(card.kicker), card.colours, face)
    draw_footer(pen, drawable(card.footer), card.colours, face)
    return image


def card_face(card: Card) -> str:
    """Return the name of the typeface of *card*; ours where the chosen one lacks a letter of it."""
    words = "".join(map(drawable, (card.masthead, card.kicker, card.headline, card.footer)))
    return card.face if has_letters(words, card.face) else ""


def read_logo(mark: bytes) -> Image.Image:
    """Return the picture in *mark*, a PNG file of ours."""
    return Image.open(BytesIO(mark), formats=("PNG",)).convert("RGBA")


def draw_masthead(
    image: Image.Image, pen: ImageDraw.ImageDraw, card: Card, logo: Image.Image | None, face: str
) -> None:
    """Draw logo and name of the site above a double rule; large, in the middle, where no headline follows."""
    name, colours, is_alone = drawable(card.masthead), card.colours, not drawable(card.headline)
    side, size, y = (132, 104, 226) if is_alone else (60, 44, 62)
    shown = (logo or draw_logo(side, colours).convert("RGBA")).resize((side, side), Image.Resampling.LANCZOS)
    image.paste(shown, (MARGIN, y), shown)
    width = TEXT_WIDTH - side - 28
    while name and size > 20 and font(size, BOLD, face).getlength(name) > width:
        size -= 2
    pen.text((MARGIN + side + 28, y + side / 2), name, colours.ink, font(size, BOLD, face), anchor="lm")
    if not is_alone:
        pen.rectangle((MARGIN, 152, WIDTH - MARGIN, 154), colours.ink)
        pen.rectangle((MARGIN, 158, WIDTH - MARGIN, 158), colours.ink)


def draw_headline(pen: ImageDraw.ImageDraw, headline: str, kicker: str, colours: CardColours, face: str) -> None:
    """Draw topic and headline as one block in the middle of their space."""
    height = BOTTOM - TOP - (KICKER_HEIGHT if kicker else 0)
    fitted = fit(
        headline,
        SIZES,
        lambda size: font(size, STRONG, face).getlength,
        lambda size: int(height / (size * LINE_HEIGHT)),
        TEXT_WIDTH,
    )
    y = TOP + (height - height_of(fitted)) / 2
    if kicker:
        draw_letterspaced(pen, (MARGIN, y + 8), kicker.upper(), colours.accent, face)
        y += KICKER_HEIGHT
    for line in fitted.lines:
        pen.text((MARGIN, y + fitted.size * 0.9), line, colours.ink, font(fitted.size, STRONG, face), anchor="ls")
        y += fitted.size * LINE_HEIGHT


def height_of(fitted: FittedText) -> float:
    """Return the height of a headline in pixels."""
    return len(fitted.lines) * fitted.size * LINE_HEIGHT


def draw_letterspaced(
    pen: ImageDraw.ImageDraw, position: tuple[float, float], text: str, colour: str, face: str
) -> None:
    """Draw *text* in *colour*, letter by letter with space between, as far as the line goes."""
    letters, (x, y) = font(27, BOLD, face), position
    for letter in text:
        if x > WIDTH - MARGIN - 40:
            return
        pen.text((x, y), letter, colour, letters)
        x += letters.getlength(letter) + 2.5


def draw_footer(pen: ImageDraw.ImageDraw, host: str, colours: CardColours, face: str) -> None:
    """Draw the host below a hairline."""
    pen.rectangle((MARGIN, HEIGHT - 92, WIDTH - MARGIN, HEIGHT - 92), colours.rule)
    pen.text((MARGIN, HEIGHT - 56), host, colours.soft, font(28, PLAIN, face), anchor="lm")


def draw_logo(side: int, colours: CardColours) -> Image.Image:
    """Return the site's logo, *side* pixels wide and high, on paper."""
    scale = side * OVERSIZE / LOGO_GRID
    image = Image.new("RGB", (side * OVERSIZE, side * OVERSIZE), colours.paper)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, side * OVERSIZE - 1, side * OVERSIZE - 1), 4 * scale, colours.accent)
    for bar in BARS:
        left, top, right, bottom = (round(value * scale) for value in bar)
        pen.rectangle((left, top, right - 1, bottom - 1), colours.on_accent)
    return image.resize((side, side), Image.Resampling.LANCZOS)
