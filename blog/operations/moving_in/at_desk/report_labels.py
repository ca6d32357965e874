"""Words of an import as the desk shows it: outcomes, losses, programs, and why a step failed."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from blog.operations.moving_in.imported_items import LossKind
from blog.operations.moving_in.moving_report import Outcome

OUTCOME_LABELS: Mapping[str, LazyString] = {
    Outcome.NEW: _l("New articles"),
    Outcome.UPDATED: _l("Changed there since the last import: written again"),
    Outcome.UNCHANGED: _l("Already here, and unchanged there"),
    Outcome.EDITED: _l("Changed there and edited here: left as they are here"),
    Outcome.DELETED: _l("Deleted here: not brought back"),
    Outcome.REFUSED: _l("Refused"),
}
LOSS_LABELS: Mapping[str, LazyString] = {
    LossKind.PICTURE: _l("Pictures that could not be found"),
    LossKind.EMBED: _l("Embedded frames: a link is left"),
    LossKind.MEDIA: _l("Recordings, films and documents: a link is left"),
    LossKind.BLOCK: _l("Blocks that the old program filled itself"),
    LossKind.SHORTCODE: _l("Codes of plugins"),
    LossKind.WIDGET: _l("Buttons and boxes of the old program"),
    LossKind.SCRIPT: _l("Scripts"),
    LossKind.FORMULA: _l("Formulas"),
    LossKind.LINK: _l("Links of pictures and captions"),
    LossKind.WORDS: _l("Articles in which words are missing"),
    LossKind.TAG: _l("Tags that too few articles have to become topics"),
    LossKind.TITLE: _l("Titles longer than a headline may be: whole in the text"),
    LossKind.AUTHOR: _l("Authors without a name"),
    LossKind.STATUS: _l("Articles that were not public there: drafts here"),
    LossKind.COMMENTS: _l("Articles with comments: kept with the original, shown nowhere yet"),
    LossKind.UNUSED: _l("Pictures and files that no article shows or links to: left there"),
    LossKind.ITEM: _l("Things that are no articles"),
}
PROGRAM_LABELS: Mapping[str, str] = {
    "wordpress": "WordPress",
    "ghost": "Ghost",
    "markdown": "Markdown",
    "easyblog": "EasyBlog",
    "joomla": "Joomla",
    "substack": "Substack",
    "medium": "Medium",
    "blogger": "Blogger",
    "feed": "Atom, RSS",
    "broadsheet": "Broadsheet",
}

DISK_FULL, KILLED, UNFORESEEN = "disk_full", "killed", "unforeseen"
SENTENCES: Mapping[str, LazyString] = {
    DISK_FULL: _l("The disk of the server is full. Make room on it, then try again; nothing was lost."),
    KILLED: _l(
        "The server ended this again and again, perhaps for want of memory. Go on when it has more, or import on the"
        " command line."
    ),
    UNFORESEEN: _l(
        "Something went wrong that we did not foresee. What came so far is kept. Go on to try again; the log of the"
        " server says more."
    ),
}
"""Of problems that are words; others are sentences themselves."""


def label_loss(kind: str) -> str:
    """Return the words of a kind of loss; a kind without words is named itself."""
    return str(LOSS_LABELS.get(kind, kind))


def label_program(name: str) -> str:
    """Return the name of a program as it writes itself."""
    return PROGRAM_LABELS.get(name, name.capitalize())


def label_source(source: str) -> str:
    """Return program and site as the desk shows them, such as "WordPress, old.example.org"."""
    program, _space, site = source.partition(" ")
    return ", ".join(filter(None, [label_program(program), site]))


def say_problem(problem: str) -> str:
    """Return the sentence of *problem*."""
    return str(SENTENCES.get(problem, problem))
