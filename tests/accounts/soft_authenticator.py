"""An authenticator made of software: it answers challenges of WebAuthn as a phone does, and lies when told to."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN, RP_ID = "https://news.example.org", "news.example.org"
USER_PRESENT, USER_VERIFIED, ATTESTED = 0x01, 0x04, 0x40
COORDINATE = 32


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class SoftAuthenticator:
    """One passkey on one device; copy() is the device of a thief."""

    def __init__(self, *, origin: str = ORIGIN, rp_id: str = RP_ID, verifies: bool = True, counts: bool = True) -> None:
        self.origin, self.rp_id, self.verifies, self.counts = origin, rp_id, verifies, counts
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = token_bytes(32)
        self.user_handle = b""
        self.counter = 0

    def copy(self) -> "SoftAuthenticator":
        """Return a clone, whose counter goes on from here by itself."""
        thief = SoftAuthenticator(origin=self.origin, rp_id=self.rp_id)
        thief.__dict__.update(self.__dict__)
        return thief

    def create(self, options: dict[str, Any]) -> str:
        """Return the answer of navigator.credentials.create()."""
        self.user_handle = data(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(COORDINATE, "big") for number in (numbers.x, numbers.y))
        public_key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public_key
        auth_data = self.authenticator_data(ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": auth_data})
        client = self.client_data("webauthn.create", options["challenge"])
        return self.answer({"clientDataJSON": text(client), "attestationObject": text(attestation)})

    def get(self, options: dict[str, Any], **changes: str) -> str:
        """Return the answer of navigator.credentials.get(), with *changes* of its parts."""
        auth_data = self.authenticator_data()
        client = self.client_data("webauthn.get", options["challenge"])
        signature = self.key.sign(auth_data + sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {
            "clientDataJSON": text(client),
            "authenticatorData": text(auth_data),
            "signature": text(signature),
            "userHandle": text(self.user_handle),
        }
        return self.answer({**parts, **changes})

    def authenticator_data(self, more_flags: int = 0) -> bytes:
        self.counter += self.counts
        flags = USER_PRESENT | more_flags | (USER_VERIFIED if self.verifies else 0)
        return sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def answer(self, response: dict[str, str]) -> str:
        known = {"id": text(self.credential_id), "rawId": text(self.credential_id), "type": "public-key"}
        return json.dumps({**known, "response": response, "clientExtensionResults": {}})
