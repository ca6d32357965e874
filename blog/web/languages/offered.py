"""Languages of the interface that a reader, or a person at the desk, may choose."""

from collections.abc import Sequence

from blog.config.value_checks import split_names
from blog.text.language_tags import native_name
from blog.web.languages.catalogue_store import catalogues
from blog.web.site_identity.reading import site_settings


def offered_languages() -> tuple[str, ...]:
    """Return the tags of the languages that readers may choose, the site's own first; one where there is no choice."""
    chosen = (tag for tag in split_names(site_settings().languages) if tag in catalogues().tags)
    return tuple(dict.fromkeys((site_settings().language, *chosen)))


def desk_languages() -> tuple[str, ...]:
    """Return the tags of the languages that the desk can be shown in: all that have a catalogue."""
    return tuple(dict.fromkeys((site_settings().language, *catalogues().tags)))


def language_options(tags: Sequence[str]) -> list[tuple[str, str]]:
    """Return each of *tags* with the name that its language calls itself."""
    return [(tag, native_name(tag)) for tag in tags]


def find_language_of_text(tag: str) -> str | None:
    """Return the tag of the language in which pages can be written around a text in *tag*: that, or in another region.

    None where there is no such catalogue.
    """
    primary = tag.partition("-")[0]
    fitting = [one for one in catalogues().tags if one.partition("-")[0] == primary]
    return tag if tag in fitting else next(iter(fitting), None)


def known_language(tag: str) -> str:
    """Return *tag* if pages can be written in it, else "", the site's language: its catalogue may be gone."""
    return tag if tag in catalogues().tags else ""
