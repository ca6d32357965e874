"""Translations: groups of articles as pairs of a translation and its original."""

from collections import defaultdict
from collections.abc import Iterable


def pair_translations(groups: Iterable[tuple[str, str]], languages: dict[str, str], main: str = "") -> dict[str, str]:
    """Return the original of each translation, of *groups* as pairs of group and article.

    The original is the text in the *main* language, else the oldest. An
    article without a language of its own, or in one that the group has
    already, is no translation.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for group, article in groups:
        if languages.get(article, "*") not in {"*", ""} and article not in members[group]:
            members[group].append(article)
    found: dict[str, str] = {}
    for articles in members.values():
        ordered = sorted(articles, key=lambda one: (languages[one] != main, int(one) if one.isdigit() else 0))
        seen = {languages[ordered[0]]} if ordered else set[str]()
        for article in ordered[1:]:
            if languages[article] not in seen and article not in found and ordered[0] not in found:
                seen.add(languages[article])
                found[article] = ordered[0]
    return found
