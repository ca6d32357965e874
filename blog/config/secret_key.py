"""The secret key of a development run, made once and kept in instance/."""

import os
import secrets
from pathlib import Path

FILE_NAME = "secret_key"


def load_or_create_secret(folder: Path) -> str:
    """Return the secret in *folder*, made on the first call, readable by its owner alone.

    Two processes that start at once agree: the file is linked into place whole,
    and only the first link succeeds.
    """
    file = folder / FILE_NAME
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{FILE_NAME}.{os.getpid()}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text("ascii").strip()
