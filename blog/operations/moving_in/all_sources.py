"""All sources, those that recognise their exports most surely first."""

from blog.operations.moving_in.door import Source
from blog.operations.moving_in.sources.ghost.ghost_source import GhostSource
from blog.operations.moving_in.sources.markdown_folder.markdown_source import MarkdownSource
from blog.operations.moving_in.sources.wordpress.wordpress_source import WordPressSource

SOURCES: tuple[Source, ...] = (WordPressSource(), GhostSource(), MarkdownSource())
