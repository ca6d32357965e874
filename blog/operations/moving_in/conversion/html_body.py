"""A body of another program as Markdown, with its pictures, its losses and the number of its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from blog.operations.moving_in.conversion.collected_blocks import CollectedBlocks, WritePicture
from blog.operations.moving_in.conversion.linked_files import link_to_files
from blog.operations.moving_in.conversion.own_links import OURS, OwnLinks, finish_links
from blog.operations.moving_in.conversion.tree_changes import change_tree, note_skipped
from blog.operations.moving_in.conversion.word_check import node_text, read_words, without_words
from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.text.cleaning import clean_line, clean_text
from blog.text.markdown.pasting.html_to_markdown import write_tree
from blog.text.markdown.pasting.html_tree import Omission, read_tree

BEGINNING = 2_000


@dataclass
class ConvertedBody:
    """Markdown in which pictures still are words of CollectedBlocks."""

    markdown: str
    collected: CollectedBlocks = field(default_factory=CollectedBlocks)
    words: Sequence[str] = ()
    """The words that the old site showed."""
    text: str = ""
    """The beginning of the text as the old site showed it."""
    links: Sequence[str] = ()
    """Paths of the old site to which it links."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Addresses there of documents and recordings, by what stands for them in the Markdown."""

    @property
    def losses(self) -> list[Loss]:
        """Return what is lost, each once."""
        found = (Loss(loss.kind, loss.detail.replace(OURS, "")) for loss in self.collected.losses)
        return list(dict.fromkeys(found))

    def write(self, write: WritePicture, file_keys: Mapping[str, str] | None = None) -> str:
        """Return the Markdown with its pictures as *write* has them, and links to the files that have keys here."""
        text = finish_links(self.collected.fill(self.markdown, write))
        return link_to_files(text, self.files, file_keys) if file_keys else text


def convert_html(html: str, site: str = "", page: str = "") -> ConvertedBody:
    """Return *html*, which stood at the path *page* of *site*, as Markdown.

    Raises:
        PasteTooLong: it is longer than a million characters, or built to keep the parser busy.
    """
    root, collected, links = read_tree(clean_text(html)), CollectedBlocks(), OwnLinks(site, page)
    shown = node_text(root)
    words = read_words(shown)
    note_skipped(root, collected)
    change_tree(root, collected, links)
    pasted = write_tree(root)
    for file in links.own_files():
        collected.lose(LossKind.MEDIA, file)
    if Omission.NOTES in pasted.omissions:
        collected.lose(LossKind.LINK, "#")
    words = without_words(words, read_words(" ".join(collected.addresses))) + read_words(" ".join(collected.shown))
    text = clean_line(shown[:BEGINNING])
    return ConvertedBody(pasted.markdown, collected, words, text, list(dict.fromkeys(links.found)), links.files)
