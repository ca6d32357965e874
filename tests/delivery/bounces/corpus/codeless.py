"""Bounces of small programs that give no code, or give their reason only to people."""

from blog.models import BounceKind
from tests.delivery.bounces.corpus.refusals import Refusal
from tests.delivery.bounces.corpus.shapes import Case, plain, report

HARD, SOFT = BounceKind.HARD, BounceKind.SOFT
READER = "anna@reader-domain.example"
CASE = Case(Refusal("550", "", "unused", HARD), READER, "news@news.example.org")
DAEMON = "Mail Delivery System <Mailer-Daemon@relay.example.net>"


def exim(reason: str) -> str:
    return (
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be"
        " delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
        f"  {READER}\n    {reason}\n\n------ This is a copy of the message, including all the headers. ------\n\n"
        f"{CASE.returned}"
    )


def exim_report(reason: str) -> bytes:
    fields = f"Action: failed\nFinal-Recipient: rfc822;{READER}\nStatus: 5.0.0\n"
    return report(CASE, DAEMON, "Mail delivery failed", exim(reason).partition("------")[0], fields)


def dragonfly(reason: str) -> bytes:
    text = (
        "This is the DragonFly Mail Agent v0.13 at relay.example.net.\n\nThere was an error delivering your mail to"
        f" <{READER}>.\n\n{reason}\n\nMessage headers follow\n\n{CASE.returned}"
    )
    return plain(CASE, "MAILER-DAEMON <>", "Mail delivery failed", text)


def qmail(reason: str) -> bytes:
    text = (
        "Hi. This is the qmail-send program at relay.example.net.\nI'm afraid I wasn't able to deliver your message to"
        f" the following addresses.\n\n<{READER}>:\n{reason}\n\n--- Below this line is a copy of the message.\n\n"
        f"{CASE.returned}"
    )
    return plain(CASE, "MAILER-DAEMON@relay.example.net", "failure notice", text)


def opensmtpd(reason: str) -> bytes:
    text = (
        "Hi!\n\nThis is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\nAn error has occurred while"
        " attempting"
        f" to deliver a message.\n\nRecipient: {READER}\nReason: {reason}\n\nBelow is a copy of the original message:\n"
        f"\n{CASE.returned}"
    )
    return plain(CASE, "Mailer Daemon <MAILER-DAEMON@relay.example.net>", "Delivery error", text)


def workmail(reason: str) -> bytes:
    text = (
        f"Your message couldn't be delivered to {READER}.\n\n{reason}\n\nOriginal message headers:\n\n{CASE.returned}"
    )
    return plain(CASE, "Mail Delivery System <postmaster@workmail.example>", "Undeliverable: boats", text)


def exim_plain(reason: str) -> bytes:
    return plain(CASE, DAEMON, "Mail delivery failed: returning message to sender", exim(reason))


CODELESS: dict[str, tuple[bytes, BounceKind | None]] = {
    "exim unrouteable": (exim_plain("Unrouteable address"), HARD),
    "exim unknown user": (exim_plain("unknown user"), HARD),
    "exim retry time": (exim_plain("retry timeout exceeded"), SOFT),
    "exim full": (exim_plain("mailbox is full"), SOFT),
    "exim domain": (exim_plain("all relevant MX records point to non-existent hosts"), SOFT),
    "exim cpanel": (exim_plain("The account may not exist, it may be blacklisted, or lack DNS entries."), SOFT),
    "exim report unrouteable": (exim_report("Unrouteable address"), HARD),
    "exim report quota": (exim_report("mailbox is full (quota exceeded while writing file)"), SOFT),
    "dragonfly host": (dragonfly("DNS lookup failure: host reader-domain.example not found"), HARD),
    "dragonfly user": (dragonfly("unknown user"), HARD),
    "dragonfly time": (dragonfly("Could not deliver for the last 5 days. Giving up. Connection timed out"), SOFT),
    "dragonfly login": (dragonfly("SMTP login not successful: authentication failed"), SOFT),
    "qmail host": (qmail("Sorry, I couldn't find any host named reader-domain.example. (#5.1.2)"), HARD),
    "qmail mailbox": (qmail("Sorry, no mailbox here by that name."), HARD),
    "qmail vpopmail": (qmail("The user's account is over quota."), SOFT),
    "qmail away": (qmail("I wasn't able to establish an SMTP connection; I'm not going to try again"), SOFT),
    "opensmtpd": (opensmtpd("Invalid recipient"), HARD),
    "opensmtpd network": (opensmtpd("Network error on destination MXs"), SOFT),
    "workmail": (workmail("The recipient's mailbox could not be found."), HARD),
    "workmail refused": (workmail("The message was refused because of the sender's reputation."), SOFT),
    "delay": (
        plain(
            CASE,
            DAEMON,
            "Mail delivery",
            f"This is the mail system at relay.example.net.\n\nYour message to {READER} has not been delivered yet.\n"
            "It will be tried for five days more.",
        ),
        None,
    ),
    "receipt": (
        plain(CASE, "postmaster@relay.example.net", "Read receipt", f"Your message was read by {READER}."),
        None,
    ),
}
