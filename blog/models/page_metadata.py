"""Page metadata: what the head of an article's page tells search engines, and services that show links."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class PageMetadataColumns:
    """What an article says of itself besides its text; what is empty is taken from the text."""

    meta_description: Mapped[str] = mapped_column(String(300), default="")
    """What search engines show under the headline; "" for the standfirst."""
    social_title: Mapped[str] = mapped_column(String(200), default="")
    """Title of a shared link (Open Graph); "" for the headline."""
    social_description: Mapped[str] = mapped_column(String(300), default="")
    """Text of a shared link (Open Graph); "" for the description."""
    is_card_drawn: Mapped[bool] = mapped_column(default=False)
    """Whether a shared link shows the drawn card with the headline although there is a lead photo."""
    canonical_url: Mapped[str] = mapped_column(String(500), default="")
    """Where the article was first published (RFC 6596); "" for its own address."""
    is_noindex: Mapped[bool] = mapped_column(default=False)
    """Whether search engines are asked to leave the page out."""
