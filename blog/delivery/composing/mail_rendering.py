"""What a message says: subject, text and HTML, made from the folder of its kind in templates/mail."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import css_inline
from flask import render_template

from blog.text.cleaning import clean_line, clean_text

TEXT_WIDTH = 72
"""Letters in a line of the text part."""

inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True)
class Letter:
    """One message before it is addressed."""

    subject: str
    text: str
    """Lines of at most TEXT_WIDTH, flowing (RFC 3676)."""
    html: str
    is_list: bool
    """Goes to a list that one can leave, and not to the one person who asked for it."""


def render_letter(folder: str, values: Mapping[str, Any], *, is_list: bool) -> Letter:
    """Return the letter in templates/mail/*folder* with *values*; needs an application context."""
    subject = clean_line(render_template(f"mail/{folder}/subject.txt", **values))
    text = render_template(f"mail/{folder}/body.txt", **values)
    html = render_template(f"mail/{folder}/body.html", subject=subject, **values)
    return Letter(subject, flow(clean_text(text)), inliner.inline(clean_text(html)), is_list=is_list)


def flow(text: str) -> str:
    """Return *text* in lines of at most 72 letters that programs may join again (RFC 3676): good on any screen."""
    return "\n".join(flow_line(line.rstrip()) for line in text.strip("\n").split("\n")) + "\n"


def flow_line(line: str) -> str:
    """Return one paragraph in lines; all but the last end with a space, which says that it goes on."""
    wrapped = textwrap.wrap(line, TEXT_WIDTH - 1, break_long_words=False, break_on_hyphens=False) or [""]
    return " \n".join(f" {part}" if part.startswith((">", "From ", " ")) else part for part in wrapped)
