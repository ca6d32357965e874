"""Samples of the mails that a site sends: shown at the desk, and sent as tests to one address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.delivery.composing.article_summary import WITH_SUMMARY, summarize_article
from blog.delivery.composing.mail_kinds.digest_mail import render_digest
from blog.delivery.composing.mail_kinds.list_mail import write_about
from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare
from blog.delivery.composing.mail_kinds.reader_mail import write_confirmation
from blog.delivery.composing.mail_kinds.weekly_mail import last_week, render_week
from blog.delivery.composing.mail_kinds.welcome_mail import write_welcome
from blog.delivery.composing.mail_rendering import MailContent
from blog.models import AlertKind, AlertLevel, Article, Frequency, Person, Subscriber
from blog.text.language import page_language

IN_DIGEST = 5
FIRST_STEPS = "/desk/first-steps#step-mail"
NOTE_STYLE = "margin: 0; padding: 0 24px 24px; text-align: center"


class NothingToShow(LookupError):
    """The mail is about articles, and none is public yet."""


@dataclass(frozen=True)
class Sample:
    """One kind of mail that the desk can show."""

    name: str
    title: Any
    write: Callable[[MailContext], MailContent]

    @property
    def test_kind(self) -> str:
        """Return the name of the kind of mail that is a test of it."""
        return f"test_{self.name}"


def list_articles(context: MailContext, limit: int) -> Sequence[Article]:
    """Return the newest public articles.

    Raises:
        NothingToShow: there is none.
    """
    found = context.session.scalars(Article.published().options(*WITH_SUMMARY).limit(limit)).unique().all()
    if not found:
        raise NothingToShow
    return found


def write_alert_sample(context: MailContext) -> MailContent:
    """Return the alert about the newest article, to a reader who follows the site."""
    (article,) = list_articles(context, 1)
    return write_about(
        article, context, kind=AlertKind.PUBLICATION, level=AlertLevel.NORMAL, note=None, followed="site"
    )


def write_digest_sample(context: MailContext) -> MailContent:
    """Return a daily digest of the newest articles."""
    summaries = [
        summarize_article(article, context.links, context.now) for article in list_articles(context, IN_DIGEST)
    ]
    day = context.now.astimezone(page_language().zone).date()
    return render_digest(summaries, context, Frequency.DAILY, day)


def write_confirmation_sample(context: MailContext) -> MailContent:
    """Return the mail that asks to confirm an address, with a link that works for nobody."""
    address = context.address or f"reader@{context.links.host}"
    return write_confirmation(Subscriber(id=0, request_key="nobody"), replace(context, address=address))


SAMPLES: Mapping[str, Sample] = {
    sample.name: sample
    for sample in (
        Sample("welcome", _l("Welcome"), partial(write_welcome, "welcome")),
        Sample("alert", _l("Alert"), write_alert_sample),
        Sample("digest", _l("Digest"), write_digest_sample),
        Sample("confirmation", _l("Confirmation link"), write_confirmation_sample),
        Sample("weekly", _l("Figures of the week"), lambda context: render_week(last_week(context.now), context)),
    )
}
"""By name, in the order of the desk."""


def write_sample_test(sample: Sample, person: Person, context: MailContext) -> MailContent:
    """Return the *sample* with [Test] in its subject, and at its end the way to say that it has arrived."""
    content = sample.write(context)
    address, words = context.links.absolute(FIRST_STEPS), _("Has this test arrived? Say so at the desk:")
    note = f'<p style="{NOTE_STYLE}">{escape(words)} <a href="{escape(address)}">{escape(address)}</a></p>'
    return replace(
        content,
        subject=_("[Test] %(subject)s", subject=content.subject),
        text=f"{content.text.rstrip()}\n\n{words}\n{address}\n",
        html=content.html.replace("</body>", f"{note}</body>"),
    )


for one in SAMPLES.values():
    declare(
        MailKind(one.test_kind, title=_l("Test message"), reference="person", write=partial(write_sample_test, one))
    )
