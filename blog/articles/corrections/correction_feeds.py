"""Corrections as entries of a feed, in plain text."""

from flask_babel import gettext as _

from blog.articles.feeds.feed_content import Entry
from blog.models import Correction, CorrectionKind
from blog.web.links import Links


def describe(correction: Correction, links: Links) -> Entry:
    """Return the entry of *correction*; its address is in the list, since the article may be withdrawn."""
    address = links.absolute(f"/corrections/#correction-{correction.id}")
    return Entry(
        id=address,
        address=address,
        title=title_of(correction),
        published_at=correction.corrected_at,
        updated_at=correction.struck_at or correction.corrected_at,
        text=text_of(correction),
    )


def title_of(correction: Correction) -> str:
    """Return the headline of the article behind the kind of correction; a struck one says so."""
    headline = correction.article.headline
    if correction.is_struck:
        return str(_("Struck correction: %(headline)s", headline=headline))
    match correction.kind:
        case CorrectionKind.CLARIFICATION:
            return str(_("Clarification: %(headline)s", headline=headline))
        case CorrectionKind.RETRACTION:
            return str(_("Retraction: %(headline)s", headline=headline))
    return str(_("Correction: %(headline)s", headline=headline))


def kind_of(correction: Correction) -> str:
    """Return what *correction* is, in a word or two."""
    if correction.is_struck:
        return str(_("Struck correction"))
    names = {
        CorrectionKind.CORRECTION: _("Correction"),
        CorrectionKind.CLARIFICATION: _("Clarification"),
        CorrectionKind.RETRACTION: _("Retraction"),
    }
    return str(names[correction.kind])


def text_of(correction: Correction) -> str:
    """Return what *correction* says, in plain paragraphs."""
    parts = (
        (_("Struck: %(words)s"), correction.strike_reason),
        (_("We wrote: %(words)s"), correction.old_wording),
        (_("Right is: %(words)s"), correction.new_wording),
        ("%(words)s", correction.explanation),
    )
    return "\n\n".join(str(frame).replace("%(words)s", words) for frame, words in parts if words)
