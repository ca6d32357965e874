"""What is said of an act on several articles: what was done, and of each that was left as it is why."""

from collections.abc import Callable, Sequence
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from blog.authoring.dashboard.bulk_actions import BulkAct, BulkObstacle, BulkVerdict
from blog.models import Topic
from blog.web.formatting.memoized import join_names

MAX_NAMED = 5
"""Headlines in one sentence."""
SENTENCES: dict[BulkObstacle, Callable[..., str]] = {
    BulkObstacle.NOT_DRAFT: lambda number, names: ngettext(
        "%(names)s is not a draft: only drafts are deleted here.",
        "%(names)s are not drafts: only drafts are deleted here.",
        number,
        names=names,
    ),
    BulkObstacle.NOT_OWN: lambda number, names: ngettext(
        "Only its first author or an editor may delete %(names)s.",
        "Only their first authors or an editor may delete %(names)s.",
        number,
        names=names,
    ),
    BulkObstacle.NOT_PUBLIC: lambda number, names: ngettext(
        "%(names)s is not public.", "%(names)s are not public.", number, names=names
    ),
    BulkObstacle.HAS_TOPIC: lambda number, names: ngettext(
        "%(names)s already has this topic.", "%(names)s already have this topic.", number, names=names
    ),
    BulkObstacle.LOCKED: lambda number, names: ngettext(
        "%(names)s is with an editor: you cannot change it now.",
        "%(names)s are with an editor: you cannot change them now.",
        number,
        names=names,
    ),
}
"""Why articles were left as they are, by their number and names."""


def result_sentences(act: BulkAct, verdicts: Sequence[BulkVerdict], topic: Topic | None, lost: int) -> list[str]:
    """Return a sentence on what was done, and one for each reason why articles were left as they are.

    Args:
        act: what was to be done.
        verdicts: the articles.
        topic: what was added, for that act.
        lost: the number of chosen articles that are gone, or that the person cannot see.
    """
    done = sum(verdict.obstacle is None for verdict in verdicts)
    refused = sorted((verdict for verdict in verdicts if verdict.obstacle), key=lambda verdict: str(verdict.obstacle))
    sentences = [done_sentence(act, done, topic)]
    for obstacle, group in groupby(refused, key=lambda verdict: verdict.obstacle):
        headlines = [verdict.article.headline for verdict in group]
        sentences.append(obstacle_sentence(obstacle, headlines))
    return sentences + ([lost_sentence(lost)] if lost else [])


def done_sentence(act: BulkAct, number: int, topic: Topic | None) -> str:
    """Return how many articles were changed."""
    if act is BulkAct.DELETE:
        return str(ngettext("%(num)d draft was deleted.", "%(num)d drafts were deleted.", number))
    if act is BulkAct.WITHDRAW:
        return str(ngettext("%(num)d article was withdrawn.", "%(num)d articles were withdrawn.", number))
    return str(
        ngettext(
            "“%(topic)s” was added to %(num)d article.",
            "“%(topic)s” was added to %(num)d articles.",
            number,
            topic=topic.name if topic else "",
        )
    )


def obstacle_sentence(obstacle: BulkObstacle, headlines: Sequence[str]) -> str:
    """Return why the articles with *headlines* were left as they are; of many the first are named."""
    write = SENTENCES[obstacle]
    return str(write(len(headlines), names=name_all(headlines)))


def name_all(headlines: Sequence[str]) -> str:
    """Return *headlines* in quotes, joined; of more than MAX_NAMED the number of the rest."""
    quoted = [_("“%(headline)s”", headline=headline) for headline in headlines[:MAX_NAMED]]
    rest = len(headlines) - MAX_NAMED
    return join_names(quoted + ([ngettext("%(num)d more", "%(num)d more", rest)] if rest > 0 else []))


def lost_sentence(number: int) -> str:
    """Return that so many articles are gone, or not for the person to see."""
    return str(
        ngettext(
            "%(num)d article is left out: it no longer exists, or it is not yours.",
            "%(num)d articles are left out: they no longer exist, or they are not yours.",
            number,
        )
    )
