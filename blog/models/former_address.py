"""Former addresses: where an address of the site that was moved here leads now."""

import re
from datetime import datetime
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlencode

from sqlalchemy import ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.article import Article
from blog.models.picture import Picture

TELLING = frozenset({"p", "page_id", "attachment_id", "cat", "tag", "author", "feed", "option", "view", "id", "format"})
"""Parameters that say which page is meant, where a program has no paths; others, such as Itemid, do not."""
NUMBERED = re.compile(r"(\d+)[:-].*")
"""Joomla's id=12:a-slug."""
MAX_READ = 2000
"""Characters of an address that are read."""


class FormerAddress(Base):
    """One path, perhaps with a query, and the article, picture or path to which it leads for ever."""

    __tablename__ = "former_addresses"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Hash of the address as normalise_address writes it."""
    address: Mapped[str] = mapped_column(Text)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id", ondelete="CASCADE"), index=True)
    target: Mapped[str] = mapped_column(String(300), default="")
    """Path of a topic, an author or a feed."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    article: Mapped[Article | None] = relationship()
    picture: Mapped[Picture | None] = relationship()

    @classmethod
    def leading_from(cls, path: str, query: str = "") -> Select["FormerAddress"]:
        """Select what *path* with *query* may mean: see readings_of."""
        return select(cls).where(cls.key.in_([address_key(reading) for reading in readings_of(path, query)]))


def readings_of(path: str, query: str) -> list[str]:
    """Return what *path* with *query* may mean, the most exact first: the whole, what tells, the path alone.

    A path that ends in .html may also be one that was stored without it, as some programs take both.
    """
    full = normalise_address(path, query)
    pairs = [pair for pair in parse_qsl(query[:MAX_READ], keep_blank_values=True) if pair[0].lower() in TELLING]
    told = normalise_address(path, urlencode(pairs))
    bare = normalise_address(path)
    return list(dict.fromkeys([full, told, bare, bare.removesuffix(".html")]))


def normalise_address(path: str, query: str = "") -> str:
    """Return an address as all its spellings share it.

    Neither case, percent signs, index.php, slashes at the end nor the order of parameters count.
    """
    parts = [part for part in unquote(path[:MAX_READ]).casefold().split("/") if part]
    if parts[:1] == ["index.php"]:
        parts = parts[1:]
    pairs = sorted((name.casefold(), shorten(name, value)) for name, value in parse_qsl(query[:MAX_READ]))
    return "/" + "/".join(parts) + (f"?{urlencode(pairs)}" if pairs else "")


def shorten(name: str, value: str) -> str:
    """Return *value* in small letters; of a numbered slug the number alone."""
    found = NUMBERED.fullmatch(value) if name.casefold() == "id" else None
    return found[1] if found else value.casefold()


def address_key(address: str) -> str:
    """Return the key of a normalised *address*."""
    return sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
