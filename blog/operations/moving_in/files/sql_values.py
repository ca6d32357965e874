"""Values of a dump as text: escapes, hexadecimal digits and character sets as MySQL and its tools write them."""

import re
from collections.abc import Sequence

from blog.operations.moving_in.files.sql_tokens import Token

ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
ESCAPES = {b"0": b"\0", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"Z": b"\x1a", b"%": b"\\%", b"_": b"\\_"}
"""Source: MySQL 8.4 reference manual 11.1.1."""
LITERALS = frozenset({"string", "hex", "bits"})


def read_value(tokens: Sequence[Token]) -> str | None:
    """Return the value that *tokens* write, None for NULL.

    A value may stand behind its character set (_binary '…') or within a
    function (CONVERT(0x… USING utf8mb4)): the first literal is it.
    """
    literals = [token for token in tokens if token.kind in LITERALS]
    if literals:
        return read_literal(literals[0])
    if not tokens or tokens[0].data.upper() == b"NULL":
        return None
    return "" if tokens[0].data in {b"0x", b"0X"} else decode(tokens[0].data)


def read_literal(token: Token) -> str:
    """Return a string, hexadecimal digits or bits as text."""
    if token.kind == "bits":
        digits = token.data[2:].rstrip(b"'")
        return str(int(digits or b"0", 2))
    if token.kind == "hex":
        digits = token.data[2:].rstrip(b"'")
        return decode(bytes.fromhex(("0" * (len(digits) % 2)) + digits.decode("ascii")))
    return decode(unquote(token.data))


def unquote(data: bytes) -> bytes:
    """Return what stands between the quotes of *data*, its escapes resolved."""
    quote = data[:1]
    inside = data[1:-1].replace(quote * 2, quote)
    if b"\\" not in inside:
        return inside
    # Doubled backslashes part the text into pieces in which each backslash begins an escape of one byte.
    return b"\\".join(resolve(piece) for piece in inside.split(b"\\\\"))


def resolve(piece: bytes) -> bytes:
    """Return *piece* with its escapes resolved."""
    if b"\\" not in piece:
        return piece
    for letter in (b"'", b'"', b"n", b"r"):
        piece = piece.replace(b"\\" + letter, ESCAPES.get(letter, letter))
    return ESCAPE.sub(lambda found: ESCAPES.get(found[1], found[1]), piece) if b"\\" in piece else piece


def read_name(token: Token) -> str:
    """Return a name of a table or column, without the quotes around it."""
    if token.kind == "name":
        return decode(token.data[1:-1].replace(b"``", b"`"))
    return decode(unquote(token.data)) if token.kind == "string" else decode(token.data)


def decode(data: bytes) -> str:
    """Return *data* as text: UTF-8, else what MySQL calls latin1 (Windows-1252); no byte is lost.

    Each value is looked at alone: dumps that name one set and hold the other are common.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace") if b"\x81" not in data else data.decode("latin-1")
