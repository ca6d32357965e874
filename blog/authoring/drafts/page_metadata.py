"""Page metadata of an article: read, applied, and kept among the details of a revision."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from blog.models import Article


@dataclass(frozen=True)
class PageMetadata:
    """What the page says to search engines and in shared links: see models.page_metadata for each."""

    meta_description: str = ""
    social_title: str = ""
    social_description: str = ""
    is_card_drawn: bool = False
    canonical_url: str = ""
    is_noindex: bool = False

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> Self:
        """Return what *source*, the details of a revision, says; what it does not name is empty."""
        return cls(**{field.name: source[field.name] for field in fields(cls) if field.name in source})

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return what *article* has."""
        return cls(**{field.name: getattr(article, field.name) for field in fields(cls)})

    def apply(self, article: Article) -> None:
        """Set the columns of *article*; the caller commits."""
        for name, value in asdict(self).items():
            setattr(article, name, value)

    def details(self) -> dict[str, Any]:
        """Return what is set, for a revision: old ones know nothing of it, and stay the same."""
        return {name: value for name, value in asdict(self).items() if value}


PAGE_METADATA = tuple(field.name for field in fields(PageMetadata))
"""Names of the columns, of the details of a revision, and of the editor's fields."""
