"""Which attachments the posts of an export show or link to, told by numbers and by names of files."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from blog.operations.moving_in.files.media_index import full_sizes

NUMBER = re.compile(r"""(?:wp-image-|wp-att-|attachment_id=|"(?:id|mediaId)":\s?)(\d{1,12})""")
NUMBERS = re.compile(r"""\b(?:ids|include|images?|image_id)"?(?:=["']|:\s?\[)([\d,\s"]{1,20000})""")
FILE = re.compile(r"""[/"']([^/"'<>\s?#\\()\[\]]{1,300}\.\w{2,5})\b""")
OWN_GALLERY = re.compile(r"\[gallery(?![^\]]*\b(?:ids|include)=)")
"""A gallery of all that was uploaded with the post."""


@dataclass
class AttachmentUses:
    """What the posts name."""

    numbers: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    """Posts that show all that belongs to them."""

    def note(self, post: str, text: str) -> None:
        """Note what the *text* of a post names."""
        self.numbers.update(NUMBER.findall(text))
        for found in NUMBERS.findall(text):
            self.numbers.update(re.findall(r"\d+", found))
        self.files.update(map(name_of, FILE.findall(text)))
        if OWN_GALLERY.search(text):
            self.posts.add(post)

    def has(self, number: str, address: str, post: str) -> bool:
        """Return whether a post shows or links to the attachment *number*, which was uploaded with *post*."""
        return number in self.numbers or post in self.posts or name_of(address) in self.files


def name_of(address: str) -> str:
    """Return the name of a file, the same for all its sizes."""
    try:
        return unquote(urlsplit(full_sizes(address)[0]).path).rsplit("/", 1)[-1].lower()
    except ValueError:
        return address.lower()
