"""Opens, encrypts and authenticates a connection to the relay: Flask-Mail, with the checks that it lacks."""

import smtplib
import ssl
from base64 import b64encode
from typing import Any

import flask_mail

from blog.config.settings import Settings
from blog.delivery.smtp.replies import CredentialsRefused, RelayUnavailable
from blog.web.access.outgoing.bounded_reader import BoundedReader
from blog.web.extensions import mail

NUL = "\0"
CONTINUE = 334
LOGGED_IN = 235
MAX_REPLY_BYTES = 64 * 1024
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class BoundedSmtp(smtplib.SMTP):
    """smtplib's connection, whose peer has its timeout for each reply as a whole, which has an end."""

    def getreply(self) -> tuple[int, bytes]:
        """Return code and text of the next reply."""
        if self.file is None and self.sock is not None:
            self.file = BoundedReader(self.sock, self.timeout, MAX_REPLY_BYTES)
        if self.file is not None:
            self.file.begin_answer()
        return super().getreply()


class BoundedEncryptedSmtp(BoundedSmtp, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class VerifiedConnection(flask_mail.Connection):
    """Flask-Mail's connection, but with a timeout, a verified certificate and no password in the clear."""

    def __init__(self, settings: Settings, hostname: str, context: ssl.SSLContext | None = None) -> None:
        super().__init__(mail.init_mail(relay_settings(settings)))  # type: ignore[arg-type]
        self.options: dict[str, Any] = {"timeout": settings.mail_timeout_seconds, "local_hostname": hostname}
        self.context = context or (
            make_tls_context(settings) if settings.mail_use_tls or settings.mail_use_ssl else None
        )

    def configure_host(self) -> smtplib.SMTP:
        """Connect, encrypt and log in as the settings say; each step fails closed."""
        host = self.connect()
        try:
            if self.mail.use_tls and not self.mail.use_ssl:
                host.starttls(context=self.context)
            host.ehlo_or_helo_if_needed()
            if self.mail.username and self.mail.password:
                self.login(host)
        except BaseException:
            host.close()
            raise
        return host

    def connect(self) -> smtplib.SMTP:
        """Return the open connection, encrypted from the first byte when the settings say so."""
        address = (self.mail.server, self.mail.port)
        if self.mail.use_ssl:
            return BoundedEncryptedSmtp(*address, context=self.context, **self.options)
        return BoundedSmtp(*address, **self.options)

    def login(self, host: smtplib.SMTP) -> None:
        """Log in; the password is never sent unencrypted over a network."""
        if not (self.mail.use_tls or self.mail.use_ssl or self.mail.server in LOOPBACK):
            raise CredentialsRefused("The password is not sent without TLS: set BLOG_MAIL_USE_TLS=1.")
        if f"{self.mail.username}{self.mail.password}".isascii():
            host.login(self.mail.username, self.mail.password)
        else:
            login_in_utf8(host, self.mail.username, self.mail.password)


def login_in_utf8(host: smtplib.SMTP, username: str, password: str) -> None:
    """Log in with letters outside ASCII, which smtplib cannot send.

    Raises:
        smtplib.SMTPAuthenticationError: the relay refuses them.
        smtplib.SMTPNotSupportedError: it offers neither PLAIN nor LOGIN.

    Source: RFC 4616 2 (PLAIN is UTF-8), RFC 4954 4.
    """
    offered = host.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        code, text = host.docmd("AUTH", f"PLAIN {to_base64(f'{NUL}{username}{NUL}{password}')}")
    elif "LOGIN" in offered:
        code, text = host.docmd("AUTH", f"LOGIN {to_base64(username)}")
        if code == CONTINUE:
            code, text = host.docmd(to_base64(password))
    else:
        raise smtplib.SMTPNotSupportedError("The relay offers neither PLAIN nor LOGIN.")
    if code != LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, text)


def to_base64(text: str) -> str:
    """Return *text* in UTF-8 and base64, on one line."""
    return b64encode(text.encode()).decode("ascii")


def make_tls_context(settings: Settings) -> ssl.SSLContext:
    """Return the TLS context that verifies the relay's certificate and name."""
    return ssl.create_default_context(cafile=settings.mail_ca_file)


def relay_settings(settings: Settings) -> dict[str, Any]:
    """Return Flask-Mail's settings of the relay; on a development run without one, those of the dev mailbox.

    Raises:
        RelayUnavailable: there is neither.
    """
    if settings.mail_server:
        return settings.by_name()
    if not (settings.development and settings.captured_mail_port):
        raise RelayUnavailable("No relay is set: BLOG_MAIL_SERVER is empty and no captured mailbox runs.")
    captured = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": settings.captured_mail_port}
    plain = {"MAIL_USERNAME": None, "MAIL_USE_TLS": False, "MAIL_USE_SSL": False}
    return {**settings.by_name(), **captured, **plain}
