"""Paragraphs that are addresses become cards: figures with a plain link, a quote if there is one, and a player."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.text.markdown.components.cards.addresses import AddressCard, find_cards, find_titled_card
from blog.text.markdown.components.files import draw_file_card, draw_file_card_end, file_key

PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]


def convert_cards(state: StateCore) -> None:
    """Make paragraphs that hold nothing but addresses into cards; a quote right below one line is its text."""
    tokens, lifted, ends = state.tokens, list[Token](), dict[int, Token]()
    for place, token in enumerate(tokens):
        lifted.append(token)
        if place in ends:
            lifted.append(ends[place])
        if [part.type for part in lifted[-3:]] == PARAGRAPH:
            end = find_quote_end(tokens, place)
            card = find_titled_card(lifted[-2].content) if end else None
            cards = [card] if card else find_cards(lifted[-2].content)
            if are_known(cards, state.env):
                lifted[-3:] = [part for each in cards for part in card_tokens(each, lifted[-3])]
            if card and are_known(cards, state.env):
                ends[end] = lifted.pop()
                ends[end].meta["has_text"] = True
                add_quote(lifted, tokens[place + 1])
    state.tokens = lifted


def are_known(cards: Sequence[AddressCard], env: Mapping[str, Any]) -> bool:
    """Return whether there are *cards*, and no file among them is missing; all exist where *env* does not say."""
    files = env.get("files")
    return bool(cards) and (files is None or all(not card.is_file or file_key(card.address) in files for card in cards))


def find_quote_end(tokens: list[Token], place: int) -> int:
    """Return where the quote ends that begins on the line below the paragraph that ends at *place*; 0 for none."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    paragraph = tokens[place - 2]
    is_below = following and following.type == "blockquote_open" and paragraph.map and following.map
    if not (is_below and following and following.map and paragraph.map and following.map[0] == paragraph.map[1]):
        return 0
    closings = (at for at in range(place + 2, len(tokens)) if tokens[at].level == following.level)
    return next((at for at in closings if tokens[at].type == "blockquote_close"), 0)


def add_quote(lifted: list[Token], quote: Token) -> None:
    """Let the card that *lifted* ends with reach to the end of its *quote*."""
    opening = next(token for token in reversed(lifted) if token.type == "card_open")
    if opening.map and quote.map:
        opening.map = [opening.map[0], quote.map[1]]
    quote.attrSet("class", "embed__text")


def card_tokens(card: AddressCard, paragraph: Token) -> Iterator[Token]:
    """Yield the tokens of one card; its title is read as Markdown, the name of its host is not."""
    yield Token("card_open", "figure", 1, map=paragraph.map, meta={"card": card}, block=True)
    if card.title:
        yield Token("inline", "", 0, map=paragraph.map, content=card.title, children=[], level=1)
    yield Token("card_link_close", "", 0, block=True)
    yield Token("card_close", "figure", -1, info=card.host, meta={"card": card}, block=True)


def draw_card(card: AddressCard, env: Mapping[str, Any]) -> str:
    """Return the start of the card, up to the words of its link: a plain link, and the player's address beside it."""
    if card.is_file:
        return draw_file_card(env["files"][file_key(card.address)], is_titled=bool(card.title))
    name = "video" if card.kind == "video" else "embed"
    classes = name if name == "video" else f"embed embed--{card.kind}"
    player = f' data-player="{escape(card.player.address)}"' if card.player else ""
    link = f'<a class="{name}__link" href="{escape(card.address)}" rel="noopener external">'
    return f'<figure class="{classes}"{player}>{link}{"" if card.title else escape(card.fallback_title)}'


def draw_card_end(closing: Token, env: Mapping[str, Any]) -> str:
    """Return the end of the card, with the name of its host, or with what the file is."""
    card: AddressCard = closing.meta["card"]
    if card.is_file:
        return draw_file_card_end(env["files"][file_key(card.address)], has_text="has_text" in closing.meta)
    return f"<figcaption>{escape(card.host)}</figcaption></figure>\n"
