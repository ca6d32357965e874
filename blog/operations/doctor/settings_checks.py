"""Checks of what the settings say by themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from blog.config.checks import address_faults, database_faults, mail_faults, secret_faults
from blog.operations.doctor.domains import domain_of, host_of, is_related, sender_of
from blog.operations.doctor.findings import Finding, ok, warn, wrong

ABOUT = "settings"


def check_settings(config: Mapping[str, Any]) -> Iterator[Finding]:
    """Say what a production run would not start with; a development run may go on with it."""
    judge = warn if config["DEVELOPMENT"] else wrong
    faults = [*secret_faults(config), *address_faults(config), *mail_faults(config), *database_faults(config)]
    yield from (judge(ABOUT, fault) for fault in faults)
    if not faults:
        yield ok(ABOUT, f"All that a production run needs is set; the site is {config['BASE_URL']}.")


def check_sender(config: Mapping[str, Any]) -> Iterator[Finding]:
    """Say whether mail comes from the site's own domain."""
    sender = sender_of(config)
    domain, host = domain_of(sender), host_of(config)
    if not config["MAIL_DEFAULT_SENDER"]:
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


def check_returns(config: Mapping[str, Any]) -> Iterator[Finding]:
    """Say whether bounces name their message, and come in."""
    if not config["MAIL_BOUNCE_ADDRESS"]:
        yield warn(
            "bounces",
            "Bounces go to the sender's mailbox and name no message:"
            " set BLOG_MAIL_BOUNCE_ADDRESS to an address whose mail server takes +anything behind the name.",
        )
    elif not (config["BOUNCE_IMAP_URL"] or config["BOUNCE_WEBHOOK_SECRET"]):
        yield ok(
            "bounces",
            f"Bounces go to {config['MAIL_BOUNCE_ADDRESS']}; neither mailbox nor webhook is set,"
            ' so let the mail server pipe them into "flask bounces take".',
        )
    else:
        yield ok("bounces", f"Bounces go to {config['MAIL_BOUNCE_ADDRESS']} and are read.")
