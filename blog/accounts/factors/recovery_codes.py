"""Recovery codes: ten on paper, each good once."""

import re
import secrets

from sqlalchemy import delete, func, select

from blog.database import AnySession
from blog.models import LoginSession, RecoveryCode

CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz023456789"
"""Thirty-two, without those that are taken for others."""
GROUPS, GROUP_LENGTH = 4, 4
"""Sixteen letters of five bits each: 80 random bits."""


def renew_codes(session: AnySession, person_id: int) -> list[str]:
    """Return ten new codes, of which only hashes are stored; earlier ones end. The caller commits."""
    end_codes(session, person_id)
    codes = [make_code() for _ in range(CODES)]
    session.add_all(RecoveryCode(person_id=person_id, code_hash=hash_code(code)) for code in codes)
    session.flush()
    return codes


def make_code() -> str:
    """Return a new code, such as abcd-efgh-jkmn-pqrs."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def use_code(session: AnySession, person_id: int, typed: str) -> bool:
    """Return whether *typed* is a code of the person, which ends with that. The caller commits."""
    wanted = (RecoveryCode.person_id == person_id, RecoveryCode.code_hash == hash_code(typed))
    return session.scalar(delete(RecoveryCode).where(*wanted).returning(RecoveryCode.id)) is not None


def hash_code(typed: str) -> str:
    """Return the hash of a code, however it was spaced and whatever its case."""
    return LoginSession.hash_token(re.sub(r"[\W_]", "", typed).casefold())


def count_codes(session: AnySession, person_id: int) -> int:
    """Return how many codes are left."""
    return session.scalar(select(func.count()).where(RecoveryCode.person_id == person_id)) or 0


def end_codes(session: AnySession, person_id: int) -> None:
    """Delete all codes of the person; the caller commits."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
