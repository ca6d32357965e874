"""Authors at the desk: guests without an account, the profile of each, photo, staff page."""

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select, false, func, select

from blog.accounts.authors.forms import (
    PortraitForm,
    ProfileForm,
    StepForm,
    TeamOrderForm,
    profile_data,
)
from blog.accounts.authors.profiles import (
    describe,
    find_or_add_profile,
    list_team,
    move_on_team,
    order_team,
    show_on_team,
)
from blog.accounts.authors.records import add_guest, rename
from blog.accounts.people.views import signed_in_person
from blog.database import db
from blog.models import Article, ArticleState, Person, Picture, Profile, Role
from blog.pictures.library.views import find_page
from blog.web.access.policy import staff
from blog.web.clock import read_clock

STEPS = {"up": -1, "down": 1}


@staff(Role.EDITOR)
def authors() -> ResponseReturnValue:
    """List everybody with a byline or an account, guests marked, and the staff page in its order."""
    team = list_team(db.session)
    rows = db.session.execute(select_authors_with_counts()).all()
    return render_template("accounts/authors/authors.html", rows=rows, team=team, step_form=StepForm(formdata=None))


def select_authors_with_counts() -> Select[Person, int]:
    """Select all people by name with the number of articles that readers have seen as first author."""
    mine = select(func.count()).where(Article.author_id == Person.id, Article.published_at.is_not(None))
    count = mine.where(Article.state != ArticleState.DELETED).correlate(Person).scalar_subquery()
    return select(Person, count).order_by(Person.sort_key)


def find_editable(id: int, *, for_update: bool = False) -> Person:
    """Return a person whose profile may be changed: oneself, an editor's guests, an administrator's all; else 404."""
    query = select(Person).where(Person.id == id)
    if not current_user.may(Role.ADMINISTRATOR):
        is_guest = Person.address_key.is_(None) if current_user.may(Role.EDITOR) else false()
        query = query.where(is_guest | (Person.id == current_user.id))
    if for_update:
        query = query.with_for_update(of=Person).execution_options(populate_existing=True)
    return db.session.scalar(query) or abort(404)


@staff(Role.EDITOR)
def new_author() -> ResponseReturnValue:
    """Show the form; add a guest author."""
    form = ProfileForm()
    if not form.validate_on_submit():
        page = render_template("accounts/authors/new.html", form=form)
        return page, 422 if form.is_submitted() else 200
    guest = add_guest(db.session, form.name.data, read_clock(), by=signed_in_person())
    describe(db.session, guest, form.to_text())
    db.session.commit()
    flash(_("%(name)s can be named in bylines now.", name=guest.name))
    return redirect(url_for(".author_profile", id=guest.id), code=303)


@staff(Role.CONTRIBUTOR)
def author_profile(id: int) -> ResponseReturnValue:
    """Show and change what readers see of a person; who stands on the staff page is for editors to say."""
    person = find_editable(id, for_update=request.method == "POST")
    form = ProfileForm(data=profile_data(person, db.session.get(Profile, id)))
    if not current_user.may(Role.EDITOR):
        del form.is_on_team
        form.stamp_fields()
    if not form.validate_on_submit():
        return show_profile(person, form), 422 if form.is_submitted() else 200
    save_profile(person, form)
    db.session.commit()
    flash(_("The profile of %(name)s is saved.", name=person.name))
    form.flash_kept()
    return redirect(url_for(".author_profile", id=id), code=303)


def show_profile(person: Person, form: ProfileForm, **more: Any) -> str:
    """Return the page of one author."""
    profile = db.session.get(Profile, person.id)
    return render_template("accounts/authors/profile.html", person=person, profile=profile, form=form, **more)


def save_profile(person: Person, form: ProfileForm) -> None:
    """Store what *form* says of *person*."""
    rename(db.session, person, form.name.data, read_clock(), by=signed_in_person())
    profile = describe(db.session, person, form.to_text())
    if form.is_on_team:
        show_on_team(db.session, profile, is_shown=bool(form.is_on_team.data))


@staff(Role.CONTRIBUTOR)
def author_picture(id: int) -> ResponseReturnValue:
    """Show the library with a button for each picture; give the person the chosen one, or take it away."""
    person, form = find_editable(id, for_update=request.method == "POST"), PortraitForm()
    if not form.validate_on_submit():
        filters, page = find_page()
        values: dict[str, Any] = {"person": person, "page": page, "form": form, **filters}
        return render_template("accounts/authors/picture.html", profile=db.session.get(Profile, id), **values)
    profile, key = find_or_add_profile(db.session, person), form.picture.data
    # Locked against deletion until the commit.
    query = db.select(Picture).where(Picture.key == key).with_for_update(read=True, key_share=True)
    profile.picture = db.one_or_404(query) if key else None
    db.session.commit()
    flash(_("The photo of %(name)s is saved.", name=person.name))
    return redirect(url_for(".author_profile", id=id), code=303)


@staff(Role.EDITOR)
def team_place(id: int) -> ResponseReturnValue:
    """Move a person one place on the staff page."""
    step = StepForm().step.data
    if step not in STEPS:
        abort(400, "invalid_form")
    move_on_team(db.session, id, STEPS[step])
    db.session.commit()
    return redirect(url_for(".authors", _anchor=f"team-{id}"), code=303)


@staff(Role.EDITOR)
def team_order() -> ResponseReturnValue:
    """Put the staff page into the order that a script sends."""
    order_team(db.session, TeamOrderForm().person.data or ())
    db.session.commit()
    return jsonify(said=_("The order is saved."))
