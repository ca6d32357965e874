"""Codes of Jekyll and Hugo in Markdown: Liquid tags, shortcodes, attributes of kramdown."""

import re

from blog.operations.moving_in.imported_items import Loss, LossKind

SITE_ADDRESS = re.compile(r"\{\{\s*(?:site\.(?:base)?url|site\.github\.url|BASE_PATH)\s*\}\}")
FILTERED = re.compile(r"""\{\{\s*["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:[^}]*)\s*\}\}""")
HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s+([\w+#.-]+)[^%]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
RAW = re.compile(r"\{%-?\s*(?:raw|endraw)\s*-?%\}")
POST_LINK = re.compile(r"\{%-?\s*(?:post_url|link)\s+([^%\s]+)\s*-?%\}")
YOUTUBE = re.compile(r"""\{\{[<%]\s*(youtube|vimeo)\s+(?:id=)?["']?([\w-]{4,20})["']?[^}]*[>%]\}\}""")
FIGURE = re.compile(r"\{\{[<%]\s*figure\s+([^}]*?)/?\s*[>%]\}\}")
REFERENCE = re.compile(r"""\{\{[<%]\s*(?:rel)?ref\s+["']?([^"'\s}]+)["']?\s*[>%]\}\}""")
SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*([\w./-]+)[^}]*[>%]\}\}")
LIQUID = re.compile(r"\{%-?\s*(\w+)[^%]*-?%\}|\{\{\s*([\w.|\s]+?)\s*\}\}")
ATTRIBUTES = re.compile(r"(?m)^\{:[^}\n]*\}[ \t]*\n?|\{:[^}\n]*\}|(?<=\S)[ \t]*\{#[\w-]+\}[ \t]*$")
ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*"([^"]*)\"""")
FENCE = re.compile(r"(^(`{3,}|~{3,}).*?^\2[`~]*[ \t]*$)", re.DOTALL | re.MULTILINE)
DATED = re.compile(r"(?:.*/)?\d{4}-\d{1,2}-\d{1,2}-")


def replace_codes(text: str, losses: list[Loss]) -> str:
    """Return *text* without codes; those that say nothing to us are added to *losses*. Listings stay as they are."""
    text = HIGHLIGHT.sub(lambda found: f"\n```{found[1]}\n{found[2].strip(chr(10))}\n```\n", text)
    parts = FENCE.split(text)
    made = [
        replace_in_words(part, losses) if place % 3 == 0 else part for place, part in enumerate(parts) if place % 3 < 2
    ]
    return "".join(made)


def replace_in_words(text: str, losses: list[Loss]) -> str:
    """Return words without codes."""
    text = RAW.sub("", FILTERED.sub(r"\1", SITE_ADDRESS.sub("", text)))
    text = POST_LINK.sub(lambda found: f"/{DATED.sub('', found[1]).removesuffix('.md')}/", text)
    text = YOUTUBE.sub(write_video, FIGURE.sub(write_figure, REFERENCE.sub(r"\1", text)))

    def lose(found: re.Match[str]) -> str:
        losses.append(Loss(LossKind.SHORTCODE, next(filter(None, found.groups()), "")))
        return ""

    return LIQUID.sub(lose, SHORTCODE.sub(lose, ATTRIBUTES.sub("", text)))


def write_video(found: re.Match[str]) -> str:
    """Return the address of a film on a line of its own."""
    is_youtube = found[1] == "youtube"
    return f"\n\n{'https://www.youtube.com/watch?v=' if is_youtube else 'https://vimeo.com/'}{found[2]}\n\n"


def write_figure(found: re.Match[str]) -> str:
    """Return Hugo's figure as HTML."""
    values = dict(ATTRIBUTE.findall(found[1]))
    caption = " ".join(filter(None, [values.get("title"), values.get("caption"), values.get("attr")]))
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'\n\n<figure><img src="{values.get("src", "")}" alt="{values.get("alt", "")}">{words}</figure>\n\n'
