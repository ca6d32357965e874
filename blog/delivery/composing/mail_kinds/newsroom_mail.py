"""Mail to the newsroom: password links, steps of review, and schedules that were missed."""

from datetime import datetime
from operator import attrgetter

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import object_session

from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare, loading
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.models import Article, ArticleEvent, ArticleState, EventKind, PasswordReset, Remark, SkipReason
from blog.text.cleaning import clean_line, clean_text
from blog.web.addresses.links import INVITATION as INVITATION_LINK
from blog.web.addresses.links import LOGIN_ADDRESS, RESET

MAX_REMARKS = 10
"""Remarks that one message shows; the desk shows all."""


def write_password_reset(reset: PasswordReset, context: MailContext) -> MailContent:
    """Return the link that lets its holder choose a new password."""
    token = context.links.sign(RESET, [reset.id])
    return context.render_request("password_reset", context.reset_lifetime, reset_url=f"/password-resets/{token}")


def write_invitation(reset: PasswordReset, context: MailContext) -> MailContent:
    """Return the link by which a new member chooses a password, with role and last day."""
    token = context.links.sign(INVITATION_LINK, [reset.id])
    values = {
        "name": clean_line(reset.person.name),
        "address": reset.person.address,
        "role": reset.person.role,
        "expires_at": reset.expires_at,
        "join_url": context.links.absolute(f"/invitations/{token}"),
    }
    return render_mail("invitation", values, is_list=False)


def write_login_address(reset: PasswordReset, context: MailContext) -> MailContent:
    """Return the link that makes this address the one with which its owner signs in."""
    token = context.links.sign(LOGIN_ADDRESS, [reset.id])
    values = {
        "name": clean_line(reset.person.name),
        "old_address": reset.person.address,
        "expires_at": reset.expires_at,
        "confirm_url": context.links.absolute(f"/login-addresses/{token}"),
    }
    return render_mail("login_address", values, is_list=False)


def write_login_address_changed(reset: PasswordReset, context: MailContext) -> MailContent:
    """Return the notice to the old address that another one signs in now."""
    values = {"name": clean_line(reset.person.name), "new_address": reset.new_address or ""}
    return render_mail("login_changed", values, is_list=False)


def skip_ended_link(reset: PasswordReset, now: datetime) -> SkipReason | None:
    """Return EXPIRED if the link of *reset* was used, taken back, or is too old."""
    return None if reset.is_open(now) else SkipReason.EXPIRED


PUBLICATIONS = frozenset({EventKind.PUBLISHED, EventKind.UPDATED, EventKind.MISSED})


def write_review(event: ArticleEvent, context: MailContext) -> MailContent:
    """Return the message about one step of review: to editors that something waits, to the author what was decided."""
    article = event.article
    values = {
        "kind": event.kind,
        "is_public": event.kind in PUBLICATIONS,
        "is_change": article.is_pending or EventKind.UPDATED in {event.kind, event.details.get("deed")},
        "headline": clean_line(article.headline),
        "author": clean_line(article.author.name),
        "person": clean_line(event.person.name) if event.person else "",
        "note": clean_text(event.note).strip(),
        "happened_at": event.happened_at,
        "article_url": context.links.absolute(f"/articles/{article.slug}"),
        "review_url": context.links.absolute(f"/desk/articles/{article.id}/review"),
    }
    return render_mail("review", values, is_list=False)


def skip_review(event: ArticleEvent, now: datetime) -> SkipReason | None:
    """Return why the message about a step of review is out of date."""
    if event.kind is EventKind.SUBMITTED and event.article.state is not ArticleState.IN_REVIEW:
        return SkipReason.OVERTAKEN
    return SkipReason.WITHDRAWN if event.kind in PUBLICATIONS and not event.article.is_public else None


