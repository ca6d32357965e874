"""Absolute addresses and signed links; both stand on settings, never on a request's headers."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from json.encoder import encode_basestring_ascii as in_quotes
from typing import Any
from urllib.parse import quote, urlsplit

from cryptography.fernet import Fernet, InvalidToken
from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

CONFIRM = "confirm-subscription"
PREFERENCES = "subscriber-preferences"
CHANGE = "change-of-address"
FOLLOW = "confirm-follow"
ERASURE = "erase-reader"
ERASURE_LIFETIME = timedelta(hours=4)
"""From the making of the mail: time for slow servers, and too little for a mailbox that changes hands."""
RESET = "password-reset"
INVITATION = "invitation"
LOGIN_ADDRESS = "login-address"
KNOWN_BROWSER = "known-browser"
PREVIEW = "preview-link"
FORM_TIME = "form-time"
SIGNUP_FORM = "signup-form"
SIGNER = {"key_derivation": "hmac", "digest_method": sha256}
"""HMAC-SHA256; changing it ends every link, those in mail that people keep among them."""

MEDIA = "/media/"
URI_SIGNS = ":/?#[]@!$&'()*+,;=%~"
"""Signs that stand in a URI as they are (RFC 3986 2)."""
ADDED_BY_MAIL_PROGRAMS = ".,;:!?>)]}\"'"
"""Signs that mail programs take into a link from the text after it; no token ends with one."""


class Links:
    """Makes and reads links for one site.

    Args:
        base_url: public address without slash at the end.
        secret: signs the tokens; a new one ends every link.
        media_url: public address of pictures at a CDN or bucket; "" where the site gives them itself.
    """

    def __init__(self, base_url: str, secret: str, media_url: str = "") -> None:
        self.base_url = base_url
        self.secret = secret
        self.media_url = media_url.rstrip("/")
        self.hashes: dict[str, hmac.HMAC] = {}

    @cached_property
    def host(self) -> str:
        """Return the host name of the site."""
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def scheme(self) -> str:
        """Return http or https."""
        return urlsplit(self.base_url).scheme or "https"

    @property
    def origin(self) -> str:
        """Return scheme, host and port as a browser's Origin header writes them (RFC 6454 6.2)."""
        parts = urlsplit(self.base_url.casefold())
        usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
        return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}"

    def absolute(self, path: str) -> str:
        """Return the public address of *path*, which starts with a slash; letters beyond ASCII are encoded.

        That of a picture is at the CDN, where the site has one.

        Source: RFC 3987 3.1 (from IRI to URI).
        """
        if self.media_url and path.startswith(MEDIA):
            return f"{self.media_url}/{path.removeprefix(MEDIA)}"
        return f"{self.base_url}{path if path.isascii() else quote(path, URI_SIGNS)}"

    def sign(self, purpose: str, payload: Sequence[int | str]) -> str:
        """Return a token that says *payload*, good for *purpose* alone, with the time of signing."""
        return URLSafeTimedSerializer(self.secret, salt=purpose, signer_kwargs=SIGNER).dumps(list(payload))

    def read(self, purpose: str, token: str, max_age: int) -> list[Any] | None:
        """Return what *token* says; None if it was altered, is for something else or older than *max_age* seconds."""
        try:
            return list(
                URLSafeTimedSerializer(self.secret, salt=purpose, signer_kwargs=SIGNER).loads(
                    token.rstrip(ADDED_BY_MAIL_PROGRAMS), max_age=max_age
                )
            )
        except (BadData, TypeError, ValueError):
            return None

    def seal(self, purpose: str, payload: Sequence[int | str]) -> str:
        """Return a token like sign, but always the same for the same payload and without end.

        Every alert carries one, so this does what URLSafeSerializer.dumps does, in a tenth of its time.
        """
        words = ",".join(str(part) if isinstance(part, int) else in_quotes(part) for part in payload)
        text = as_url_text(f"[{words}]".encode())
        signature = self.signature_for(purpose)
        signature.update(text)
        return f"{text.decode()}.{as_url_text(signature.digest()).decode()}"

    def signature_for(self, purpose: str) -> hmac.HMAC:
        """Return an empty HMAC-SHA256 under the key that itsdangerous derives for *purpose*.

        It is a copy of one that is kept, since setting up the key costs more than the rest.
        """
        if purpose not in self.hashes:
            key = hmac.digest(self.secret.encode(), purpose.encode(), "sha256")
            self.hashes[purpose] = hmac.new(key, digestmod="sha256")
        return self.hashes[purpose].copy()

    def unseal(self, purpose: str, token: str) -> list[Any] | None:
        """Return what *token* says, or None if it was altered or is for something else."""
        try:
            return list(
                URLSafeSerializer(self.secret, salt=purpose, signer_kwargs=SIGNER).loads(
                    token.rstrip(ADDED_BY_MAIL_PROGRAMS)
                )
            )
        except (BadData, TypeError, ValueError):
            return None

    def encrypt(self, purpose: str, values: Mapping[str, str]) -> str:
        """Return *values* as a token that only this site can read, so that logs and histories show none of them.

        Source: the Fernet specification (AES-128-CBC with HMAC-SHA256 and the time of making).
        """
        return self.fernet_for(purpose).encrypt(json.dumps(dict(values)).encode()).decode()

    def decrypt(self, purpose: str, token: str, max_age: int) -> dict[str, str]:
        """Return the values in *token*; none if it was altered, is for something else or older than *max_age* s."""
        try:
            return dict(json.loads(self.fernet_for(purpose).decrypt(token.encode(), ttl=max_age)))
        except (InvalidToken, UnicodeError, ValueError):
            return {}

    def fernet_for(self, purpose: str) -> Fernet:
        """Return the cipher for *purpose*; its key is derived from the secret."""
        return Fernet(urlsafe_b64encode(hmac.digest(self.secret.encode(), f"encrypt:{purpose}".encode(), "sha256")))


def as_url_text(data: bytes) -> bytes:
    """Return *data* in base64url without padding (RFC 4648 5)."""
    return urlsafe_b64encode(data).rstrip(b"=")


def is_local(address: str) -> bool:
    """Return whether *address* is a path on this site."""
    return address.startswith("/") and not address.startswith("//")


def is_local_path(target: str | None) -> bool:
    """Return whether *target* is a path on this site that is safe to redirect to.

    Browsers read "//host", "/" with a backslash, and control characters, as another host.
    """
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return False
    return "\\" not in target and all(character.isprintable() for character in target) and not urlsplit(target).netloc
