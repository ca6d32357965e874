"""What happens to one message on one connection."""

from typing import NamedTuple, TypeAlias

from blog.delivery.composing.envelope import Outgoing, Owed
from blog.delivery.smtp.replies import Reply


class Parcel(NamedTuple):
    """One message on its way."""

    owed: Owed
    outgoing: Outgoing
    is_careful: bool = False
    """Command by command, to learn at which one the connection breaks."""


class Ready(NamedTuple):
    """The relay waits for the message itself."""

    parcel: Parcel


class Answered(NamedTuple):
    """The relay has decided about the message."""

    parcel: Parcel
    reply: Reply


class Lost(NamedTuple):
    """The conversation ended before the relay had decided."""

    parcel: Parcel
    words: str
    is_doubtful: bool
    """The message had gone out whole, and nobody knows whether the relay took it."""
    is_personal: bool
    """It ended when the reader had been named, so that this address may be the reason."""


class Needless(NamedTuple):
    """There is nothing left to say in the message."""

    owed: Owed


Event: TypeAlias = Ready | Answered | Lost | Needless