def write_schedule(event: ArticleEvent, context: MailContext) -> MailContent:
    """Return the notice that an article's schedule was missed or could not be kept."""
    article = event.article
    values = {
        "headline": clean_line(article.headline),
        "due_at": event.due_at,
        "happened_at": event.happened_at,
        "is_missed": event.kind is EventKind.MISSED,
        "is_end": event.details.get("deed") == "end",
        "obstacle": event.details.get("obstacle", ""),
        "url": context.links.absolute(f"/desk/articles/{article.id}/publication"),
    }
    return render_mail("schedule", values, is_list=False)


def write_remarks(first: Remark, context: MailContext) -> MailContent:
    """Return the open remarks of guests on one article from the *first* on, at most MAX_REMARKS of them."""
    found = context.session.scalars(select_open_from(first).limit(MAX_REMARKS + 1)).all()
    values = {
        "headline": clean_line(first.article.headline),
        "remarks": [
            {"name": clean_line(one.name), "quote": clean_line(one.quote), "words": clean_text(one.words).strip()}
            for one in found[:MAX_REMARKS]
        ],
        "has_more": len(found) > MAX_REMARKS,
        "url": context.links.absolute(f"/desk/articles/{first.article_id}/remarks"),
    }
    return render_mail("remark", values, is_list=False)


def skip_remark(first: Remark, now: datetime) -> SkipReason | None:
    """Return OVERTAKEN if it and all remarks after it were answered or resolved before the message left."""
    session = object_session(first)
    is_left = session is not None and session.scalar(select_open_from(first).limit(1)) is not None
    return None if is_left else SkipReason.OVERTAKEN


def select_open_from(first: Remark) -> Select[Remark]:
    """Select the remarks on one article from the *first* on that are neither answered nor resolved, in their order."""
    later = select(Remark).where(Remark.article_id == first.article_id, Remark.id >= first.id)
    return later.where(Remark.closed_at.is_(None), Remark.answered_at.is_(None)).order_by(Remark.id)


PASSWORD_RESET = declare(
    MailKind(
        "password_reset",
        title=_l("Link to set a password"),
        reference="reset",
        address_of=attrgetter("person.address"),
        write=write_password_reset,
        skip_reason=skip_ended_link,
    )
)
INVITATION = declare(
    MailKind(
        "invitation",
        title=_l("Invitation"),
        reference="reset",
        address_of=attrgetter("person.address"),
        write=write_invitation,
        skip_reason=skip_ended_link,
        options=(loading(PasswordReset.person),),
    )
)
"""The link by which a new member of the newsroom chooses a password."""
LOGIN_ADDRESS_CONFIRMATION = declare(
    MailKind(
        "login_address",
        title=_l("Link to a new sign-in address"),
        reference="reset",
        address_of=attrgetter("new_address"),
        write=write_login_address,
        skip_reason=skip_ended_link,
        options=(loading(PasswordReset.person),),
    )
)
LOGIN_ADDRESS_NOTICE = declare(
    MailKind(
        "login_changed",
        title=_l("Notice of a new sign-in address"),
        reference="reset",
        write=write_login_address_changed,
        options=(loading(PasswordReset.person),),
    )
)
"""Goes to the address that signed in until then."""
REVIEW = declare(
    MailKind(
        "review",
        title=_l("Review decision"),
        reference="event",
        write=write_review,
        skip_reason=skip_review,
        options=(loading(ArticleEvent.article, Article.author), loading(ArticleEvent.person)),
    )
)
"""Notice of one step of an article's review."""
SCHEDULE = declare(
    MailKind(
        "schedule",
        title=_l("Schedule report"),
        reference="event",
        write=write_schedule,
        options=(loading(ArticleEvent.article),),
    )
)
"""Notice that the worker could not keep an article's schedule."""
REMARK = declare(
    MailKind(
        "remark",
        title=_l("Guest remarks"),
        reference="remark",
        address_of=attrgetter("article.author.address"),
        write=write_remarks,
        skip_reason=skip_remark,
        options=(loading(Remark.article),),
    )
)
"""Notice to an author that guests of a preview link have left remarks."""
