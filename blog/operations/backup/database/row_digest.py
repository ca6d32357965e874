"""One number for all rows of a table, whatever their order, by which two databases of either kind are compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

DIGEST_BYTES = 16
MODULUS = 1 << 8 * DIGEST_BYTES


@dataclass
class RowDigest:
    """Rows that were counted and summed up, each as its line of COPY."""

    rows: int = 0
    sum: int = 0

    def add(self, lines: Iterable[bytes]) -> None:
        """Add *lines*, each without its end."""
        for line in lines:
            self.rows += 1
            self.sum += int.from_bytes(blake2b(line, digest_size=DIGEST_BYTES).digest())

    def hexdigest(self) -> str:
        """Return the sum as hexadecimal digits."""
        return f"{self.sum % MODULUS:0{2 * DIGEST_BYTES}x}"
