"""Markdown, which is what is stored, made into safe HTML once, when it is saved."""

from blog.text.markdown.figures import TYPES, InlinePicture
from blog.text.markdown.rendering import LONGEST, Rendered, TooLong, find_picture_keys, render

__all__ = [
    "LONGEST",
    "TYPES",
    "InlinePicture",
    "Rendered",
    "TooLong",
    "find_picture_keys",
    "render",
]
