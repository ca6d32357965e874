"""What the files of a WordPress export say of people, terms and attachments, before any post is read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from blog.operations.moving_in.conversion.plain_words import path_of, plain
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import Loss, LossKind, PersonItem, PictureItem, TopicItem
from blog.operations.moving_in.sources.wordpress.attachment_uses import AttachmentUses
from blog.operations.moving_in.sources.wordpress.post_languages import PostLanguages
from blog.operations.moving_in.sources.wordpress.wxr_reader import WxrItem, WxrPart, read_wxr

ARTICLE_TYPES = frozenset({"post", "page"})
LEFT_OUT = frozenset({"trash", "auto-draft", "inherit"})
DEFAULT_CATEGORIES = frozenset({"uncategorized", "allgemein", "uncategorised", "non-classe"})
DOMAINS = {"category": False, "post_tag": True}
"""Taxonomies that become topics, and whether they are tags."""
OTHER_DOMAINS = frozenset(
    {"nav_menu", "post_format", "language", "post_translations", "term_language", "term_translations", "wp_theme"}
)
"""Taxonomies that say something of a post, and are no list of posts that readers see."""
MAX_ABOVE = 10
MAX_BLOCKS = 2_000
"""Reusable blocks that are kept."""


@dataclass
class WxrSurvey:
    """What is known of the whole export."""

    site: str = ""
    title: str = ""
    people: dict[str, PersonItem] = field(default_factory=dict)
    nicenames: dict[str, str] = field(default_factory=dict)
    """Keys of people by the nicename that Co-Authors Plus gives them."""
    terms: dict[str, TopicItem] = field(default_factory=dict)
    """Categories and tags by name."""
    uses: Counter[str] = field(default_factory=Counter)
    attachments: dict[str, PictureItem] = field(default_factory=dict)
    """Pictures by id of their attachment."""
    children: dict[str, list[str]] = field(default_factory=dict)
    """Ids of attachments by the post under which they were uploaded."""
    parents: dict[str, str] = field(default_factory=dict)
    """Slugs of the categories above, by slug."""
    uploaded_with: dict[str, str] = field(default_factory=dict)
    """Post by id of the attachment."""
    titles: dict[str, str] = field(default_factory=dict)
    """Of attachments by their ids."""
    named: AttachmentUses = field(default_factory=AttachmentUses)
    languages: PostLanguages = field(default_factory=PostLanguages)
    further: set[tuple[str, str]] = field(default_factory=set)
    """Terms of other taxonomies that posts have."""
    blocks: dict[str, str] = field(default_factory=dict)
    """Reusable blocks by id."""
    losses: list[tuple[Loss, str]] = field(default_factory=list)
    count: int = 0
    newest: dict[str, str] = field(default_factory=dict)
    """When each post was changed last, by its number: exports of several days may lie together."""

    def take(self, part: WxrItem | WxrPart, types: frozenset[str]) -> None:
        """Take in one part of a file."""
        if isinstance(part, WxrPart):
            self.take_part(part)
            return
        kind = part.get("post_type") or "post"
        if kind == "attachment":
            self.take_attachment(part)
        elif kind == "guest-author":
            self.take_guest(part)
        elif kind == "wp_block" and len(self.blocks) < MAX_BLOCKS:
            self.blocks[part.get("post_id")] = part.values.get("content", "")
            self.named.note(part.get("post_id"), part.values.get("content", ""))
        elif kind in ARTICLE_TYPES | types:
            self.take_article(part)
        else:
            self.losses.append((Loss(LossKind.ITEM, kind), plain(part.get("title")) or part.get("post_id")))

    def take_part(self, part: WxrPart) -> None:
        """Take in an author, a term, or a value of the channel."""
        if part.name == "author" and (login := part.values.get("author_login", "").strip()):
            values = part.values
            whole = " ".join(filter(None, [values.get("author_first_name"), values.get("author_last_name")]))
            name = plain(values.get("author_display_name", "")) or plain(whole) or login
            paths = [f"/author/{slug}/" for slug in dict.fromkeys([quote(login), nicename_of(login)])]
            paths.append(f"/?author={values.get('author_id', '')}")
            self.people[login] = PersonItem(login, name, values.get("author_email", "").strip(), paths=paths)
        elif part.name == "category":
            self.take_term(part, "cat_name", "category_nicename", "category_description", "category")
        elif part.name == "tag":
            self.take_term(part, "tag_name", "tag_slug", "tag_description", "post_tag")
        elif part.name in {"language", "term"}:
            self.languages.take_part(part)
        elif part.name == "title":
            self.title = self.title or plain(part.text)
        elif part.name in {"link", "base_blog_url"} and part.text.startswith("http"):
            self.site = part.text if part.name == "base_blog_url" else self.site or part.text

    def take_term(self, part: WxrPart, name_key: str, slug_key: str, words_key: str, domain: str) -> None:
        """Take in a category or a tag."""
        name, slug = plain(part.values.get(name_key, "")), part.values.get(slug_key, "").strip()
        self.parents[slug] = part.values.get("category_parent", "").strip()
        if name:
            words = plain(part.values.get(words_key, ""))
            self.terms[name] = TopicItem(name, words, DOMAINS[domain], paths=self.term_paths(domain, slug, part))

    def term_paths(self, domain: str, slug: str, part: WxrPart | None = None) -> list[str]:
        """Return the addresses of the page of a term."""
        base = urlsplit(self.site).path.rstrip("/")
        parent = part.values.get("category_parent", "").strip() if part else ""
        folder = "tag" if DOMAINS[domain] else "category"
        number = part.values.get("term_id", "").strip() if part else ""
        above = self.slugs_above(parent)
        wholes = [f"{base}/{folder}/{'/'.join([*above[place:], slug])}/" for place in range(len(above), -1, -1)]
        paths = [wholes[0], f"{wholes[0]}feed/", *wholes[1:]]
        paths += [f"{base}/?tag={slug}"] if folder == "tag" else []
        return paths + ([f"{base}/?cat={number}"] if number and folder == "category" else [])

    def slugs_above(self, parent: str) -> list[str]:
        """Return the slugs of the categories above one below *parent*, the outermost first."""
        found = list[str]()
        while parent and parent not in found and len(found) < MAX_ABOVE:
            found.insert(0, parent)
            parent = self.parents.get(parent, "")
        return found

    def take_attachment(self, item: WxrItem) -> None:
        """Take in a picture, with the words that belong to it."""
        address = item.get("attachment_url") or item.get("guid")
        caption = plain(item.values.get("excerpt", ""))
        alt = plain(item.first("_wp_attachment_image_alt"))
        number = item.get("post_id")
        base = urlsplit(self.site).path.rstrip("/")
        paths = [path for path in (path_of(item.get("link")), f"{base}/?attachment_id={number}") if path]
        self.attachments[number] = PictureItem(address, alt[:500], caption[:500], paths=paths)
        self.titles[number] = plain(item.get("title"))[:200]
        if (parent := item.get("post_parent")) not in {"", "0"}:
            self.uploaded_with[number] = parent
            self.children.setdefault(parent, []).append(number)

    def take_guest(self, item: WxrItem) -> None:
        """Take in a guest author of Co-Authors Plus."""
        slug = item.get("post_name")
        name = plain(item.first("cap-display_name") or item.get("title"))
        if name and slug:
            key = slug.removeprefix("cap-")
            self.people[key] = PersonItem(key, name, item.first("cap-user_email"), paths=[f"/author/{quote(key)}/"])
            self.nicenames[slug] = key

    def take_article(self, item: WxrItem) -> None:
        """Count a post, its terms and its authors."""
        if item.get("status") in LEFT_OUT:
            what = f"{item.get('post_type')} {item.get('status')}"
            self.losses.append((Loss(LossKind.ITEM, what), plain(item.get("title")) or item.get("post_id")))
            return
        self.count += 1
        self.languages.take_post(item)
        if edition := edition_of(item):
            self.newest[edition] = max(self.newest.get(edition, ""), item.get("post_modified_gmt"))
        self.named.note(item.get("post_id"), item.values.get("content", ""))
        self.named.note("", " ".join(f'"{value}' for value in item.meta.get("enclosure", [])))
        self.named.numbers.add(item.first("_thumbnail_id"))
        for domain, slug, words in item.terms:
            name = plain(words)
            if domain == "author":
                self.find_author(slug, name)
            elif domain in DOMAINS and name and slug.lower() not in DEFAULT_CATEGORIES:
                self.uses[name] += 1
                paths = self.term_paths(domain, slug)
                self.terms.setdefault(name, TopicItem(name, is_tag=DOMAINS[domain], paths=paths))
            elif domain not in OTHER_DOMAINS | DOMAINS.keys() and (domain, name) not in self.further:
                self.further.add((domain, name))
                self.losses.append((Loss(LossKind.ITEM, domain), name or slug))
        creator = item.get("creator")
        if creator and creator not in self.people:
            self.people[creator] = PersonItem(creator, creator.partition("@")[0])

    def find_author(self, nicename: str, name: str) -> str:
        """Return the key of the author that Co-Authors Plus calls *nicename*, known from now on."""
        key = self.nicenames.get(nicename) or nicename.removeprefix("cap-")
        if key not in self.people:
            same = [person.key for person in self.people.values() if person.name == name]
            key = same[0] if same else key
            self.people.setdefault(key, PersonItem(key, name or key, paths=[f"/author/{quote(key)}/"]))
        self.nicenames[nicename] = key
        return key

    def unused(self) -> Iterator[tuple[Loss, str]]:
        """Yield the attachments that no article shows or links to, as losses, each with its title."""
        for number, picture in self.attachments.items():
            if not self.named.has(number, picture.address, self.uploaded_with.get(number, "-")):
                yield Loss(LossKind.UNUSED, picture.address[:300]), self.titles[number] or number

    def topics(self) -> Iterator[TopicItem]:
        """Yield the terms, those first that most posts have."""
        for name, term in sorted(self.terms.items(), key=lambda one: (-self.uses[one[0]], one[0])):
            yield TopicItem(name, term.description, term.is_tag, self.uses[name], term.paths)


def edition_of(item: WxrItem) -> str:
    """Return what two editions of one post share, "" where it has no number or no address."""
    number, link = item.get("post_id"), item.get("link")
    return f"{number} {link}" if number and link else ""


def nicename_of(login: str) -> str:
    """Return the part of an author's address that WordPress makes of a login."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^a-z0-9\s_-]", "", login.lower().replace(".", "-"))).strip("-")[:50]


def read_parts(bundle: Bundle, names: Iterable[str]) -> Iterator[WxrItem | WxrPart]:
    """Yield the parts of all files in their order."""
    for name in names:
        with bundle.open(name) as stream:
            yield from read_wxr(stream)
