"""Page metadata: what the head of an article's page tells search engines, and services that show links."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

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
    social_picture: Mapped[str] = mapped_column(String(64), default="")
    """Key of the picture that a shared link shows; "" for the lead photo, or the drawn card."""
    is_card_drawn: Mapped[bool] = mapped_column(default=False)
    """Whether a shared link shows the drawn card with the headline although there is a lead photo."""
    canonical_url: Mapped[str] = mapped_column(String(500), default="")
    """Where the article was first published (RFC 6596); "" for its own address."""
    is_noindex: Mapped[bool] = mapped_column(default=False)
    """Whether search engines are asked to leave the page out."""


@dataclass(frozen=True)
class PageMetadata:
    """What the page says to search engines and in shared links: see PageMetadataColumns for each."""

    meta_description: str = ""
    social_title: str = ""
    social_description: str = ""
    social_picture: str = ""
    is_card_drawn: bool = False
    canonical_url: str = ""
    is_noindex: bool = False

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> Self:
        """Return what *source*, the details of a revision, says; what it does not name is empty."""
        return cls(**{field.name: source[field.name] for field in fields(cls) if field.name in source})

    @classmethod
    def of(cls, article: PageMetadataColumns) -> Self:
        """Return what *article* has."""
        return cls(**{field.name: getattr(article, field.name) for field in fields(cls)})

    def apply(self, article: PageMetadataColumns) -> None:
        """Set the columns of *article*; the caller commits."""
        for name, value in asdict(self).items():
            setattr(article, name, value)

    def details(self) -> dict[str, Any]:
        """Return what is set, for a revision: old ones know nothing of it, and stay the same."""
        return {name: value for name, value in asdict(self).items() if value}


PAGE_METADATA = tuple(field.name for field in fields(PageMetadata))
"""Names of the columns, of the details of a revision, and of the editor's fields."""
