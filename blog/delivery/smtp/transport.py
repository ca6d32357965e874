"""The way to the relay, or to the captured mailbox, that the settings name."""

import smtplib
import ssl
from typing import Protocol

from blog.config.settings import Settings
from blog.delivery.smtp.login import CheckedConnection, make_context
from blog.delivery.smtp.pool import Lines
from blog.delivery.smtp.replies import OUR_FAULTS, CredentialsRefused, RelayUnavailable, read_text


class Transport(Protocol):
    """What a worker is handed to send with."""

    def open_lines(self) -> Lines:
        """Return lines, none of which is open yet."""
        ...


class RelayTransport:
    """Opens connections by Flask-Mail: settings, verified TLS, AUTH, EHLO."""

    def __init__(self, settings: Settings, hostname: str) -> None:
        self.settings = settings
        self.hostname = hostname
        """How we name ourselves in EHLO."""
        self.context: ssl.SSLContext | None = None

    def open_lines(self) -> Lines:
        """Return lines, none of which is open yet; they share what verifies the certificate."""
        if self.settings.mail_use_tls or self.settings.mail_use_ssl:
            self.context = make_context(self.settings)
        return Lines(
            self.open_host,
            most=self.settings.mail_connections,
            carries=self.settings.mail_max_emails,
            timeout=self.settings.mail_timeout_seconds,
        )

    def open_host(self) -> smtplib.SMTP:
        """Connect; may run in several threads at once.

        Raises:
            RelayUnavailable: it cannot be reached or does not let us in; whatever fails here concerns no reader.
        """
        try:
            return CheckedConnection(self.settings, self.hostname, self.context).configure_host()
        except smtplib.SMTPAuthenticationError as error:
            kind = CredentialsRefused if error.smtp_code in OUR_FAULTS else RelayUnavailable
            raise kind(f"{error.smtp_code} {read_text(error.smtp_error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise RelayUnavailable(f"{type(error).__name__}: {error}") from error
