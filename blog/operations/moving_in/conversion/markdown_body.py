"""A body in Markdown of another program: made HTML as that program shows it, and then converted like any other."""

import re
from collections.abc import Sequence
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from blog.operations.moving_in.conversion.html_body import ConvertedBody, convert_html
from blog.text.markdown.pasting.html_tree import PasteTooLong

MAX_MARKDOWN = 500_000
"""Characters; more is no article."""
PARSER = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
PARSER.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
TITLE = "data-caption"
RAISED = re.compile(r"(?<!\[)\^(\w{1,20})\^(?!\])")
BACK = re.compile(r'<section class="footnotes">|</section>|<hr class="footnotes-sep"\s*/?>')


def convert_markdown(text: str, site: str = "", page: str = "") -> ConvertedBody:
    """Return *text*, which stood at the path *page* of *site*, as our Markdown.

    Raises:
        PasteTooLong: it is longer than any article, or built to keep a parser busy.
    """
    return convert_html(markdown_html(text), site, page)


def markdown_html(text: str) -> str:
    """Return *text* as HTML, with the HTML in it."""
    if len(text) > MAX_MARKDOWN:
        raise PasteTooLong
    return BACK.sub("", cast(str, PARSER.render(text)))


def render_image(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    """Return a picture whose title is its caption, since the words of a title would be lost."""
    token = tokens[place]
    title = str(token.attrs.pop("title", ""))
    if title and title != token.content:
        token.attrSet(TITLE, title)
    return renderer.image(tokens, place, options, env)


PARSER.add_render_rule("image", render_image)
