"""Connects to the relay, or to the dev mailbox, that the settings name."""

import smtplib
import ssl
from threading import Lock
from typing import Protocol

from blog.config.settings import Settings
from blog.delivery.smtp.login import VerifiedConnection, make_tls_context
from blog.delivery.smtp.pool import ConnectionPool
from blog.delivery.smtp.replies import AUTH_FAILURES, CredentialsRefused, RelayUnavailable, clean_reply_text


class Transport(Protocol):
    """What a sender sends with."""

    def open_pool(self) -> ConnectionPool:
        """Return a pool without any connection yet."""
        ...


class RelayTransport:
    """Opens connections by Flask-Mail: settings, verified TLS, AUTH, EHLO."""

    def __init__(self, settings: Settings, hostname: str) -> None:
        self.settings = settings
        self.hostname = hostname
        """Our name in EHLO."""
        self.context: ssl.SSLContext | None = None
        self.lock = Lock()

    def open_pool(self) -> ConnectionPool:
        """Return a pool without any connection yet."""
        pool = ConnectionPool(
            self.connect,
            max_connections=self.settings.mail_connections,
            max_messages=self.settings.mail_max_emails,
            timeout=self.settings.mail_timeout_seconds,
        )
        pool.data_timeout = self.settings.mail_data_timeout_seconds
        return pool

    def connect(self) -> smtplib.SMTP:
        """Connect and log in; may run in several threads at once.

        Raises:
            RelayUnavailable: the relay cannot be reached or refuses us; no failure here concerns a recipient.
        """
        try:
            return VerifiedConnection(self.settings, self.hostname, self.tls_context()).configure_host()
        except smtplib.SMTPAuthenticationError as error:
            kind = CredentialsRefused if error.smtp_code in AUTH_FAILURES else RelayUnavailable
            raise kind(f"{error.smtp_code} {clean_reply_text(error.smtp_error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise RelayUnavailable(f"{type(error).__name__}: {error}") from error

    def tls_context(self) -> ssl.SSLContext | None:
        """Return what verifies the relay's certificate, or None without TLS; all connections share one.

        Reading the system's certificates takes a while, so that many connections at once should not each do it.
        """
        with self.lock:
            if self.context is None and (self.settings.mail_use_tls or self.settings.mail_use_ssl):
                self.context = make_tls_context(self.settings)
            return self.context
