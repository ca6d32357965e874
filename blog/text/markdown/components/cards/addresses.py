"""Lines that are cards: an address alone, or a link in which the words are the title; also that of a file."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from blog.text.markdown.components.cards.players import PLAYER, Player, find_player

ADDRESS = r"https?://[A-Za-z0-9.-]{1,253}(?:/[A-Za-z0-9._~%!$&*+,;=:@/?#-]{0,600})?"
TITLE = r"(?:\\[!-/:-@\[-`{-~]|[^\[\]<>\\\n]){1,300}"
LINE = re.compile(rf"<?(?P<bare>{ADDRESS})>?|\[(?P<title>{TITLE})\]\(<?(?P<named>{ADDRESS})>?\)")
FILE_LINE = re.compile(rf"\[(?P<title>(?:{TITLE})?)\]\(<?(?P<address>file:[0-9a-f]{{32}})>?\)")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


@dataclass(frozen=True)
class AddressCard:
    """One card: its address, the host as readers know it, its title in Markdown or "", its player if there is one."""

    address: str
    host: str
    title: str = ""
    player: Player | None = None

    @property
    def is_file(self) -> bool:
        """Return whether it is a file of the library, whose address is "file:" and its key."""
        return self.address.startswith("file:")

    @property
    def kind(self) -> str:
        """Return what it is: video, post, sound, map, chart, or page."""
        return self.player.kind if self.player else "page"

    @property
    def fallback_title(self) -> str:
        """Return the words of its link where its author gave none."""
        return "Video" if self.kind == "video" else f"{self.host}{urlsplit(self.address).path.rstrip('/')}"


def find_cards(paragraph: str) -> list[AddressCard]:
    """Return the cards of a *paragraph* in Markdown in which each line is the address of one; [] of any other."""
    cards = [read_line(line) for line in paragraph.split("\n")]
    known = [card for card in cards if card and (card.player or card.is_file)]
    return known if len(known) == len(cards) else []


def find_titled_card(paragraph: str) -> AddressCard | None:
    """Return the card of a *paragraph* that is one line: of any page if it has a title, else of a known service."""
    card = read_line(paragraph)
    return card if card and (card.title or card.player or card.is_file) else None


def read_line(line: str) -> AddressCard | None:
    """Return the card of one line that holds nothing but an address; None of any other."""
    if file := FILE_LINE.fullmatch(line.strip()):
        return AddressCard(file["address"], "", file["title"].strip())
    match = LINE.fullmatch(line.strip())
    return find_card(match["bare"] or match["named"], (match["title"] or "").strip()) if match else None


def find_card(address: str, title: str = "") -> AddressCard | None:
    """Return the card of what is at *address*; None where that names no host by which it can be called."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if not HOST.fullmatch(host) or "@" in parts.netloc or ":" in parts.netloc:
        return None
    player = find_player(host, parts)
    known = player if player and PLAYER.fullmatch(player.address) else None
    return AddressCard(address, host.removeprefix("www."), title, known)
