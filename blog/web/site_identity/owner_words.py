"""The owner's own words: Markdown with a few placeholders, checked when saved, filled in when shown."""

import re
from collections.abc import Mapping

from flask_babel import gettext as _

from blog.text.markdown import render

KNOWN = ("site", "home", "preferences")
"""The name of the site, its address, and the address of the reader's own page."""
PLACEHOLDER = re.compile(r"\{([^{}.\n][^{}\n]{0,39})?\}")
"""Braces with a dot in front are attributes of Markdown, such as {.button}."""
LEFT_OVER = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)?|^:::.*$|</?[a-zA-Z][^>\n]*>|\*\*|~~", re.MULTILINE)
"""Signs of Markdown or HTML that a reader would see as they were typed."""
PICTURE = re.compile(r"!\[")
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~:])")
MAX_SHOWN = 40


def check_words(text: str) -> str | None:
    """Return the sentence about the first thing in *text* that cannot work, or None."""
    unknown = next((name for name in PLACEHOLDER.findall(text) if name not in KNOWN), None)
    if unknown is not None:
        return str(_("“{%(name)s}” is not known. Use {site}, {home} or {preferences}.")) % {"name": unknown[:MAX_SHOWN]}
    if PICTURE.search(text):
        return str(_("Pictures can’t stand here. Take out what begins with ![."))
    left = LEFT_OVER.search(render(fill_words(text, dict.fromkeys(KNOWN, "https://example.org/"))).text)
    if left:
        return str(_("“%(words)s” would be shown as it is typed. Check the Markdown there.")) % {
            "words": left[0][:MAX_SHOWN]
        }
    return None


def fill_words(text: str, values: Mapping[str, str]) -> str:
    """Return *text* with the value of each placeholder; what is no address has its signs escaped."""

    def value_of(match: re.Match[str]) -> str:
        value = values.get(match[1] or "", match[0])
        return value if value.startswith(("https://", "http://")) else SPECIAL.sub(r"\\\1", value)

    return PLACEHOLDER.sub(value_of, text)
