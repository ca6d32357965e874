"""Paragraphs of classic WordPress texts, which have none: empty lines part them, line ends are line breaks."""

import re

BLOCK_TAGS = (
    "table|thead|tfoot|caption|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|blockquote|address|p|h[1-6]|hr"
    "|fieldset|legend|section|article|aside|header|footer|nav|figure|figcaption|details|summary|iframe|center"
)
BEFORE = re.compile(rf"(<(?:{BLOCK_TAGS})(?:[\s/>]))", re.IGNORECASE)
AFTER = re.compile(rf"(</(?:{BLOCK_TAGS})>)", re.IGNORECASE)
KEPT = re.compile(r"<(pre|script|style|textarea)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
STARTS_BLOCK = re.compile(rf"\s*</?(?:{BLOCK_TAGS})\b", re.IGNORECASE)
RULE = re.compile(r"(<hr\b[^>]*>)", re.IGNORECASE)
LINE_END = re.compile(r"(?<!<br>)\n")
BREAK = re.compile(r"<br\s*/?>\s*\n?", re.IGNORECASE)
GAP = re.compile(r"\n\s*\n")
PLACE = re.compile("\x02(\\d+)\x03")


def add_paragraphs(text: str) -> str:
    """Return *text* with <p> and <br> where a classic post shows paragraphs and line breaks."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\n\n\x02{len(kept) - 1}\x03\n\n"

    text = KEPT.sub(keep, text.replace("\r\n", "\n").replace("\r", "\n"))
    text = BREAK.sub("<br>", text)
    text = RULE.sub(r"\1\n\n", AFTER.sub(r"\1\n\n", BEFORE.sub(r"\n\n\1", text)))
    chunks = (chunk.strip() for chunk in GAP.split(text))
    made = "\n".join(wrap_chunk(chunk) for chunk in chunks if chunk)
    return PLACE.sub(lambda found: kept[int(found[1])], made)


def wrap_chunk(chunk: str) -> str:
    """Return one chunk between empty lines: as a paragraph, unless it is a block already."""
    if PLACE.fullmatch(chunk) or STARTS_BLOCK.match(chunk) or not strip_tags(chunk):
        opened = re.match(rf"\s*<(?:{BLOCK_TAGS})\b[^>]*>", chunk, re.IGNORECASE)
        inside = chunk[opened.end() :] if opened else ""
        return (chunk[: opened.end()] + LINE_END.sub("<br>", inside)) if opened and inside.strip() else chunk
    return f"<p>{LINE_END.sub('<br>', chunk)}</p>"


def strip_tags(chunk: str) -> str:
    """Return *chunk* without tags, but for those that show something."""
    return re.sub(r"<(?!img|iframe|video|audio|embed)[^>]*>", "", chunk, flags=re.IGNORECASE).strip()
