"""A body in Markdown of another program: its HTML converted, its pictures found, its codes left out."""

import re

from blog.operations.moving_in.conversion.collected_blocks import CollectedBlocks
from blog.operations.moving_in.conversion.html_body import ConvertedBody


def convert_markdown(text: str, site: str = "", page: str = "") -> ConvertedBody:
    """Return *text*, which stood at the path *page* of *site*, as our Markdown."""
    return ConvertedBody(text, CollectedBlocks(), re.findall(r"[^\W_]+", text), [])
