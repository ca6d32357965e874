"""Mail to one reader: links to confirm something, the notice of an address change, the answer to a report."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from blog.delivery.composing.article_summary import CorrectionSummary, summarize_article
from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare, loading
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.models import ErrorReport, FollowRequest, Frequency, ReportOutcome, SkipReason, Subscriber, SubscriberState
from blog.text.cleaning import clean_line, clean_text
from blog.web.addresses.links import CHANGE, CONFIRM, ERASURE, ERASURE_LIFETIME, FOLLOW, PREFERENCES
from blog.web.formatting.public_headline import followed_headline
from blog.web.site_identity.reading import site_settings

CHANGE_LABELS = {
    Frequency.INSTANT: _l("Get each article at once"),
    Frequency.DAILY: _l("Get one e-mail a day instead"),
    Frequency.WEEKLY: _l("Get one e-mail a week instead"),
}
"""The button that changes how often a reader gets what is followed already."""


def write_confirmation(subscriber: Subscriber, context: MailContext) -> MailContent:
    """Return the link and the address, and no other input of the form (defences D11)."""
    token = context.links.sign(CONFIRM, [subscriber.id, subscriber.request_key])
    path = f"/subscriptions/confirm/{token}"
    return context.render_request("confirmation", context.confirmation_lifetime, confirm_url=path)


def skip_confirmation(subscriber: Subscriber, now: datetime) -> SkipReason | None:
    """Return why the confirmation link is out of date."""
    return SkipReason.CONFIRMED if subscriber.is_confirmed else skip_who_left(subscriber, now)


def skip_who_left(subscriber: Subscriber, now: datetime) -> SkipReason | None:
    """Return LEFT if *subscriber* did."""
    return SkipReason.LEFT if subscriber.state is SubscriberState.LEFT else None


def write_follow(subscriber: Subscriber, context: MailContext) -> MailContent:
    """Return the link that adds one topic, author or article to what *subscriber* follows.

    Raises:
        LookupError: the request is gone.
    """
    request = find_request(context)
    if request is None:
        raise LookupError("A message without its request.")
    what = clean_line(name_target(request))
    return context.render_request(
        "follow", context.confirmation_lifetime, what=what, follow_url=follow_path(request, context)
    )


def find_request(context: MailContext) -> FollowRequest | None:
    """Return the request that the message is about, or None."""
    query = select(FollowRequest).where(FollowRequest.delivery_id == context.delivery_id)
    return context.session.scalars(query).one_or_none()


def follow_path(request: FollowRequest, context: MailContext) -> str:
    """Return the path of the page that confirms *request*."""
    return f"/subscriptions/follow/{context.links.sign(FOLLOW, [request.id, request.key])}"


def write_subscribed(subscriber: Subscriber, context: MailContext) -> MailContent:
    """Return the link to the preferences, and the button for the frequency that was asked for, if it is another."""
    request = find_request(context)
    preferences = f"/subscriptions/{context.links.seal(PREFERENCES, [subscriber.id, subscriber.key])}"
    change = {"change_url": follow_path(request, context)} if request else {}
    return context.render_request(
        "subscribed",
        context.confirmation_lifetime,
        what=str(CHANGE_LABELS[request.frequency]) if request else "",
        preferences_url=preferences,
        **change,
    )


def name_target(request: FollowRequest) -> str:
    """Return the name of the target of *request*: of the topic, author, story or site."""
    if request.article:
        return followed_headline(request.article)
    named = request.topic or request.author
    return named.name if named else site_settings().name


def find_new_address(subscriber: Subscriber) -> str:
    """Return the address that *subscriber* wants mail at.

    Raises:
        ValueError: no new address was requested.
    """
    if subscriber.new_address is None:
        raise ValueError("There is no new address to confirm.")
    return subscriber.new_address


def write_address_change(subscriber: Subscriber, context: MailContext) -> MailContent:
    """Return the link that makes the new address count; it goes there, and names nothing else."""
    token = context.links.sign(CHANGE, [subscriber.id, subscriber.change_key or ""])
    path = f"/subscriptions/change/{token}"
    return context.render_request("address_change", context.confirmation_lifetime, change_url=path)


def write_address_changed(subscriber: Subscriber, context: MailContext) -> MailContent:
    """Return the notice to an old address; it does not name the new one."""
    return context.render_request("address_changed", context.confirmation_lifetime, subscribe_url="/subscribe")


def write_erasure(subscriber: Subscriber, context: MailContext) -> MailContent:
    """Return the link that proves the address and leads to the button that erases everything."""
    token = context.links.sign(ERASURE, [subscriber.id, subscriber.key])
    return context.render_request("erasure", ERASURE_LIFETIME, erase_url=f"/subscriptions/erase/{token}")


def write_report_answer(report: ErrorReport, context: MailContext) -> MailContent:
    """Return the desk's answer to a report; it does not quote the report, which anyone may have sent."""
    article = summarize_article(report.article, context.links, report.reported_at)
    correction = report.correction if report.outcome is ReportOutcome.CORRECTED else None
    values = {
        "article": article if report.article.is_public else None,
        "headline": clean_line(followed_headline(report.article)),
        "outcome": report.outcome,
        "answer": clean_text(report.answer).strip(),
        "reported_at": report.reported_at,
        "correction": CorrectionSummary.of(correction, article.url) if correction else None,
    }
    return render_mail("report_answer", values, is_list=False)


CONFIRMATION = declare(
    MailKind(
        "confirmation",
        title=_l("Confirmation link"),
        reference="subscriber",
        write=write_confirmation,
        skip_reason=skip_confirmation,
    )
)
FOLLOW_REQUEST = declare(
    MailKind(
        "follow",
        title=_l("Link to follow something"),
        reference="subscriber",
        write=write_follow,
        skip_reason=skip_who_left,
    )
)
"""The link by which a subscriber confirms a request to follow something more."""
SUBSCRIBED = declare(
    MailKind(
        "subscribed",
        title=_l("Link to the preferences"),
        reference="subscriber",
        write=write_subscribed,
        skip_reason=skip_who_left,
    )
)
"""The link to the preferences, for a subscriber who signs up again or asks for it."""
ADDRESS_CHANGE = declare(
    MailKind(
        "address_change",
        title=_l("Change of address"),
        reference="subscriber",
        address_of=find_new_address,
        write=write_address_change,
        skip_reason=skip_who_left,
    )
)
"""The link by which a reader confirms a new address; it goes to that new address."""
ADDRESS_CHANGED = declare(
    MailKind(
        "address_changed",
        title=_l("Notice of a change of address"),
        reference="subscriber",
        write=write_address_changed,
    )
)
"""The notice that mail goes elsewhere from now on; it goes to the old address, of a reader who left too."""
ERASURE_LINK = declare(
    MailKind(
        "erasure",
        title=_l("Link to erase everything"),
        reference="subscriber",
        write=write_erasure,
    )
)
"""The link by which a reader, who may have left, has everything erased."""
REPORT_ANSWER = declare(
    MailKind(
        "report_answer",
        title=_l("Answer to an error report"),
        reference="report",
        write=write_report_answer,
        options=(loading(ErrorReport.article), loading(ErrorReport.correction)),
    )
)
"""The desk's answer to a reader who reported an error."""
