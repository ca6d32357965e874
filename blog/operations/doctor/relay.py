"""Checks of the SMTP relay, in a session that sends no message."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

from blog.config.settings import Settings
from blog.delivery.smtp.login import LOOPBACK, VerifiedConnection
from blog.delivery.smtp.replies import RelayUnavailable
from blog.operations.doctor.domains import envelope_of, host_of
from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong

SOON_DAYS = 14
SMALLEST_SIZE = 512 * 1024
"""Bytes; an alert takes a few tens of thousands."""
FAILURES = (smtplib.SMTPException, OSError)


class StopChecks(Exception):
    """What was found makes the next steps meaningless."""


def check_relay(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    """Walk through a conversation as the worker has it, up to the sender, and say how each step went."""
    if not settings.mail_server:
        return  # What is missing was said before.
    place = f"{settings.mail_server}:{settings.mail_port}"
    try:
        connection = VerifiedConnection(settings, host_of(settings) or "localhost")
        host = connection.connect()
    except ssl.SSLCertVerificationError as error:
        yield wrong("tls", untrusted(place, error))
    except FAILURES as error:
        yield wrong(
            "relay",
            f"{place} cannot be reached ({error_text(error)}): check BLOG_MAIL_SERVER,"
            " BLOG_MAIL_PORT and the firewall.",
        )
    else:
        yield ok("relay", f"{place} answers.")
        with closing(host):
            yield from run_dialogue(connection, host, settings, now)


def run_dialogue(
    connection: VerifiedConnection, host: smtplib.SMTP, settings: Settings, now: datetime
) -> Iterator[Diagnosis]:
    """Go through the steps in order, and end at the first that makes the next ones meaningless."""
    steps: tuple[Callable[[], Iterator[Diagnosis]], ...] = (
        lambda: check_tls(connection, host, settings, now),
        lambda: check_sign_in(connection, host, settings),
        lambda: check_extensions(host),
        lambda: check_mail_from(host, envelope_of(settings)),
    )
    for step in steps:
        try:
            yield from step()
        except StopChecks:
            return
        except ssl.SSLCertVerificationError as error:
            yield wrong("tls", untrusted(f"{settings.mail_server}:{settings.mail_port}", error))
            return
        except FAILURES as error:
            yield wrong(
                "relay", f"The conversation with the relay broke off ({error_text(error)}): look into the relay's log."
            )
            return


def check_tls(
    connection: VerifiedConnection, host: smtplib.SMTP, settings: Settings, now: datetime
) -> Iterator[Diagnosis]:
    """Say whether the way to the relay is encrypted, and how long its certificate holds."""
    host.ehlo()
    if not (settings.mail_use_tls or settings.mail_use_ssl):
        if settings.mail_server in LOOPBACK:
            yield ok("tls", "The relay is on this machine, and the way to it is not encrypted.")
        else:
            yield wrong("tls", "The way to the relay is not encrypted: set BLOG_MAIL_USE_TLS=1.")
        return
    if not settings.mail_use_ssl:
        if not host.has_extn("starttls"):
            yield wrong("tls", "The relay does not offer STARTTLS: try port 465 with BLOG_MAIL_USE_SSL=1.")
            raise StopChecks
        host.starttls(context=connection.context)
        host.ehlo()
    yield assess_certificate(host, now)


def assess_certificate(host: smtplib.SMTP, now: datetime) -> Diagnosis:
    """Return how long the certificate that was just verified still holds."""
    sock: Any = host.sock
    days = int((ssl.cert_time_to_seconds(sock.getpeercert()["notAfter"]) - now.timestamp()) // 86_400)
    message = f"The connection is encrypted, and the certificate is verified and holds for {days} more days"
    if days < SOON_DAYS:
        return warn("tls", f"{message}: have it renewed before mail stops.")
    return ok("tls", f"{message}.")


def check_sign_in(connection: VerifiedConnection, host: smtplib.SMTP, settings: Settings) -> Iterator[Diagnosis]:
    """Say whether the relay takes our name and password."""
    if not (settings.mail_username and settings.mail_password):
        yield ok("sign-in", "No user name is set; the relay must know this machine by its address.")
        return
    try:
        connection.login(host)
    except RelayUnavailable as error:
        yield wrong("sign-in", str(error))
    except smtplib.SMTPAuthenticationError as error:
        yield wrong(
            "sign-in",
            f"The relay refused the name or the password ({error.smtp_code}):"
            " check BLOG_MAIL_USERNAME and BLOG_MAIL_PASSWORD.",
        )
    except smtplib.SMTPNotSupportedError:
        yield wrong("sign-in", "The relay takes no password here: unset BLOG_MAIL_USERNAME or use its other port.")
    else:
        yield ok("sign-in", "The relay takes the name and the password.")


def check_extensions(host: smtplib.SMTP) -> Iterator[Diagnosis]:
    """Say whether the relay can be fed quickly, and takes messages as large as ours."""
    if host.has_extn("pipelining"):
        yield ok("speed", "The relay announces PIPELINING.")
    else:
        yield warn("speed", "The relay does not announce PIPELINING: sending takes four times as many round trips.")
    size = host.esmtp_features.get("size", "")
    if size.isdigit() and 0 < int(size) < SMALLEST_SIZE:
        yield warn("size", f"The relay takes no message above {size} bytes: have the limit raised.")


def check_mail_from(host: smtplib.SMTP, address: str) -> Iterator[Diagnosis]:
    """Say whether the relay lets us send as *address*; nothing is sent."""
    code, message = host.mail(address)
    if code == 250:
        yield ok("envelope", f"The relay accepts mail from {address}.")
        host.rset()
    else:
        said = message.decode("utf-8", "replace").replace("\n", " ")
        yield wrong("envelope", f"The relay refuses mail from {address} ({code} {said}): allow the address there.")


def untrusted(place: str, error: ssl.SSLCertVerificationError) -> str:
    """Return the sentence about a certificate that is not to be trusted."""
    return (
        f"The certificate of {place} is not to be trusted ({error.verify_message}):"
        " use the host name that stands in it, have it renewed, or name its authority in BLOG_MAIL_CA_FILE."
    )


def error_text(error: Exception) -> str:
    """Return what went wrong, on one line."""
    return " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
