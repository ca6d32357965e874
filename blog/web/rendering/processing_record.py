"""The record of processing (GDPR article 30): what of persons the program stores, why, and for how long.

One list for the privacy page, which quotes it, and for the desk. Its ages are
those by which the worker deletes, so that it is true as the site is set up.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, render_template
from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from blog.config import retention_ages
from blog.config.settings import Settings, current_settings
from blog.text.language import content_language
from blog.web.languages.offered import find_language_of_text
from blog.web.languages.page_language import writing_in
from blog.web.rendering.record_durations import (
    days,
    messages_kept,
    months_or_unlimited,
    sessions_kept,
    signups_kept,
    unlimited,
    until_erased,
)

PLACE = re.compile(r"<p[^>]*>\s*\[\[record-of-processing\]\]\s*</p>")
"""The paragraph of a page in whose place the record stands."""
MARK = "[[record-of-processing]]"


class RecordEntry(NamedTuple):
    """One kind of data as it is shown."""

    label: str
    data: str
    purpose: str
    basis: str
    duration: str


@dataclass(frozen=True)
class Processing:
    """One kind of data that the program stores of persons."""

    label: LazyString
    data: LazyString
    """What is stored, and of whom."""
    purpose: LazyString
    basis: LazyString
    """Legal basis in the GDPR."""
    duration: Callable[[Settings], str]
    is_active: Callable[[Settings], bool] = lambda _settings: True
    """Whether a site with these settings stores it."""


CONSENT = lazy_gettext("Your consent: GDPR article 6 (1)(a).")
INTEREST = lazy_gettext("Our legitimate interest: GDPR article 6 (1)(f).")
PROOF = lazy_gettext("Our duty to prove your consent and to respect your wish: GDPR articles 6 (1)(c), 7 (1) and 21.")
EMPLOYMENT = lazy_gettext("The work with the members of the newsroom: GDPR article 6 (1)(b) and (f).")


PROCESSINGS: Sequence[Processing] = (
    Processing(
        lazy_gettext("E-mail alerts"),
        lazy_gettext(
            "Your e-mail address, what you follow, how often and when you want mail, your time zone, and as proof of"
            " your consent the sentence you agreed to with the times at which you asked, confirmed and left."
        ),
        lazy_gettext("To send you the alerts you asked for, and no others."),
        CONSENT,
        until_erased,
    ),
    Processing(
        lazy_gettext("Sign-ups that nobody confirmed"),
        lazy_gettext("The e-mail address that was typed, and the time."),
        lazy_gettext("To ask the owner of the address, and nobody else, whether the alerts are wanted."),
        CONSENT,
        signups_kept,
    ),
    Processing(
        lazy_gettext("Messages sent to you"),
        lazy_gettext(
            "Which message went to your address, when, and what the mail server answered; not whether you opened it."
        ),
        lazy_gettext("To send nothing twice, and to find out why a message did not arrive."),
        INTEREST,
        messages_kept,
    ),
    Processing(
        lazy_gettext("Returned mail and complaints"),
        lazy_gettext("The reason that your mail server gave, or that you marked our mail as unwanted."),
        lazy_gettext("To stop writing to an address that does not exist or does not want our mail."),
        INTEREST,
        lambda _settings: days(retention_ages.BOUNCES),
    ),
    Processing(
        lazy_gettext("Erased addresses"),
        lazy_gettext("A keyed code from which your address cannot be read."),
        lazy_gettext("So that no imported list brings you back."),
        PROOF,
        lambda _settings: unlimited(),
    ),
    Processing(
        lazy_gettext("Error reports"),
        lazy_gettext("What you wrote about an article, and your e-mail address if you want an answer."),
        lazy_gettext("To correct errors, and to answer you."),
        INTEREST,
        until_erased,
    ),
    Processing(
        lazy_gettext("Remarks on drafts"),
        lazy_gettext("Your name and what you wrote, if somebody of the newsroom asked you to read a draft."),
        lazy_gettext("To improve the article before it is published."),
        INTEREST,
        lambda _settings: gettext("As long as the draft or article."),
    ),
    Processing(
        lazy_gettext("Protection against misuse"),
        lazy_gettext("A keyed code of your network address, with the number of forms sent or searches made."),
        lazy_gettext("So that programs cannot flood the site or other people’s mailboxes."),
        INTEREST,
        lambda _settings: days(retention_ages.RATE_COUNTS),
    ),
    Processing(
        lazy_gettext("Lists of readers that are imported"),
        lazy_gettext("Addresses and consents from another program, in the file that is being read."),
        lazy_gettext("To go on sending what readers asked another program for."),
        CONSENT,
        lambda _settings: days(retention_ages.LIST_UPLOADS),
    ),
    Processing(
        lazy_gettext("People of the newsroom"),
        lazy_gettext(
            "Name, e-mail address, role, password (as a hash), passkeys and the secret of an authenticator app,"
            " biography, when somebody signed in, with which browser, and the beginning of the IP address."
        ),
        lazy_gettext("To let only members write and publish, and to show readers who wrote an article."),
        EMPLOYMENT,
        sessions_kept,
    ),
    Processing(
        lazy_gettext("Activity log of the newsroom"),
        lazy_gettext("Who published, changed rights, imported or exported, and when."),
        lazy_gettext("To find out later who did what."),
        EMPLOYMENT,
        lambda settings: months_or_unlimited(settings.audit_months),
    ),
    Processing(
        lazy_gettext("Captured mail"),
        lazy_gettext("Messages as files on the server, in place of sending them."),
        lazy_gettext("To try the site out before it sends mail."),
        INTEREST,
        lambda settings: months_or_unlimited(settings.captured_mail_months),
        lambda settings: not settings.mail_server,
    ),
    Processing(
        lazy_gettext("Reports of faults of the program"),
        lazy_gettext("What the program was doing when it failed, without addresses, sent to a monitoring service."),
        lazy_gettext("To repair faults."),
        INTEREST,
        lambda _settings: gettext("As long as the monitoring service keeps it."),
        lambda settings: bool(settings.sentry_dsn or settings.otel_endpoint),
    ),
)
"""Every kind of data of persons that the program stores."""


def init_processing_record(app: Flask) -> None:
    """Register the filter that puts the record into a page."""
    app.jinja_env.filters.update(with_record=with_record)


def list_record(settings: Settings) -> list[RecordEntry]:
    """Return the record of a site with these *settings*, in the language of the present request."""
    return [
        RecordEntry(str(one.label), str(one.data), str(one.purpose), str(one.basis), one.duration(settings))
        for one in PROCESSINGS
        if one.is_active(settings)
    ]


def with_record(html: str, language: str = "") -> str:
    """Return the safe *html* of a text with the record in the place of its mark.

    The record is in the *language* of the text ("" is that of the site's
    articles), or in that of the page around it where there is no catalogue.
    """
    if MARK not in html:
        return html
    tag = find_language_of_text(content_language(language).tag)
    with writing_in(tag) if tag else nullcontext():
        record = render_template("articles/site_pages/_record.html", entries=list_record(current_settings()))
    return PLACE.sub(lambda _found: record, html)
