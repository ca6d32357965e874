"""Codes of Jekyll and Hugo in Markdown: Liquid tags, shortcodes, attributes of kramdown."""

import re
from collections.abc import Callable
from html import escape

from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.operations.moving_in.sources.markdown_folder.shortcode_html import OPENING, read_code, show_code
from blog.operations.moving_in.sources.markdown_folder.wiki_links import replace_wiki_links

SITE_ADDRESS = re.compile(r"\{\{\s*(?:site\.(?:base)?url|site\.github\.url|BASE_PATH)\s*\}\}")
FILTERED = re.compile(r"""\{\{\s*["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:[^}]*)\s*\}\}""")
HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s+([\w+#.-]+)[^%]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
HUGO_HIGHLIGHT = re.compile(
    r"\{\{[<%]\s*highlight\s+([\w+#.-]+)[^}]*[>%]\}\}(.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}", re.DOTALL
)
SECRETS = (
    (re.compile(r"\{%-?\s*comment\s*-?%\}"), re.compile(r"\{%-?\s*endcomment\s*-?%\}")),
    (re.compile(r"\{\{[<%]\s*comment\s*[>%]\}\}"), re.compile(r"\{\{[<%]\s*/\s*comment\s*[>%]\}\}")),
    (re.compile(r"\{\{-?\s*/\*"), re.compile(r"\*/\s*-?\}\}")),
)
"""Begin and end of words that no reader saw."""
RAW = re.compile(r"\{%-?\s*(?:raw|endraw)\s*-?%\}")
POST_LINK = re.compile(r"\{%-?\s*(?:post_url|link)\s+([^%\s]+)\s*-?%\}")
REFERENCE = re.compile(r"""\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?["']?([^"'\s}]+)["']?[^}]*[>%]\}\}""")
ESCAPED = re.compile(r"\{\{([<%])/\*([^}]{0,500}?)\*/([>%])\}\}")
SHORTCODE = re.compile(r"\{\{[<%]\s*(/?)\s*([\w./-]+)([^}]{0,500}?)/?\s*[>%]\}\}")
LIQUID = re.compile(r"\{%-?\s*(\w+)([^%]{0,500}?)-?%\}|\{\{-?\s*([\w.|\s]+?)\s*-?\}\}")
CONTROL = frozenset({"if", "else", "elsif", "endif", "for", "endfor", "unless", "endunless", "assign", "capture",
                     "endcapture", "case", "when", "endcase", "break", "continue"})  # fmt: skip
CONTENTS = re.compile(r"(?m)^[*+-]?\d*\.? .*\n\{:\s*\.?toc\b[^}\n]*\}[ \t]*\n?")
ATTRIBUTES = re.compile(r"(?m)^\{:[^}\n]*\}[ \t]*\n?|\{:[^}\n]*\}|(?<=\S)[ \t]*\{[#.][\w-][^}\n]*\}[ \t]*$")
ABBREVIATION = re.compile(r"(?m)^\*\[[^\]\n]+\]:.*$")
ALERT = re.compile(r"(?m)^((?:> ?)+)\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO)\][+-]?[ \t]*(.*)$", re.IGNORECASE)
BLOCKS_OF_WORDS = re.compile(
    r"""(<[a-z]{1,20}\b[^>]{0,500}?)\s+markdown=["']?(?:1|block|span)["']?([^>]{0,500}>)""", re.IGNORECASE
)
FENCE = re.compile(r"(^(`{3,}|~{3,}).*?^\2[`~]*[ \t]*$)", re.DOTALL | re.MULTILINE)
DATED = re.compile(r"(?:.*/)?\d{4}-\d{1,2}-\d{1,2}-")
PLACE = re.compile("\x02(\\d+)\x03")
MAX_DETAIL = 300
Find = Callable[[str], str]
"""Returns the address of the text that a reference means, "" of none."""


def replace_codes(
    text: str, losses: list[Loss], find: Find = lambda _reference: "", rewrite: Find = lambda words: words
) -> str:
    """Return *text* without codes; those that say nothing to us are added to *losses*. Listings stay as they are.

    What *rewrite* makes of words takes their place.
    """
    for opening, closing in SECRETS:
        text = cut_out(text, opening, closing)
    for listing in (HIGHLIGHT, HUGO_HIGHLIGHT):
        text = listing.sub(lambda found: f"\n```{found[1]}\n{found[2].strip(chr(10))}\n```\n", text)
    parts = FENCE.split(text)
    made = [
        rewrite(replace_wiki_links(replace_in_words(part, losses, find), losses, find)) if place % 3 == 0 else part
        for place, part in enumerate(parts)
        if place % 3 < 2
    ]
    return "".join(made)


def cut_out(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Return *text* without what stands from an *opening* to its *closing*; one without end hides the rest."""
    kept, place = [], 0
    while begun := opening.search(text, place):
        kept.append(text[place : begun.start()])
        ended = closing.search(text, begun.end())
        place = ended.end() if ended else len(text)
    return "".join([*kept, text[place:]])


def replace_in_words(text: str, losses: list[Loss], find: Find) -> str:
    """Return words without codes."""
    shown: list[str] = []

    def keep(found: re.Match[str]) -> str:
        shown.append(f"{{{{{found[1]}{found[2]}{found[3]}}}}}")
        return f"\x02{len(shown) - 1}\x03"

    def lose(code: str) -> str:
        losses.append(Loss(LossKind.SHORTCODE, " ".join(code.split())[:MAX_DETAIL]))
        return ""

    def replace_shortcode(found: re.Match[str]) -> str:
        is_end, name, rest = found.groups()
        if name.lower() in OPENING:
            return open_details(rest) if not is_end else "\n\n</details>\n\n"
        made = None if is_end else show_code(name, rest)
        return made if made is not None else "" if is_end else lose(f"{name} {rest}")

    def replace_liquid(found: re.Match[str]) -> str:
        name, rest, value = found.groups()
        made = show_code(name, rest) if name and name not in CONTROL else None
        return made if made is not None else lose(value or (name if name in CONTROL else f"{name} {rest}"))

    text = RAW.sub("", FILTERED.sub(r"\1", SITE_ADDRESS.sub("", ESCAPED.sub(keep, text))))
    text = POST_LINK.sub(lambda found: find(found[1]) or f"/{DATED.sub('', found[1]).partition('.')[0]}/", text)
    text = REFERENCE.sub(lambda found: find(found[1]) or found[1], text)
    text = ABBREVIATION.sub(lambda found: lose(found[0]), ATTRIBUTES.sub("", CONTENTS.sub("", text)))
    text = ALERT.sub(lambda found: f"{found[1]}**{found[3] or found[2].capitalize()}**\n{found[1].rstrip()}", text)
    text = BLOCKS_OF_WORDS.sub(r"\1\2\n\n", text)
    text = LIQUID.sub(replace_liquid, SHORTCODE.sub(replace_shortcode, text))
    return PLACE.sub(lambda found: shown[int(found[1])] if int(found[1]) < len(shown) else "", text)


def open_details(rest: str) -> str:
    """Return the beginning of what opens on a click."""
    values, loose = read_code(rest)
    title = values.get("summary") or values.get("title") or (loose[0] if loose else "")
    return f"\n\n<details><summary>{escape(title)}</summary>\n\n"
