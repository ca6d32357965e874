"""A page of the live site as a file: relative links, scripts that open from a disk, no form that needs the server."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from blog.operations.static_site.files.file_names import relative_link

Resolve = Callable[[str], str | None]
"""Returns the file that stands for an address of the site, or None where there is none."""

NEEDS_SERVER = (
    '//*[@data-behaviour="offline_button" or @data-behaviour="read_aloud" or @data-behaviour="changes_since_visit"]'
    '|//form[contains(@action, "/choices")][not(@data-behaviour="reader_preferences")]'
    '|//form[contains(concat(" ", @class, " "), " versions__choice ")]|//link[@rel="preload"]'
)
"""What can do nothing in a file: modules loaded later, forms of choices that only the server keeps, comparing."""
ABOUT_LIST = (
    "//*[contains(@class, 'list-head__facts') or contains(@class, 'list-head__tags')]"
    "|//nav[contains(concat(' ', @class, ' '), ' months ')]"
)
"""What the first page of a list says about all of it."""
CHROME = ("masthead", "footer")
"""Classes of the head and the foot, which are alike on all pages."""
VOID_ENDS = re.compile("</(?:source|track|wbr)>")
"""Ends that the serializer writes though HTML has none."""
LINKS = ("href", "src", "poster")
SETS = ("srcset", "imagesrcset")
PREFERENCES_STYLE = "form[data-behaviour=reader_preferences],.comfort,.text-size{display:none}"


@dataclass
class RewrittenPage:
    """The bytes of the file, and the addresses of the site that its own part, and its frame, link to or show."""

    body: bytes
    shown: set[str] = field(default_factory=set)
    frame: set[str] = field(default_factory=set)


@dataclass
class PageRewriting:
    """Rewrites the page at *address* as the file *name*.

    Args:
        resolve: finds the file for an address.
        live: the live site, without slash at the end.
        older: the file of the older page of the list, where this is a page of one.
    """

    address: str
    name: str
    resolve: Resolve
    live: str
    older: str | None = None
    is_older: bool = False
    """Whether the page itself is an older one; it then says nothing about the list that others could change."""
    shown: set[str] = field(default_factory=set)
    frame: set[str] = field(default_factory=set)

    def rewrite(self, page: bytes) -> RewrittenPage:
        """Return the file of *page*, HTML in UTF-8."""
        document: HtmlElement = html.document_fromstring(page.decode(), parser=html.HTMLParser(encoding=None))
        for element in document.xpath(f"{NEEDS_SERVER}|{ABOUT_LIST}" if self.is_older else NEEDS_SERVER):
            drop_with_space(element)
        for form in list(document.iter("form")):
            self.lead_form(form)
        for element in document.iter():
            if isinstance(element.tag, str):
                self.rewrite_element(element)
        self.hide_choices(document)
        text = html.tostring(document, encoding="unicode", doctype="<!doctype html>")
        return RewrittenPage(VOID_ENDS.sub("", text).encode(), self.shown, self.frame)

    def lead_form(self, form: HtmlElement) -> None:
        """Let *form* ask the search of the files, change the page itself, or else be a link to the live site."""
        if form.get("method", "get") == "get":
            form.set("action", self.file_or_live(form.get("action", ""), form))
        elif form.get("data-behaviour") == "reader_preferences":
            form.attrib.pop("action", None)
            form.set("method", "get")
            for field in form.xpath('.//input[@name="back"]'):
                field.drop_tree()
        else:
            form.getparent().replace(form, self.link_instead(form))

    def link_instead(self, form: HtmlElement) -> HtmlElement:
        """Return a link to the page of the live site that has what *form* asks, with the words of its button."""
        button = next(form.iter("button"), None)
        topic = form.xpath('.//input[@name="topic"]/@value')
        place = (
            f"/subscribe{'?topic=' + topic[0] if topic else ''}"
            if "subscri" in form.get("action", "")
            else self.address
        )
        link = html.Element("a", {"class": "button button--primary", "href": self.live + place})
        link.text = button.text_content().strip() if button is not None else self.live
        paragraph = html.Element("p", {"class": form.get("class", "")})
        paragraph.append(link)
        paragraph.tail = form.tail
        return paragraph

    def rewrite_element(self, element: HtmlElement) -> None:
        """Let what *element* links to or loads be found from the file."""
        if element.tag == "script" and element.get("type") == "module":
            del element.attrib["type"]
            element.set("defer", "")
        for name in LINKS:
            if element.get(name) is not None and element.tag != "form":
                element.set(name, self.file_or_live(element.get(name), element))
        for name in SETS:
            if element.get(name):
                element.set(name, ", ".join(self.candidates(element, element.get(name))))
        if element.get("data-address", "").startswith("/"):
            element.set("data-address", self.live + element.get("data-address"))

    def candidates(self, element: HtmlElement, value: str) -> Iterator[str]:
        """Yield the pictures of a srcset with their widths."""
        for candidate in re.split(r",\s+", value.strip()):
            address, _, width = candidate.partition(" ")
            yield f"{self.file_or_live(address, element)} {width}".strip()

    def file_or_live(self, link: str, element: HtmlElement) -> str:
        """Return *link* as it stands in the file: to another one, to the live site, or unchanged where it leads out."""
        address, fragment = urldefrag(urljoin(self.live + self.address, link))
        is_own = address.startswith(self.live + "/") and not link.startswith("#")
        if not is_own or (element.tag == "link" and link.startswith(self.live)):
            if is_own:
                self.resolve(address.removeprefix(self.live))
            return link
        place = address.removeprefix(self.live)
        self.note(place, element)
        target = self.older if self.older and "before=" in urlsplit(place).query else self.resolve(place)
        found = address if target is None else relative_link(self.name, target)
        return f"{found}#{fragment}" if fragment else found

    def note(self, place: str, element: HtmlElement) -> None:
        """Keep that the page shows what is at *place*, or that its frame does, which is that of every page."""
        is_frame = any(one.get("class", "").startswith(CHROME) for one in element.iterancestors("header", "footer"))
        (self.frame if is_frame else self.shown).add(place)

    def hide_choices(self, document: HtmlElement) -> None:
        """Hide the reader's choices where no script can keep them."""
        head = document.find("head")
        if head is not None:
            note = html.fragment_fromstring(f"<noscript><style>{PREFERENCES_STYLE}</style></noscript>")
            head.append(note)


def drop_with_space(element: HtmlElement) -> None:
    """Take *element* out, so that the page is as if it had never been there."""
    before, parent = element.getprevious(), element.getparent()
    if (element.tail or "")[:1].isspace():
        if before is not None:
            before.tail = (before.tail or "").rstrip()
        elif parent is not None:
            parent.text = (parent.text or "").rstrip()
    element.drop_tree()
