"""Variable envelope return paths (VERP): the bounce address names the delivery, with a MAC against forgery."""

import hmac
import re
from functools import lru_cache

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MAC_LENGTH = 16
"""Hexadecimal digits, 64 bits: no capital letters, since some servers change the case of a local part."""
MAX_LENGTH = 400
VERP_ADDRESS = re.compile(r"<?[!-;=?A-~]{1,64}\+([0-9a-z]{1,13})-([0-9a-f]{16})@[a-z0-9.-]{1,255}>?", re.IGNORECASE)
MAX_ID = 2**63 - 1


def bounce_address(secret: str, address: str, delivery_id: int) -> str:
    """Return the operator's bounce *address* with the delivery put in after a plus sign (RFC 5233)."""
    local, _, domain = address.rpartition("@")
    number = to_base_36(delivery_id)
    return f"{local}+{number}-{compute_mac(secret, number)}@{domain}"


def read_bounce_address(secret: str, text: str) -> int | None:
    """Return the id of the delivery that *text* names, or None unless the address has our MAC."""
    found = VERP_ADDRESS.fullmatch(text.strip()) if len(text) <= MAX_LENGTH else None
    if found is None or not text.isascii():
        return None
    number, mac = found[1].lower(), found[2].lower()
    delivery_id = int(number, 36)
    is_ours = hmac.compare_digest(
        compute_mac(secret, number), mac
    )  # Only numbers in their shortest form were ever signed.
    return delivery_id if is_ours and 0 < delivery_id <= MAX_ID else None


def compute_mac(secret: str, number: str) -> str:
    """Return the MAC of *number* in hexadecimal digits."""
    mac = prepare_hmac(secret).copy()
    mac.update(number.encode())
    return mac.hexdigest()[:MAC_LENGTH]


@lru_cache(maxsize=4)
def prepare_hmac(secret: str) -> hmac.HMAC:
    """Return an empty HMAC-SHA256 under a key derived from *secret*, to be copied: setting up the key costs most."""
    return hmac.new(hmac.digest(secret.encode(), b"bounce-address", "sha256"), digestmod="sha256")


def to_base_36(number: int) -> str:
    """Return *number*, which is not negative, in digits and small letters."""
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return DIGITS[number] + digits
