"""Languages of posts, and which posts are translations of one text, as Polylang and WPML write them into an export."""

import re
from dataclasses import dataclass, field

from blog.operations.moving_in.sources.translation_groups import pair_translations
from blog.operations.moving_in.sources.wordpress.wxr_reader import WxrItem, WxrPart
from blog.text.language_tags import read_tag

LOCALE = re.compile(r'"locale";s:\d{1,3}:"([\w@.-]{2,35})"')
"""In the description of a language of Polylang, which PHP wrote: de_DE, de_DE_formal."""
WPML_LANGUAGE, WPML_GROUP = "_wpml_import_language_code", "_wpml_import_translation_group"
"""What the plugin "WPML Export and Import" adds to each post."""


@dataclass
class PostLanguages:
    """What the export says of languages; posts are known by their numbers."""

    main: str = ""
    """The language of the site."""
    locales: dict[str, str] = field(default_factory=dict)
    """Tags by the names that Polylang's addresses have."""
    posts: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[str, str]] = field(default_factory=list)
    """Group and post."""

    def take_part(self, part: WxrPart) -> None:
        """Note the language of the site, or one that Polylang knows."""
        if part.name == "language":
            self.main = self.main or read_tag(part.text) or ""
        elif part.values.get("term_taxonomy", "").strip() == "language":
            found = LOCALE.search(part.values.get("term_description", ""))
            tag = read_tag("_".join(re.split("[@.]", found[1])[0].split("_")[:2])) if found else None
            self.locales[part.values.get("term_slug", "").strip()] = tag or ""

    def take_post(self, item: WxrItem) -> None:
        """Note in which language a post is, and which others say the same."""
        number, language = item.get("post_id"), self.language_of(item)
        if number and language:
            self.posts[number] = language
            groups = [slug for domain, slug, _name in item.terms if domain == "post_translations" and slug]
            groups += filter(None, [item.first(WPML_GROUP)])
            self.groups += [(group, number) for group in groups]

    def language_of(self, item: WxrItem) -> str:
        """Return the tag of the language of a post, "" where nothing names one."""
        slugs = [slug for domain, slug, _name in item.terms if domain == "language"]
        named = next(iter(slugs), "") or item.first(WPML_LANGUAGE)
        short, locale = read_tag(named) if named else None, self.locales.get(named, "")
        # A name is any word that its owner likes, such as ch for German in Switzerland.
        return (short if short and locale.split("-")[0] in {short, ""} else locale) or ""

    def translations(self) -> dict[str, str]:
        """Return the original of each translation."""
        plain = self.main.split("-")[0]
        main = next((one for one in self.posts.values() if one in {self.main, plain}), "")
        return pair_translations(self.groups, self.posts, main)
