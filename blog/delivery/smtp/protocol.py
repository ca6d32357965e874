"""One SMTP conversation after EHLO, as a machine without a socket: bytes in, bytes and events out.

With PIPELINING (RFC 2920) the commands of the next message ride behind the
final dot of the one before, so that a message costs one round trip. They hand
nothing over: the message itself follows only when the ledger says so.
"""

from collections import deque
from enum import Enum, auto

from blog.delivery.smtp.events import Answered, Event, Lost, Parcel, Ready
from blog.delivery.smtp.replies import OUR_FAULTS, SERVICE_ENDS, CredentialsRefused, RelayUnavailable, Reply
from blog.delivery.smtp.reply_parser import Answers, BrokenPeer


class Step(Enum):
    """What an answer is awaited for."""

    RSET = auto()
    MAIL = auto()
    RCPT = auto()
    DATA = auto()
    DOT = auto()
    VOID = auto()
    """The lone dot after a DATA that was let in though no reader was (RFC 2920 3.1)."""


class Exchange:
    """At most one message is in flight and one named behind it; who drives it reads *out* and *events*."""

    def __init__(self, *, is_pipelining: bool) -> None:
        self.is_pipelining = is_pipelining
        self.out = bytearray()
        """What has to be sent."""
        self.events: list[Event] = []
        self.expected: deque[Step] = deque()
        self.answers = Answers()
        self.named: Parcel | None = None
        """Its reader has been, or is being, told to the relay."""
        self.flying: Parcel | None = None
        """Handed over; its answer is awaited."""
        self.trailing = 0
        """Bytes in *out* behind the final dot of the message in flight."""
        self.is_sender_taken = False
        self.refusal: Reply | None = None
        """Why the named reader gets nothing, while the answer to DATA is still to come."""
        self.fault: RelayUnavailable | None = None
        """Why no message at all can go out."""

    @property
    def has_room(self) -> bool:
        """Return whether another message may be named now."""
        return self.named is None and (self.is_pipelining or not self.expected)

    @property
    def is_idle(self) -> bool:
        """Return whether nothing is under way."""
        return not self.expected and self.named is None

    @property
    def is_carrying(self) -> bool:
        """Return whether a message is under way; an answer to RSET need not be awaited."""
        return self.named is not None or self.flying is not None

    def name(self, parcel: Parcel) -> None:
        """Tell the relay about the next message, its sender and its reader."""
        self.named, self.refusal, self.is_sender_taken = parcel, None, False
        self.say(Step.MAIL, f"MAIL FROM:<{parcel.outgoing.envelope_from}>\r\n")
        if self.is_grouped(parcel):
            self.say(Step.RCPT, f"RCPT TO:<{parcel.outgoing.recipient}>\r\n")
            self.say(Step.DATA, "DATA\r\n")

    def is_grouped(self, parcel: Parcel) -> bool:
        """Return whether the commands of *parcel* go out together."""
        return self.is_pipelining and not parcel.is_careful

    def hand_over(self) -> None:
        """Send the message that the relay waits for."""
        if self.named is None:
            raise LookupError("No message is ready.")
        self.flying, self.named = self.named, None
        self.expected.append(Step.DOT)
        self.out += self.flying.outgoing.data
        self.trailing = 0

    def say(self, step: Step, command: str) -> None:
        """Send *command* and await its answer."""
        words = command.encode("ascii")
        self.expected.append(step)
        self.out += words
        self.trailing += len(words)

    def feed(self, data: bytes) -> None:
        """Read what the relay sent, and note in *events* what follows from it.

        Raises:
            BrokenPeer: the conversation is over; see end.
        """
        for reply in self.answers.feed(data):
            if reply.code == SERVICE_ENDS:
                self.end_service(reply)
            if not self.expected:
                raise BrokenPeer(f"an answer to nothing: {reply}")
            self.take(self.expected.popleft(), reply)

    def end_service(self, reply: Reply) -> None:
        """Stop: what was in flight has been answered, though not decided, by 421."""
        if self.expected and self.expected[0] is Step.DOT and self.flying is not None:
            self.lose(self.flying, str(reply), is_doubtful=False, is_personal=True)
            self.flying = None
        raise BrokenPeer(str(reply))

    def take(self, step: Step, reply: Reply) -> None:
        """Act on the answer to *step*."""
        if reply.code in OUR_FAULTS:
            self.fault = CredentialsRefused(str(reply))
            raise BrokenPeer(str(reply))
        match step:
            case Step.MAIL:
                self.take_sender(reply)
            case Step.RCPT:
                self.take_reader(reply)
            case Step.DATA:
                self.take_data(reply)
            case Step.DOT:
                self.take_verdict(reply)
            case _:
                pass  # Whatever a relay says to RSET or to a lone dot, the next MAIL shows where we stand.

    def take_sender(self, reply: Reply) -> None:
        """Go on when our own address is taken; otherwise no message can go out."""
        if reply.code // 100 != 2:
            self.fault = RelayUnavailable(f"The relay refuses our sender address: {reply}")
            raise BrokenPeer(str(reply))
        self.is_sender_taken = True
        if self.named and not self.is_grouped(self.named):
            self.say(Step.RCPT, f"RCPT TO:<{self.named.outgoing.recipient}>\r\n")

    def take_reader(self, reply: Reply) -> None:
        """Go on when the reader is taken; otherwise await the answer to a DATA that is on its way."""
        is_grouped = self.named is not None and self.is_grouped(self.named)
        if reply.code // 100 != 2:
            self.refusal = reply
            if not is_grouped:
                self.refuse(reply)
        elif not is_grouped:
            self.say(Step.DATA, "DATA\r\n")

    def take_data(self, reply: Reply) -> None:
        """Say that the message may go, or that it cannot."""
        if reply.code // 100 == 2:
            raise BrokenPeer(f"DATA cannot be answered so: {reply}")
        if reply.code != 354:
            self.refuse(self.refusal or reply)
        elif self.refusal:
            self.say(Step.VOID, ".\r\n")
            self.refuse(self.refusal)
        elif self.named:
            self.events.append(Ready(self.named))

    def refuse(self, reply: Reply) -> None:
        """Note that the named message is refused, and clear the way for the next."""
        if self.named is not None:
            self.events.append(Answered(self.named, reply))
        self.named = None
        self.say(Step.RSET, "RSET\r\n")

    def take_verdict(self, reply: Reply) -> None:
        """Note what the relay decided about the message in flight."""
        if reply.code // 100 == 3:
            raise BrokenPeer(f"a message cannot be answered so: {reply}")
        if self.flying is not None:
            self.events.append(Answered(self.flying, reply))
        self.flying = None

    def end(self, words: str) -> None:
        """Note what is lost now that the connection is gone, for the reason in *words*."""
        if self.flying is not None:
            # The dot is the last thing to leave: without it the relay must drop what it has.
            is_out = len(self.out) <= self.trailing
            self.lose(self.flying, words, is_doubtful=is_out, is_personal=True)
        if self.named is not None:
            self.lose(self.named, words, is_doubtful=False, is_personal=self.is_sender_taken)
        self.flying = self.named = None

    def lose(self, parcel: Parcel, words: str, *, is_doubtful: bool, is_personal: bool) -> None:
        """Note that *parcel* got no decision."""
        self.events.append(Lost(parcel, words, is_doubtful, is_personal))
