"""Challenges for passkeys: made for one browser and one purpose, answered once within five minutes."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete

from blog.database import AnySession
from blog.models import ChallengePurpose, LoginSession, PasskeyChallenge
from blog.web.access.rate_limits import RateLimit

CHALLENGE_LIFETIME = timedelta(minutes=5)
CHALLENGE_BYTES = 32
"""Source: WebAuthn Level 3, 13.4.3 (16 bytes or more)."""
TOKEN_BYTES = 32
CHALLENGES_PER_CLIENT = RateLimit("passkey-challenge", max_attempts=60, seconds=300)


def make_challenge(session: AnySession, purpose: ChallengePurpose, now: datetime) -> tuple[str, bytes]:
    """Return a token for the cookie of a browser and the challenge that is bound to it; the caller commits."""
    token, challenge = secrets.token_urlsafe(TOKEN_BYTES), secrets.token_bytes(CHALLENGE_BYTES)
    row = {"token_hash": LoginSession.hash_token(token), "purpose": purpose, "challenge": challenge}
    session.add(PasskeyChallenge(**row, created_at=now))
    session.flush()
    return token, challenge


def take_challenge(session: AnySession, token: str, purpose: ChallengePurpose, now: datetime) -> bytes | None:
    """Return the challenge of *token* and end it, whatever becomes of the answer; None if there is none.

    The caller commits also when the answer is wrong.
    """
    mine = PasskeyChallenge.token_hash == LoginSession.hash_token(token)
    columns = (PasskeyChallenge.challenge, PasskeyChallenge.purpose, PasskeyChallenge.created_at)
    found = session.execute(delete(PasskeyChallenge).where(mine).returning(*columns)).first()
    if found is None or found.purpose is not purpose or now - found.created_at >= CHALLENGE_LIFETIME:
        return None
    return bytes(found.challenge)


def delete_old_challenges(session: AnySession, now: datetime) -> None:
    """Delete challenges that nobody answered; the caller commits."""
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.created_at <= now - CHALLENGE_LIFETIME))
