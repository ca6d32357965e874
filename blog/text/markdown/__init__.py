"""Markdown to safe HTML, once, when an article is saved."""

from blog.text.markdown.components.figures import TYPES, InlinePicture
from blog.text.markdown.components.files import InlineFile, find_file_keys
from blog.text.markdown.rendering import MAX_LENGTH, Rendered, TooLong, find_picture_keys, render

__all__ = [
    "MAX_LENGTH",
    "TYPES",
    "InlineFile",
    "InlinePicture",
    "Rendered",
    "TooLong",
    "find_file_keys",
    "find_picture_keys",
    "render",
]
