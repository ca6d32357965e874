"""What programs put on the clipboard for a few paragraphs, headings and items, each in its own HTML."""

import random
import string
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from tests.system.sheet_outline import Block, Word

INERT = ("3*4", "a_b_c", "AT&T", "(sic)", "[1]", "C#", "50%", "~5", "x+y", "1989.", "it’s", "7<8", "#tag", "e.g.")
PASTE = """([kinds]) => {
    const data = new DataTransfer();
    for (const [kind, words] of Object.entries(kinds)) data.setData(kind, words);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    if (document.activeElement.dispatchEvent(event)) document.execCommand("insertText", false, kinds["text/plain"]);
}"""


def make_word(chance: random.Random) -> str:
    """Return a word that no other is, now and then with signs in it that mean nothing there."""
    word = "".join(chance.choices(string.ascii_lowercase, k=5))
    return f"{word}{chance.choice(INERT)}{word}" if chance.random() < 0.15 else word


def make_content(chance: random.Random, make_word: Callable[[], str], make_item: Callable[[], str]) -> list[Block]:
    """Return some blocks, of which neighbouring items stand in one list."""
    blocks = []
    for _ in range(chance.randint(2, 4)):
        kind = chance.choice(["p", "p", "p", "heading", "ul", "ol"])
        share = 0 if kind == "heading" else 0.15  # Headings of other programs are bold by their looks.
        words = [Word(make_word(), ("strong",) if chance.random() < share else ()) for _ in range(chance.randint(2, 5))]
        blocks.append(Block((kind, make_item()) if kind in {"ul", "ol"} else (), kind == "heading", words))
    return blocks


def write_clipboard(chance: random.Random, blocks: Sequence[Block]) -> dict[str, str]:
    """Return what one program, by chance, offers for *blocks*: HTML, and plain text with single line ends."""
    paragraph, strong, wrapper = chance.choice(
        [
            ("<p class=MsoNormal>{}<o:p></o:p></p>", "<b>{}</b>", "{}"),
            ('<p dir="ltr"><span style="font-weight:400">{}</span></p>', "<strong>{}</strong>", "{}"),
            ('<p style="margin-bottom: 0cm">{}</p>', "<b>{}</b>", "<html><body>{}</body></html>"),
            ("<div>{}</div>", '<span style="font-weight: bold">{}</span>', "<div>{}</div>"),
        ]
    )
    parts = []
    for kind, run in groupby(blocks, key=lambda block: block.chain[:1] or ("h2" if block.is_heading else "p",)):
        written = [" ".join(write_word(word, strong) for word in block.words) for block in run]
        parts.append(write_run(kind[0], written, paragraph))
    plain = "\n".join(" ".join(word.words for word in block.words) for block in blocks)
    return {"text/html": wrapper.format("".join(parts)), "text/plain": plain}


def write_word(word: Word, strong: str) -> str:
    return strong.format(escape(word.words)) if word.marks else escape(word.words)


def write_run(kind: str, written: Sequence[str], paragraph: str) -> str:
    """Return neighbouring blocks of one kind as HTML."""
    if kind in {"ul", "ol"}:
        return f"<{kind}>{''.join(f'<li>{words}</li>' for words in written)}</{kind}>"
    return "".join(f"<h2>{words}</h2>" if kind == "h2" else paragraph.format(words) for words in written)
