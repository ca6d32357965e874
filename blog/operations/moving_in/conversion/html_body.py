"""A body of another program as Markdown, with its pictures, its losses and the number of its words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from blog.operations.moving_in.conversion.collected_blocks import CollectedBlocks, WritePicture
from blog.operations.moving_in.conversion.own_links import OwnLinks, finish_links
from blog.operations.moving_in.conversion.tree_changes import change_tree, note_skipped
from blog.operations.moving_in.conversion.word_check import node_text, read_words, without_words
from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.text.cleaning import clean_text
from blog.text.markdown.pasting.html_to_markdown import write_tree
from blog.text.markdown.pasting.html_tree import Omission, read_tree


@dataclass
class ConvertedBody:
    """Markdown in which pictures still are words of CollectedBlocks."""

    markdown: str
    collected: CollectedBlocks = field(default_factory=CollectedBlocks)
    words: Sequence[str] = ()
    """The words that the old site showed."""
    links: Sequence[str] = ()
    """Paths of the old site to which it links."""

    @property
    def losses(self) -> list[Loss]:
        """Return what is lost, each once."""
        return list(dict.fromkeys(self.collected.losses))

    def write(self, write: WritePicture) -> str:
        """Return the Markdown with its pictures as *write* has them."""
        return finish_links(self.collected.fill(self.markdown, write))


def convert_html(html: str, site: str = "", page: str = "") -> ConvertedBody:
    """Return *html*, which stood at the path *page* of *site*, as Markdown.

    Raises:
        PasteTooLong: it is longer than a million characters, or built to keep the parser busy.
    """
    root, collected, links = read_tree(clean_text(html)), CollectedBlocks(), OwnLinks(site, page)
    words = read_words(node_text(root))
    note_skipped(root, collected)
    change_tree(root, collected, links)
    pasted = write_tree(root)
    for file in dict.fromkeys(links.files):
        collected.lose(LossKind.MEDIA, file)
    if Omission.NOTES in pasted.omissions:
        collected.lose(LossKind.LINK, "#")
    words = without_words(words, read_words(" ".join(collected.addresses)))
    return ConvertedBody(pasted.markdown, collected, words, list(dict.fromkeys(links.found)))
