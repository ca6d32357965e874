"""Views of the desk: read, refuse, do one deed, answer."""

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.corrections import views as correctionviews
from blog.authoring.drafts.picture_markdown import append_picture, mark_picture
from blog.authoring.drafts.writing import rehearse
from blog.authoring.editor import finder_views, recovery_views
from blog.authoring.editor.article_list import count_articles, read_shelf, read_shelves
from blog.authoring.editor.autosave_views import name_newer, open_form
from blog.authoring.editor.compressed_views import pack_editor
from blog.authoring.editor.forms import BodyForm, EditorForm
from blog.authoring.editor.library_views import CHOICES, lead_to_library, read_words
from blog.authoring.editor.paste_views import paste
from blog.authoring.editor.presence import note_presence
from blog.authoring.editor.recovery_views import face_newer, look_around, meet_lock, open_editor
from blog.authoring.editor.saving import Editing, add_body_picture, find_lead, keep_files, save_form
from blog.authoring.editor.working_copies import end_copy, list_all_copies
from blog.authoring.previews import guest_views, link_views
from blog.authoring.publication_page import routes as publications
from blog.authoring.publishing.schedule_notices import list_surprises
from blog.authoring.reports import views as reportviews
from blog.authoring.review_page import decision_views
from blog.authoring.review_page.views import find_visible, is_locked
from blog.authoring.revision_page import views as revisionviews
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Article, ArticleState, Role
from blog.pictures.files.article_bodies import find_inline
from blog.pictures.files.storage import storage
from blog.pictures.library.descriptions import describe_first
from blog.text.markdown import find_picture_keys, render
from blog.web.access.embeds import allow_players
from blog.web.access.policy import staff
from blog.web.clock import read_clock

__all__ = [
    "blueprint",
    "correctionviews",
    "decision_views",
    "finder_views",
    "guest_views",
    "link_views",
    "paste",
    "publications",
    "recovery_views",
    "reportviews",
    "revisionviews",
]

UPLOADS = frozenset({"authoring.new", "authoring.edit"})
NEXT_PAGES = {"preview": ".preview", "publish": ".publication", "review": ".review"}


