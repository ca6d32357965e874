"""Podcasts at the desk: which topics have one, and what directories ask about each."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.database import db
from blog.models import Picture, Podcast, Role, Topic
from blog.pictures.attachments.forms import PodcastEndForm, PodcastForm
from blog.pictures.attachments.podcast_settings import (
    PodcastChoices,
    is_artwork,
    list_podcasts,
    list_topics_without_podcast,
    podcast_address,
    save_podcast,
)
from blog.pictures.attachments.views import show
from blog.pictures.blueprint import blueprint
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.files.storage import storage
from blog.pictures.files.upload import Upload, current_limits, save_picture
from blog.web.access.policy import staff
from blog.web.access.request_body import accept_uploads
from blog.web.clock import read_clock
from blog.web.extensions import links


@blueprint.get("/desk/files/podcasts")
@staff(Role.EDITOR)
def attachment_podcasts() -> ResponseReturnValue:
    """Show the podcasts, and the topics that could have one."""
    return show("podcasts", podcasts=list_podcasts(db.session), topics=list_topics_without_podcast(db.session))


@blueprint.get("/desk/files/podcasts/<id:id>")
@staff(Role.EDITOR)
def attachment_podcast(id: int) -> ResponseReturnValue:
    """Show what is set for the podcast of one topic."""
    topic: Topic = db.get_or_404(Topic, id)
    podcast = db.session.get(Podcast, id)
    form = PodcastForm(formdata=None, obj=podcast) if podcast else PodcastForm(formdata=None)
    return show_podcast(topic, podcast, form)


def show_podcast(topic: Topic, podcast: Podcast | None, form: PodcastForm) -> str:
    """Return the page of one podcast."""
    address = podcast_address(topic, links())
    end_form = PodcastEndForm(formdata=None)
    return show("podcast", topic=topic, podcast=podcast, form=form, end_form=end_form, address=address)


@blueprint.post("/desk/files/podcasts/<id:id>")
@staff(Role.EDITOR)
@accept_uploads(1)
def attachment_podcast_save(id: int) -> ResponseReturnValue:
    """Save what is set, and begin the podcast if there is none."""
    topic: Topic = db.get_or_404(Topic, id)
    podcast = db.session.get(Podcast, id)
    form = PodcastForm(obj=podcast) if podcast else PodcastForm()
    has_file = bool(form.artwork_file.data)
    if not form.validate() or not (has_file or podcast):
        if not (has_file or podcast):
            form.artwork_file.errors = [_("Choose the artwork: without it no directory takes the podcast.")]
        return show_podcast(topic, podcast, form), 422
    try:
        artwork = take_artwork(form) if has_file else None
    except PictureRefused as refusal:
        form.artwork_file.errors = [str(refusal)]
        return show_podcast(db.get_or_404(Topic, id), db.session.get(Podcast, id), form), 422
    save_podcast(db.session, db.get_or_404(Topic, id), read_choices(form, artwork), links())
    db.session.commit()
    flash(_("The podcast is saved."))
    form.flash_kept()
    return redirect(url_for(".attachment_podcast", id=id), code=303)


def take_artwork(form: PodcastForm) -> Picture:
    """Return the artwork of the form as a flushed picture of the library.

    Raises:
        PictureRefused: it is no picture, not square or too small.
    """
    file = form.artwork_file.data
    sent = Upload(file.stream, file.filename or "", current_user.id, read_clock())
    # Decoding takes a second: on SQLite an open transaction would keep all other writers waiting.
    db.session.rollback()
    picture = save_picture(db.session, storage(), sent, current_limits())
    if not is_artwork(picture):
        db.session.rollback()
        storage().delete(picture.key)
        raise PictureRefused(_("The artwork must be square, and 1400 pixels wide or more."))
    return picture


def read_choices(form: PodcastForm, artwork: Picture | None) -> PodcastChoices:
    """Return what was typed."""
    return PodcastChoices(
        owner_name=form.owner_name.data or "",
        owner_address=form.owner_address.data or "",
        category=form.category.data,
        is_explicit=bool(form.is_explicit.data),
        is_locked=bool(form.is_locked.data),
        artwork=artwork,
    )


@blueprint.post("/desk/files/podcasts/<id:id>/end")
@staff(Role.EDITOR)
def attachment_podcast_end(id: int) -> ResponseReturnValue:
    """End the podcast: its feed is gone, its recordings and articles stay."""
    db.session.delete(db.get_or_404(Podcast, id))
    db.session.commit()
    flash(_("The podcast has ended. Its recordings stay."))
    return redirect(url_for(".attachment_podcasts"), code=303)
