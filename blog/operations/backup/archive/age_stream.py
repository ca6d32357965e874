"""Encryption as age does it, in a stream of constant memory; "age -d" opens what is written here.

Source: github.com/C2SP/C2SP, age.md.
"""

import hmac
import re
import secrets
from collections.abc import Sequence
from io import RawIOBase

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from blog.operations.backup.archive.age_keys import Identity, Recipient, Stanza, decode, derive, encode
from blog.operations.backup.archive.archive_reader import ByteReader, cut_off, read_exactly
from blog.operations.backup.archive.archive_writer import ByteWriter
from blog.operations.backup.archive.manifest import ArchiveRefused

INTRO = b"age-encryption.org/v1\n"
CHUNK = 2**16
TAG = 16
MAX_HEADER = 2**16
COLUMNS = 64
MAC_LINE = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")


class AgeWriter:
    """Encrypts what is written to it; nothing is whole before close()."""

    def __init__(self, stream: ByteWriter, recipients: Sequence[Recipient]) -> None:
        self.stream = stream
        file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
        stanzas = b"".join(write_stanza(one.wrap(file_key)) for one in recipients)
        signed = INTRO + stanzas + b"---"
        mac = hmac.digest(derive(file_key, b"", b"header"), signed, "sha256")
        stream.write(signed + b" " + encode(mac).encode() + b"\n" + nonce)
        self.cipher = ChaCha20Poly1305(derive(file_key, nonce, b"payload"))
        self.pending = bytearray()
        self.count = 0

    def write(self, data: bytes, /) -> int:
        """Encrypt *data*; what does not fill a chunk waits."""
        self.pending += data
        while len(self.pending) > CHUNK:
            self.write_chunk(bytes(self.pending[:CHUNK]), is_last=False)
            del self.pending[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Write the last chunk."""
        self.write_chunk(bytes(self.pending), is_last=True)

    def write_chunk(self, data: bytes, *, is_last: bool) -> None:
        """Write one chunk."""
        self.stream.write(self.cipher.encrypt(chunk_nonce(self.count, is_last=is_last), data, None))
        self.count += 1


class AgeReader(RawIOBase):
    """Decrypts what is read from it; every chunk is proven before a byte of it is given out."""

    def __init__(self, stream: ByteReader, identities: Sequence[Identity]) -> None:
        """Read the header of *stream*, whose first line has been read.

        Raises:
            ArchiveRefused: none of *identities* opens it.
        """
        header, stanzas, mac = read_header(stream)
        file_key = next((key for one in identities for stanza in stanzas if (key := one.unwrap(stanza))), None)
        if file_key is None:
            raise ArchiveRefused("This backup is encrypted, and not for that key or passphrase.")
        if not hmac.compare_digest(hmac.digest(derive(file_key, b"", b"header"), header, "sha256"), mac):
            raise damaged_cipher()
        self.cipher = ChaCha20Poly1305(derive(file_key, read_exactly(stream, 16), b"payload"))
        self.stream = stream
        self.ahead = read_up_to(stream, CHUNK + TAG)
        self.plain = memoryview(b"")
        self.count = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read into *buffer*; return how many bytes, 0 at the end."""
        if not self.plain and self.ahead:
            self.plain = memoryview(self.read_chunk())
        size = min(len(buffer), len(self.plain))
        buffer[:size] = self.plain[:size]
        self.plain = self.plain[size:]
        return size

    def read_chunk(self) -> bytes:
        """Return the next chunk; raise ArchiveRefused where it is not as it was written, or the last one is missing."""
        chunk, self.ahead = self.ahead, read_up_to(self.stream, CHUNK + TAG)
        nonce = chunk_nonce(self.count, is_last=not self.ahead)
        self.count += 1
        try:
            return self.cipher.decrypt(nonce, chunk, None)
        except InvalidTag:
            raise (damaged_cipher() if self.ahead else cut_off()) from None


def chunk_nonce(count: int, *, is_last: bool) -> bytes:
    """Return the nonce of the chunk with this number."""
    return count.to_bytes(11, "big") + bytes([is_last])


def write_stanza(stanza: Stanza) -> bytes:
    """Return *stanza* as the header holds it; a body ends with a line that is not full."""
    text = encode(stanza.body)
    lines = [text[start : start + COLUMNS] for start in range(0, len(text) + 1, COLUMNS)]
    return "\n".join([" ".join(["->", *stanza.words]), *lines, ""]).encode()


def read_header(stream: ByteReader) -> tuple[bytes, list[Stanza], bytes]:
    """Return the part of a header that is signed, its stanzas, and the signature; the first line has been read."""
    signed, stanzas = bytearray(INTRO), list[Stanza]()
    line = read_line(stream)
    while line.startswith(b"-> "):
        words = tuple(line[3:-1].decode("ascii", "replace").split(" "))
        signed += line
        body = bytearray()
        while True:
            line = read_line(stream)
            signed += line
            body += line[:-1]
            if len(line) <= COLUMNS:
                break
        stanzas.append(Stanza(words, decode(body.decode("ascii", "replace"))))
        if len(signed) > MAX_HEADER:
            raise damaged_cipher()
        line = read_line(stream)
    match = MAC_LINE.fullmatch(line)
    if match is None:
        raise damaged_cipher()
    return bytes(signed) + b"---", stanzas, decode(match[1].decode())


def read_line(stream: ByteReader) -> bytes:
    """Return the next line of a header, byte by byte: what comes after it must stay unread."""
    line = bytearray()
    while not line.endswith(b"\n"):
        line += read_exactly(stream, 1)
        if len(line) > MAX_HEADER:
            raise damaged_cipher()
    return bytes(line)


def read_up_to(stream: ByteReader, size: int) -> bytes:
    """Return *size* bytes of *stream*, and fewer at its end alone."""
    parts, left = list[bytes](), size
    while left and (block := stream.read(left)):
        parts.append(block)
        left -= len(block)
    return b"".join(parts)


def damaged_cipher() -> ArchiveRefused:
    """Return the sentence about an encrypted file that was changed."""
    return ArchiveRefused("This encrypted backup was changed or damaged. Nothing was written.")
