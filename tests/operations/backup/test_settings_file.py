"""Settings go with the backup, secrets only when they are asked for."""

from pathlib import Path

import pytest

from blog.config.loading import make_settings
from blog.operations.backup.settings_file import write_settings

SETTINGS = {
    "SITE_NAME": 'Tea & Co\'s "News"',
    "MAIL_USE_TLS": False,
    "SECRET_KEY": "k" * 32,
    "MAIL_PASSWORD": "hunter two",
    "DATABASE_URL": "postgresql://blog:sesame@db/blog",
}


@pytest.mark.parametrize("with_secrets", [False, True])
def test_secrets_are_included_only_when_asked_for(tmp_path: Path, with_secrets: bool) -> None:
    written = write_settings(make_settings(SETTINGS, tmp_path), with_secrets=with_secrets).decode()

    assert """BLOG_SITE_NAME='Tea & Co'"'"'s "News"'\nBLOG""" in written.replace("# ", "")
    assert "BLOG_MAIL_USE_TLS=0\n" in written
    assert ("hunter two" in written, "k" * 32 in written) == (with_secrets, with_secrets)
    assert "sesame" not in written
