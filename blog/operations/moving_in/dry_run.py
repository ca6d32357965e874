"""The dry run of an import: all is read and converted, nothing is written."""

from collections.abc import Iterator

from blog.database import AnySession
from blog.models import OriginKind
from blog.operations.moving_in.conversion.word_check import find_missing, html_text, read_words
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind
from blog.operations.moving_in.importing import STANDING, ImportRun
from blog.operations.moving_in.moving_report import ArticleRow, Outcome, words_loss
from blog.operations.moving_in.prepared_articles import (
    ArticleRefused,
    Pictures,
    PreparedArticle,
    is_public_here,
    prepare,
)
from blog.operations.moving_in.storing.article_rows import first_path
from blog.operations.moving_in.storing.imported_readers import gather_readers
from blog.operations.moving_in.storing.origins import distinct, find_origin
from blog.operations.moving_in.storing.settled_links import ForeseenLinks
from blog.pictures.files.article_bodies import keep_rendered
from blog.text.language import article_marks
from blog.text.markdown import InlinePicture


def rehearse(run: ImportRun, session: AnySession) -> Iterator[ArticleRow]:
    """Yield what would become of each article; nothing is written."""
    if run.contents.whole is not None:
        yield from run.contents.whole.rehearse(session, run.report)
        return
    run.report.lose(run.contents.losses)
    run.report.lose(run.topics.losses())
    run.report.topics = len(run.topics.taken)
    run.report.people = len(run.contents.people)
    readers, lost = gather_readers(run.contents.readers())
    run.report.lose(lost)
    run.report.readers = len(readers)
    foreseen = ForeseenLinks()
    for item in distinct(run.contents.articles(), run.report.lose):
        origin = find_origin(session, run.source, OriginKind.ARTICLE, item.key)
        outcome = run.judge(origin, item)
        yield run.note(rehearse_article(run, item, outcome, foreseen))
        session.rollback()
        session.expunge_all()
    run.report.links = foreseen.count(session)


def rehearse_article(run: ImportRun, item: ArticleItem, outcome: Outcome, foreseen: ForeseenLinks) -> ArticleRow:
    """Return the row of one article, and note its links, which are set unless it stays as it is here."""
    try:
        prepared = prepare(item, run.contents.site)
        keys, missing = find_files(run, prepared)
        body = prepared.write(Pictures(keys, dict(run.contents.pictures)))
    except ArticleRefused as reason:
        return ArticleRow(item.key, item.title, first_path(item), Outcome.REFUSED, reason=str(reason))
    is_public, hidden = is_public_here(prepared, body, run.now)
    foreseen.note(item.paths, () if outcome in STANDING else prepared.body.links, is_public=is_public)
    shown = frozenset(InlinePicture(key, 1600, 900, (1600,)) for key in keys.values())
    after = read_words(html_text(keep_rendered(body, shown, article_marks(item.language), frozenset()).html))
    losses = [
        *losses_of_text(run, prepared),
        *hidden,
        *missing,
        *words_loss(find_missing(prepared.body.words, after)),
    ]
    return ArticleRow(
        item.key,
        item.title,
        first_path(item),
        outcome,
        "",
        is_public,
        item.is_page,
        len(prepared.body.words),
        len(after),
        list(dict.fromkeys(losses)),
    )


def losses_of_text(run: ImportRun, prepared: PreparedArticle) -> list[Loss]:
    """Count the documents and recordings that are to be had, and return what else is lost of the text."""
    found = {address: address for address in prepared.list_files() if run.files.can_have(address)}
    run.report.files["found"] += len(found)
    comments = [Loss(LossKind.COMMENTS, str(len(prepared.item.comments)))] if prepared.item.comments else []
    return [*prepared.losses_without(found, {}), *comments]


def find_files(run: ImportRun, prepared: PreparedArticle) -> tuple[dict[str, str], list[Loss]]:
    """Return keys for the pictures that are to be had, and the losses of those that are not."""
    keys, missing = dict[str, str](), list[Loss]()
    for number, picture in enumerate(prepared.list_pictures()):
        files = run.pictures.files
        if files.index.find(picture.address) or files.can_fetch(picture.address):
            keys[picture.address] = f"found-{number}"
            run.report.pictures["found"] += 1
        else:
            run.report.pictures["missing"] += 1
            missing.append(Loss(LossKind.PICTURE, picture.address))
    return keys, missing
