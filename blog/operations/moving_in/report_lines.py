"""The report of an import in lines, for the operator at the command line."""

from collections.abc import Iterator

from blog.operations.moving_in.imported_items import LossKind
from blog.operations.moving_in.moving_report import MovingReport, Outcome

OUTCOMES = {
    Outcome.NEW: "new",
    Outcome.UPDATED: "changed there since the last run, and written again",
    Outcome.UNCHANGED: "here already, as they are there",
    Outcome.EDITED: "changed there and edited here: left as they are here",
    Outcome.DELETED: "deleted here: not brought back",
    Outcome.REFUSED: "refused",
}
LOSSES = {
    LossKind.PICTURE: "pictures that are not to be had",
    LossKind.EMBED: "frames, of which a link is left",
    LossKind.MEDIA: "recordings, films and documents, of which a link is left",
    LossKind.BLOCK: "blocks that the old program filled itself",
    LossKind.SHORTCODE: "codes of plugins",
    LossKind.WIDGET: "buttons and boxes of the old program",
    LossKind.SCRIPT: "scripts",
    LossKind.FORMULA: "formulas",
    LossKind.LINK: "links of pictures and captions",
    LossKind.WORDS: "articles in which words are missing",
    LossKind.TAG: "tags that too few articles have to become topics",
    LossKind.TITLE: "titles longer than a headline may be: whole in the text",
    LossKind.AUTHOR: "authors without a name",
    LossKind.STATUS: "articles that were not public there: drafts here",
    LossKind.COMMENTS: "articles with comments: kept with the original, shown nowhere yet",
    LossKind.UNUSED: "pictures and files that no article shows or links to: left there",
    LossKind.ITEM: "things that are no articles",
}


def report_lines(report: MovingReport) -> Iterator[str]:
    """Yield the lines of *report*."""
    for outcome, words in OUTCOMES.items():
        if count := report.outcomes[outcome]:
            yield f"  {count:>9,} articles {words}"
    yield f"  {report.drafts:>9,} of them drafts, {report.pages:,} pages without date"
    yield f"  {report.words_before:>9,} words before, {report.words_after:,} after"
    yield f"  {report.people:>9,} authors, {report.topics:,} topics"
    shown = ", ".join(f"{count:,} {name}" for name, count in report.pictures.items() if count)
    yield f"  Pictures: {shown or 'none'}"
    if files := ", ".join(f"{count:,} {name}" for name, count in report.files.items() if count):
        yield f"  Files: {files}"
    if report.links:
        yield f"  {report.links:>9,} links between articles lead to their new addresses"
    if report.readers:
        yield f"  {report.readers:>9,} readers"
    for title, reason in report.refused:
        yield f"  Refused: {title}: {reason}"
    yield from loss_lines(report)


def loss_lines(report: MovingReport) -> Iterator[str]:
    """Yield what is lost, by kind, with the first places."""
    for kind, lost in report.losses.items():
        yield f"  {lost.count:>9,} {LOSSES[LossKind(kind)]}:"
        for place, detail in lost.places:
            yield f"            {place}  {detail}".rstrip()
