"""Checks of what the settings say by themselves."""

from collections.abc import Iterator

from blog.config.checks import production_faults
from blog.config.settings import Settings
from blog.operations.doctor.domains import domain_of, host_of, is_related, sender_of
from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong

ABOUT = "settings"


def check_settings(settings: Settings, *, is_debug: bool) -> Iterator[Diagnosis]:
    """Say what a production run would not start with; a development run may go on with it."""
    judge = warn if settings.development else wrong
    faults = production_faults(settings, is_debug=is_debug)
    yield from (judge(ABOUT, fault) for fault in faults)
    if not faults:
        yield ok(ABOUT, f"All that a production run needs is set; the site is {settings.base_url}.")


def check_sender(settings: Settings) -> Iterator[Diagnosis]:
    """Say whether mail comes from the site's own domain."""
    sender = sender_of(settings)
    domain, host = domain_of(sender), host_of(settings)
    if not settings.mail_default_sender:
        return  # What is missing was said before.
    if not domain:
        yield wrong("sender", "BLOG_MAIL_DEFAULT_SENDER holds no address: write it as Name <news@example.org>.")
    elif not is_related(domain, host):
        yield warn(
            "sender",
            f"Mail comes from {domain} and links to {host}: take a sender of its domain, which filters trust more.",
        )
    else:
        yield ok("sender", f"Mail comes from {sender}.")


def check_postal_address(postal_address: str) -> Iterator[Diagnosis]:
    """Say whether mail and pages name the publisher's postal address."""
    if not postal_address:
        yield warn(
            "imprint",
            "Mail and pages show no postal address, which many laws require of newsletters:"
            " write it at /desk/settings/mail.",
        )
    else:
        yield ok("imprint", f"Mail and pages show {', '.join(postal_address.split(chr(10)))}.")


def check_bounces(settings: Settings) -> Iterator[Diagnosis]:
    """Say whether bounces name their message, and come in."""
    if not settings.mail_bounce_address:
        yield warn(
            "bounces",
            "Bounces go to the sender's mailbox and name no message:"
            " set BLOG_MAIL_BOUNCE_ADDRESS to an address whose mail server takes +anything behind the name.",
        )
    elif not (settings.bounce_imap_url or settings.bounce_webhook_secret):
        yield ok(
            "bounces",
            f"Bounces go to {settings.mail_bounce_address}; neither mailbox nor webhook is set,"
            ' so let the mail server pipe them into "flask bounces take".',
        )
    else:
        yield ok("bounces", f"Bounces go to {settings.mail_bounce_address} and are read.")
