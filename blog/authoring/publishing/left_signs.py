"""Signs of Markdown, HTML, wikis and other systems that were left in words: readers see them as they were typed."""

import re
from collections.abc import Iterator

from blog.text.markdown.as_written.content_inspection import BARE_ADDRESS as ADDRESS

TAGS = (
    "a|abbr|address|article|aside|audio|b|big|blockquote|body|br|button|center|cite|code|dd|del|details|dfn|div|dl|dt|em"
    "|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|li|link|main|mark"
    "|meta|nav|object|ol|p|param|picture|pre|q|s|samp|script|section|small|source|span|strike|strong|style|sub|sup|svg"
    r"|table|tbody|td|textarea|tfoot|th|thead|tr|tt|u|ul|var|video|wbr|[owv]:\w+|[a-z]+-[a-z-]+"
)
ENTITIES = (
    "nbsp|amp|lt|gt|quot|apos|[aou]uml|szlig|[aeiou](?:acute|grave|circ)|ccedil|[nm]dash|hellip|[lr][sd]quo|[lr]aquo"
    r"|bdquo|sbquo|euro|shy|thinsp|middot|#\d{2,5}|#x[\da-f]{2,5}"
)
SHORTCODES = "gallery|playlist|embed|nextpage|contact-form(?:-7)?|vc_\\w+|et_pb_\\w+"
MEDIA = "caption|audio|video|youtube|vimeo|instagram|twitter|tweet|soundcloud|spotify|flickr|embed|poll"
QUOTES = "\"'“”„«»‘’‚"

LEFT_SIGNS = (
    # Emphasis that was not closed, or not where Markdown looks for it. Stars behind a word are those of a footnote, of
    # a hotel or of a word that is not spelled out.
    r"(?<![\w*])\*{2,3}(?=[^\W_]|[„“«»‘‚\"'(¿¡])|\*\*[^\w\s*]{1,3}\*\*|(?<=\w )\*\*(?= [^\W\d])",
    r"(?<![\w*])\*(?=[^\W\d_])[^*\n]*\s\*(?=\w)|(?<![\w_])_(?=[^\W\d_])[^_\n]*\s_(?=[^\W_])",
    r"(?<![\w_])__(?=[^\W_])(?!\S{0,60}__)|~~|```|(?<![=\w])==(?=[^\s=])[^=\n]+==(?![=\w])|(?<=\w)(?:~\d+~|\^\d+\^)",
    r"(?<!\w)['‘’]{3}(?=\w)[^'‘’\n]+['‘’]{3}|\+\+[^\W\d_][^+\n]*\+\+",
    # Links, images, notes, and what defines them.
    rf"\]\(|\]\s\((?:{ADDRESS}|https?://|www\.|/)|\[\^(?=[^\]\s]{{0,40}}[^\W_])[^\]\s]{{1,60}}\]|^\[[^\]\n]+\]:\s*<?{ADDRESS}",
    rf"(?<!\w)\[(?=[^\[\]\n]*[^\W\d])[^\[\]\n]{{2,}}\]\[[^\[\]\n^]*\]|!?\[\[(?=[^\[\]\n]*[^\W\d])[^\[\]\n]+\]\]"
    rf"|[{QUOTES}]:{ADDRESS}",
    # Headings, boxes, attributes and rows of tables.
    r"^#{2,}(?=[^\s#])|^#{7,}|^#{1,6} (?=[^\W\d])",
    r"^#(?=[^\s#\d]\S{0,60}(?:\n(?!#)|\s[^#\n]{0,200}(?<=[^\s.!?…:;,#\"”“»])$))",
    r"^={2,6} .+ ={2,6}$",
    r"\|\s*:?(?:-{2,}|[–—])|^\|\s[^|\n]+\|\s[^|\n]*\||^:{3,}|\{\.[a-z][\w-]*\}",
    # HTML.
    rf"</?(?:{TAGS})(?:\s[^<>\n={QUOTES}]{{0,99}}[={QUOTES}][^<>]{{0,999}}|\s[a-z]{{1,20}})?\s{{0,9}}/?>|<!(?:--|[–—])|&(?:{ENTITIES});",
    # Shortcodes and tags of WordPress, forums, Joomla and templates; [Video] and [sic] are words of a newsroom.
    r"\[/[a-z][\w-]*\]|\[(?:img|url)\]|\[[a-z][\w-]{0,60}\s[\w-]{1,60}=[^\]\n]{0,500}\]",
    rf"\[[a-z]{{2}}[\w-]{{0,60}}=[#a-z{QUOTES}{ADDRESS}][^\]\n]{{0,500}}\]",
    rf"(?-i:\[(?:{SHORTCODES})\]|\[(?:{MEDIA})\s[^\]\n\d={ADDRESS}]{{0,99}}[\d={ADDRESS}][^\]\n]{{0,500}}\])",
    r"\{\{[<%]?\s*/?[^\W\d][^{}\n]*\}\}|\{%[^{}\n]+%\}|%%\w+%%|\{/[a-z]+\}",
    r"\{load(?:module|position|moduleid)\s[^{}\n]*\}",
    r"\$\$[^$\n]+\$\$|\\(?:frac|sqrt|cite|ref|textbf|textit|emph|href|begin|end|url)\{",
)  # fmt: skip
LEFT_SIGN = re.compile("|".join(LEFT_SIGNS), re.IGNORECASE | re.MULTILINE)
UNREAD_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*\d])[^*\n]*[^\s*]\*(?![\w*])|(?<![\w_])_(?=[^\s_])[^_\n]*[^\s_]_(?![\w_])|`[^`\n]+`"
)
"""What is emphasis and code in a body, and shown as it was typed in a headline."""


def find_signs(text: str, *, is_markdown: bool) -> Iterator[re.Match[str]]:
    """Yield the signs left in *text*: what readers see of a Markdown text, or a text in which nothing is formatted."""
    yield from LEFT_SIGN.finditer(text)
    if not is_markdown:
        yield from UNREAD_EMPHASIS.finditer(text)
