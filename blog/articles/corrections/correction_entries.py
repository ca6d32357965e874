"""Corrections as plain text and as feed entries."""

from flask_babel import gettext as _

from blog.articles.feeds.feed_content import FeedEntry, own_language
from blog.models import Correction, CorrectionKind
from blog.web.addresses.links import Links
from blog.web.formatting.public_headline import typographic


def correction_entry(correction: Correction, links: Links) -> FeedEntry:
    """Return *correction* as a feed entry; it links to the list of corrections, since the article may be withdrawn."""
    address = links.absolute(f"/corrections/#correction-{correction.id}")
    return FeedEntry(
        id=address,
        address=address,
        title=entry_title(correction),
        published_at=correction.corrected_at,
        updated_at=correction.struck_at or correction.corrected_at,
        text=correction_text(correction),
        language=own_language(correction.article),
    )


def entry_title(correction: Correction) -> str:
    """Return the kind of *correction*, or that it was struck, and the headline of its article."""
    headline = typographic(correction.article.headline, correction.article)
    if correction.is_struck:
        return str(_("Struck correction: %(headline)s", headline=headline))
    match correction.kind:
        case CorrectionKind.CLARIFICATION:
            return str(_("Clarification: %(headline)s", headline=headline))
        case CorrectionKind.RETRACTION:
            return str(_("Retraction: %(headline)s", headline=headline))
    return str(_("Correction: %(headline)s", headline=headline))


def kind_label(correction: Correction) -> str:
    """Return the kind of *correction* as a label, or that it was struck."""
    if correction.is_struck:
        return str(_("Struck correction"))
    names = {
        CorrectionKind.CORRECTION: _("Correction"),
        CorrectionKind.CLARIFICATION: _("Clarification"),
        CorrectionKind.RETRACTION: _("Retraction"),
    }
    return str(names[correction.kind])


def correction_text(correction: Correction) -> str:
    """Return old wording, new wording and explanation of *correction* as plain paragraphs."""
    parts = (
        (_("Struck: %(words)s"), correction.strike_reason),
        (_("We said: %(words)s"), correction.old_wording),
        (_("It should have said: %(words)s"), correction.new_wording),
        ("%(words)s", correction.explanation),
    )
    return "\n\n".join(str(label).replace("%(words)s", text) for label, text in parts if text)
