"""A real SMTP relay on loopback that does what a test tells it to."""

import asyncio
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import AuthResult, LoginPassword

from blog.delivery.devmail.smtp_server import ThreadedServer

DROP = "drop the connection"
ACCEPTED = "250 2.0.0 queued"


@dataclass(frozen=True)
class Received:
    """One message that the relay accepted or, when *answer* is another, looked at."""

    sender: str
    recipient: str
    content: bytes
    answer: str

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=default)

    def text(self) -> str:
        return self.message.get_body(("plain",)).get_content()

    def html(self) -> str:
        return self.message.get_body(("html",)).get_content()


@dataclass
class Relay:
    """Accepts everything until told otherwise; *port* stays the same while it is down and comes back."""

    certificate: ssl.SSLContext | None = None
    is_tls_from_start: bool = False
    user: tuple[str, str] | None = None
    port: int = 0
    attempts: list[Received] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    connections: int = 0
    sender_answers: deque[str] = field(default_factory=deque)
    data_answers: deque[str] = field(default_factory=deque)
    recipient_answers: dict[str, deque[str]] = field(default_factory=dict)
    before_answer: Callable[[str], None] | None = None
    delay_seconds: float = 0
    is_pipelining: bool = False
    server: ThreadedServer | None = None

    @property
    def accepted(self) -> list[Received]:
        return [one for one in self.attempts if one.answer.startswith("250")]

    @property
    def recipients(self) -> list[str]:
        """Who got a message, in order, as often as they got one."""
        return [one.recipient for one in self.accepted]

    def to(self, address: str) -> list[Received]:
        return [one for one in self.accepted if one.recipient == address]

    def answer_data(self, *answers: str) -> None:
        """Answer the next messages so, in order; then accept again."""
        self.data_answers.extend(answers)

    def answer_sender(self, *answers: str) -> None:
        """Answer the next MAIL commands so."""
        self.sender_answers.extend(answers)

    def answer_recipient(self, address: str, *answers: str) -> None:
        """Answer the next RCPT commands that name *address* so."""
        self.recipient_answers.setdefault(address, deque()).extend(answers)

    def reset(self) -> "Relay":
        for kept in (self.attempts, self.named, self.sender_answers, self.data_answers, self.recipient_answers):
            kept.clear()
        self.before_answer, self.delay_seconds, self.connections = None, 0, 0
        self.is_pipelining = False
        self.start()
        return self

    def start(self) -> "Relay":
        if self.server is None:
            self.server = ThreadedServer(Script(self), self.port, **self.options())
            self.port = self.server.port
            self.connections = 0
        return self

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()
            self.server = None

    def options(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if self.certificate and self.is_tls_from_start:
            options = {"tls": self.certificate}
        elif self.certificate:
            options = {"tls_context": self.certificate, "require_starttls": True}
        if self.user:
            options |= {"authenticator": self.check, "auth_required": True, "auth_require_tls": bool(self.certificate)}
        return options

    def check(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, login: LoginPassword) -> AuthResult:
        is_right = (login.login.decode(), login.password.decode()) == self.user
        return AuthResult(success=is_right, handled=False)


class Script:
    """Plays what the relay was told."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay

    async def handle_EHLO(self, _server: Any, session: Any, _envelope: Any, hostname: str, answers: list[str]) -> Any:
        self.relay.connections += 1
        session.host_name = hostname
        return [*answers[:-1], *(["250-PIPELINING"] if self.relay.is_pipelining else []), *answers[-1:]]

    async def handle_MAIL(self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        answer = self.relay.sender_answers.popleft() if self.relay.sender_answers else "250 OK"
        if answer == "250 OK":
            envelope.mail_from = address
        return drop_if_told(server, answer)

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        self.relay.named.append(address)
        waiting = self.relay.recipient_answers.get(address)
        answer = waiting.popleft() if waiting else "250 OK"
        if answer == "250 OK":
            envelope.rcpt_tos.append(address)
        return drop_if_told(server, answer)

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        relay, recipient = self.relay, envelope.rcpt_tos[0]
        answer = relay.data_answers.popleft() if relay.data_answers else ACCEPTED
        relay.attempts.append(Received(envelope.mail_from, recipient, envelope.content, answer))
        if relay.before_answer:
            relay.before_answer(recipient)
        await asyncio.sleep(relay.delay_seconds)
        return drop_if_told(server, answer)


def drop_if_told(server: Any, answer: str) -> str:
    """Cut the connection instead of answering."""
    if answer == DROP:
        server.transport.abort()
    return answer
