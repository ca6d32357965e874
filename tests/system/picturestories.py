"""Articles with photos and long headlines, added to a running newsroom."""

from io import BytesIO

from PIL import Image
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Person, PictureState
from blog.pictures.files.storage import storage
from blog.pictures.files.upload import Upload, current_limits, save_picture
from tests.factories import NOW, make_article
from tests.system.inside import inside
from tests.system.newsroom import Newsroom

LANDSCAPE, PORTRAIT = (1500, 1000), (900, 1350)
TWO_LINES = "The board halves the grant for mountain schools and keeps the rest for later years"
THREE_LINES = (
    "Eleven villages in the upper valley wait a ninth winter for the water that the council promised them, "
    "and nobody in the capital can say where the money for the second pipe went"
)
STANDFIRST = "What was decided on Tuesday, who voted how, and what the schools say to it now that the winter has come."
STORIES = {
    "landscape-short": ("Water reaches the valley", LANDSCAPE),
    "landscape-two-lines": (TWO_LINES, LANDSCAPE),
    "landscape-three-lines": (THREE_LINES, LANDSCAPE),
    "portrait": (TWO_LINES, PORTRAIT),
}
"""By slug: the headline, and width and height of the photo."""


def tell_stories(room: Newsroom) -> None:
    """Publish STORIES between the articles that the newsroom has."""
    with inside(room):
        author = db.session.scalars(select(Person)).first()
        if db.session.scalar(select(Article.id).where(Article.slug == "portrait")) is None:
            for slug, (headline, size) in STORIES.items():
                tell(slug, headline, size, author)


def tell(slug: str, headline: str, size: tuple[int, int], author: Person | None) -> None:
    """Publish one article with a photo of *size*."""
    file = BytesIO()
    Image.linear_gradient("L").resize(size).save(file, "JPEG")
    picture = save_picture(db.session, storage(), Upload(file, "", None, NOW), current_limits())
    # No encoder's time: no look at these pages depends on the smaller formats.
    picture.state, picture.formats = PictureState.COMPLETE, ["jpg"]
    make_article(
        headline,
        25,
        slug=slug,
        author=author,
        standfirst=STANDFIRST,
        lead_picture=picture,
        lead_alt="A meadow",
        lead_caption="The meadow above the village, where the second pipe was to begin in the spring of last year.",
        lead_credit="Photograph: Maren Holt",
    )