@blueprint.url_value_preprocessor
def allow_uploads(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let people who have signed in send pictures; it runs before the guard reads the form's token.

    More than fits is let in, so that a picture that is too large is refused
    beside its field with all texts kept, not with an error page.
    """
    if endpoint in UPLOADS and "_user_id" in session:
        settings = current_settings()
        request.max_content_length = 3 * settings.picture_max_bytes + settings.max_content_length


@blueprint.get("/desk/")
@staff(Role.CONTRIBUTOR)
def desk() -> ResponseReturnValue:
    """Show the articles: the start of each shelf, or one shelf page by page."""
    is_everyone = request.args.get("whose") == "everyone" and current_user.may(Role.EDITOR)
    state = next((state for state in ArticleState if state == request.args.get("state")), None)
    if state is None:
        shelves = read_shelves(db.session, current_user, is_everyone=is_everyone)
    else:
        count = count_articles(db.session, current_user, is_everyone=is_everyone).get(state, 0)
        key = request.args.get("before")
        shelves = [read_shelf(db.session, current_user, state, count=count, before=key, is_everyone=is_everyone)]
    left = list_all_copies(db.session, current_user.id)
    values = {"state": state, "is_everyone": is_everyone, "left": left}
    surprises = list_surprises(db.session, current_user, read_clock())
    return render_template("authoring/dashboard/desk.html", shelves=shelves, surprises=surprises, **values)


@blueprint.route("/desk/articles/new", methods=["GET", "POST"])
@staff(Role.CONTRIBUTOR)
def new() -> ResponseReturnValue:
    """Show the empty editor; take in a new draft."""
    return run_editor(None)


@blueprint.route("/desk/articles/<id:id>/edit", methods=["GET", "POST"])
@staff(Role.CONTRIBUTOR)
def edit(id: int) -> ResponseReturnValue:
    """Show the article in the editor; save it."""
    if is_locked(id):
        return meet_lock(id)
    return run_editor(find_article(id))


def find_article(key: int) -> Article:
    """Return the article if the person may edit it, else 404."""
    article: Article = db.one_or_404(Article.editable_by(current_user).where(Article.id == key))
    return article


def run_editor(article: Article | None) -> ResponseReturnValue:
    """Answer for the one form of the editor, by the button that was pressed."""
    key = article.id if article else None
    if request.method == "GET":
        return pack_editor(show_editor(open_editor(article), key))
    form = open_form(article)
    if form.deed.data == "picture":
        return insert_picture(form, key)
    if form.deed.data in CHOICES:
        return lead_to_library(form, article, editing())
    if not form.is_complete():
        return show_editor(form, key), 422
    if form.deed.data == "preview" and article is not None and article.is_public:
        return show_rehearsal(form, article)
    return save(form, key)


def show_editor(form: EditorForm, key: int | None, **more: Any) -> str:
    """Return the editor with all that was typed."""
    if form.is_submitted():
        keep_files(db.session, form, editing())
        db.session.commit()
    article = find_article(key) if key else None
    lead_photo = find_lead(db.session, form, article)
    values = {"article": article, "lead_photo": lead_photo, **look_around(form, article), **more}
    return render_template("authoring/editor/editor.html", form=form, **values)


def editing() -> Editing:
    """Return who is at work, when, and what holds for pictures."""
    settings = current_settings()
    return Editing(current_user.id, read_clock(), storage(), settings.picture_max_bytes, settings.picture_max_pixels)


def insert_picture(form: EditorForm, key: int | None) -> ResponseReturnValue:
    """Keep the picture and show the editor with it in the text; the article is not saved by that."""
    ready = form.is_picture_ready()
    picture = add_body_picture(db.session, form, editing()) if ready else None
    if picture is None:
        return show_editor(form, key), 422
    words = read_words(form)
    if picture.is_editable_by(current_user):
        describe_first(db.session, picture, words)
    form.take_in(append_picture(form.body.data or "", mark_picture(picture.key, words.alt, words.caption)))
    db.session.commit()
    return show_editor(form, key, is_picture_added=True)


def save(form: EditorForm, key: int | None) -> ResponseReturnValue:
    """Save the article and lead on: back to the editor, to the preview, or to the publication page."""
    article = save_form(db.session, form, key, editing())
    if article is None:
        db.session.rollback()
        return show_refused(form, key)
    end_copy(db.session, article.id, current_user.id, form.copy_key.data or "")
    note_presence(db.session, article.id, current_user.id, read_clock())
    db.session.commit()
    return redirect(url_for(NEXT_PAGES.get(form.deed.data, ".edit"), id=article.id), code=303)


def show_refused(form: EditorForm, key: int | None) -> ResponseReturnValue:
    """Show the editor again: with what is wrong, or with the newer version beside what was typed on an older one."""
    if form.is_locked and key is not None:
        return meet_lock(key)
    if not form.is_overwritten or key is None:
        return show_editor(form, key), 422
    article = find_article(key)
    differences = face_newer(form, article)
    return show_editor(form, key, it=differences, newer=name_newer(article)), 409


def show_rehearsal(form: EditorForm, article: Article) -> ResponseReturnValue:
    """Show a public article as it would be, and save nothing: what is saved there is public at once."""
    with db.session.no_autoflush:
        rehearse(db.session, article, form.to_manuscript(form.kept_photo(article)))
        page = show_preview(article)
    db.session.rollback()
    return page


@blueprint.post("/desk/preview")
@staff(Role.CONTRIBUTOR)
def rendering() -> ResponseReturnValue:
    """Answer with the safe HTML of a text, for the live preview; nothing is kept."""
    form = BodyForm()
    if not form.validate_on_submit():
        return render_template("authoring/editor/live_preview.html", problems=form.body.errors), 422
    text = form.body.data or ""
    inline = find_inline(db.session, find_picture_keys(text))
    # A long text takes a while: on SQLite an open transaction would keep all other writers waiting.
    db.session.rollback()
    return render_template("authoring/editor/live_preview.html", rendered=render(text, inline))


@blueprint.get("/desk/articles/<id:id>/preview")
@staff(Role.CONTRIBUTOR)
def preview(id: int) -> ResponseReturnValue:
    """Show the article as readers will see it."""
    return show_preview(find_visible(id))


def show_preview(article: Article) -> ResponseReturnValue:
    """Return the reader's own page, kept out of every store and index."""
    page = render_template("articles/show.html", article=article, previous=None, next=None, is_preview=True)
    return page, {"X-Robots-Tag": "noindex", "Cache-Control": "no-store", **allow_players(article.body_html)}
