"""Mail to one reader: links to confirm something, the notice of an address change, the answer to a report."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from blog.delivery.composing.article_summary import tell
from blog.delivery.composing.mail_kinds.amendments import Amendment
from blog.delivery.composing.mail_kinds.declaration import MailContext, MailKind, declare, loading
from blog.delivery.composing.mail_rendering import Letter, render_letter
from blog.models import ErrorReport, FollowRequest, ReportOutcome, SkipReason, Subscriber, SubscriberState
from blog.text.cleaning import clean_line, clean_text
from blog.web.links import CHANGE, CONFIRM, FOLLOW


def write_confirmation(subscriber: Subscriber, context: MailContext) -> Letter:
    """Return the link and the address, and nothing else that somebody typed (defences D11)."""
    token = context.links.sign(CONFIRM, [subscriber.id, subscriber.request_key])
    path = f"/subscriptions/confirm/{token}"
    return context.render_request("confirmation", context.confirmation_lifetime, confirm_url=path)


def skip_confirmation(subscriber: Subscriber, now: datetime) -> SkipReason | None:
    """Return why the link is of no use any more."""
    return SkipReason.CONFIRMED if subscriber.is_confirmed else skip_who_left(subscriber, now)


def skip_who_left(subscriber: Subscriber, now: datetime) -> SkipReason | None:
    """Return LEFT if *subscriber* did."""
    return SkipReason.LEFT if subscriber.state is SubscriberState.LEFT else None


def write_follow(subscriber: Subscriber, context: MailContext) -> Letter:
    """Return the link that adds one topic, author or article to what *subscriber* follows.

    Raises:
        LookupError: the request is gone.
    """
    request = select(FollowRequest).where(FollowRequest.delivery_id == context.delivery_id)
    asked = context.session.scalars(request).one_or_none()
    if asked is None:
        raise LookupError("A message without its request.")
    token = context.links.sign(FOLLOW, [asked.id, asked.key])
    path, what = f"/subscriptions/follow/{token}", clean_line(name_target(asked))
    return context.render_request("follow", context.confirmation_lifetime, what=what, follow_url=path)


def name_target(asked: FollowRequest) -> str:
    """Return what *asked* names, as part of a sentence."""
    if asked.topic:
        return str(_("the topic %(name)s", name=asked.topic.name))
    if asked.author:
        return str(_("what %(name)s writes", name=asked.author.name))
    if asked.article:
        return str(_("the story “%(name)s”", name=asked.article.headline))
    return str(_("everything new on the site"))


def find_new_address(subscriber: Subscriber) -> str:
    """Return the address that *subscriber* wants mail at.

    Raises:
        ValueError: no new address was asked for.
    """
    if subscriber.new_address is None:
        raise ValueError("There is no new address to confirm.")
    return subscriber.new_address


def write_address_change(subscriber: Subscriber, context: MailContext) -> Letter:
    """Return the link that makes the new address count; it goes there, and names nothing else."""
    token = context.links.sign(CHANGE, [subscriber.id, subscriber.change_key or ""])
    path = f"/subscriptions/change/{token}"
    return context.render_request("address_change", context.confirmation_lifetime, change_url=path)


def write_address_changed(subscriber: Subscriber, context: MailContext) -> Letter:
    """Return the notice to an old address; the new one is nobody's business there."""
    return context.render_request("address_changed", context.confirmation_lifetime, subscribe_url="/subscribe")


def write_report_answer(report: ErrorReport, context: MailContext) -> Letter:
    """Return the desk's answer to a report; the words of the report are left out, since anybody may have sent it."""
    story = tell(report.article, context.links, report.reported_at)
    correction = report.correction if report.outcome is ReportOutcome.CORRECTED else None
    values = {
        "story": story if report.article.is_public else None,
        "headline": story.headline,
        "outcome": report.outcome,
        "answer": clean_text(report.answer).strip(),
        "reported_at": report.reported_at,
        "amendment": Amendment.of(correction, story.url) if correction else None,
    }
    return render_letter("report_answer", values, is_list=False)


CONFIRMATION = declare(
    MailKind("confirmation", reference="subscriber", write=write_confirmation, skip_reason=skip_confirmation)
)
FOLLOW_REQUEST = declare(MailKind("follow", reference="subscriber", write=write_follow, skip_reason=skip_who_left))
"""The link by which a subscriber confirms a request to follow something more."""
ADDRESS_CHANGE = declare(
    MailKind(
        "address_change",
        reference="subscriber",
        address_of=find_new_address,
        write=write_address_change,
        skip_reason=skip_who_left,
    )
)
"""The link by which a reader confirms a new address; it goes to that new address."""
ADDRESS_CHANGED = declare(MailKind("address_changed", reference="subscriber", write=write_address_changed))
"""The notice that mail goes elsewhere from now on; it goes to the old address, of a reader who left too."""
REPORT_ANSWER = declare(
    MailKind(
        "report_answer",
        reference="report",
        write=write_report_answer,
        options=(loading(ErrorReport.article), loading(ErrorReport.correction)),
    )
)
"""What the desk says to a reader who reported an error."""
