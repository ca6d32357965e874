"""Kinds of data of persons that the program stores: what, why, by which right, and for how long.

Their ages are those by which the worker deletes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from blog.config import retention_ages
from blog.config.settings import Settings, current_settings
from blog.web.cache.reader_preferences import COOKIE_SECONDS
from blog.web.rendering.record_durations import (
    days,
    messages_kept,
    months_or_unlimited,
    sessions_kept,
    signups_kept,
    unlimited,
    until_erased,
)
from blog.web.site_identity.reading import site_settings


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


def describe_picture_requests() -> str:
    """Return what the host of the pictures learns of a reader."""
    host = urlsplit(current_settings().media_public_url).netloc
    words: str = gettext(
        "Your browser asks the service %(host)s for the pictures of our pages and mails; it sees your network address"
        " and the name of your browser.",
        host=host,
    )
    return words


PROCESSINGS: Sequence[Processing] = (
    Processing(
        lazy_gettext("E-mail alerts"),
        lazy_gettext(
            "Your e-mail address, what you follow, how often, when and in which language you want mail, your time"
            " zone, and as proof of your consent the sentence you agreed to with the times at which you asked,"
            " confirmed and left."
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
        lazy_gettext("Your choices for reading"),
        lazy_gettext(
            "Text size, colours and language, each in a cookie of your own browser, and only if you choose one."
        ),
        lazy_gettext("To show pages as you like to read them."),
        CONSENT,
        lambda _settings: days(timedelta(seconds=COOKIE_SECONDS)),
    ),
    Processing(
        lazy_gettext("Page views"),
        lazy_gettext(
            "How often each page is viewed on a day, and which sites lead to ours: sums without your network address, a"
            " cookie or anything else about you."
        ),
        lazy_gettext("To learn what is read."),
        INTEREST,
        lambda settings: months_or_unlimited(settings.page_view_months),
        lambda _settings: site_settings().count_page_views,
    ),
    Processing(
        lazy_gettext("Pictures from another service"),
        LazyString(describe_picture_requests),
        lazy_gettext("So that pictures arrive quickly, also when many people read at once."),
        INTEREST,
        lambda _settings: gettext("As long as that service keeps its log; we store nothing of it."),
        lambda settings: bool(settings.media_public_url),
    ),
    Processing(
        lazy_gettext("Pictures and files that we publish"),
        lazy_gettext("Who is seen, heard or named in them, and who is credited."),
        lazy_gettext("To report, and to name the people whose work we use."),
        INTEREST,
        lambda _settings: gettext("As long as the article that shows them."),
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
            "Name, e-mail address, role, language, password (as a hash), passkeys and the secret of an authenticator"
            " app, biography, when somebody signed in, with which browser, and the beginning of the IP address. A"
            " cookie in that browser lets it be known again for 180 days."
        ),
        lazy_gettext("To let only members write and publish, and to show readers who wrote an article."),
        EMPLOYMENT,
        sessions_kept,
    ),
    Processing(
        lazy_gettext("Authors without an account"),
        lazy_gettext("Name, biography, photo, role, and the contact and links that an author wants to be published."),
        lazy_gettext("To show readers who wrote an article."),
        INTEREST,
        lambda _settings: gettext("As long as an article names the author."),
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
