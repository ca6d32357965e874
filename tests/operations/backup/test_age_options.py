"""Keys on the command line: which are taken, and that a backup opens with no other."""

from pathlib import Path

from flask import Flask

from tests.operations.backup.archive.test_age_stream import PUBLIC, SECRET
from tests.operations.backup.sites import empty_site
from tests.operations.backup.test_site_restore import run


def test_a_backup_for_a_key_is_restored_with_it_alone(sqlite_app: Flask, media: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(SECRET)
    file = str(tmp_path / "site.tar.age")
    with sqlite_app.app_context():
        made = run(sqlite_app, "backup", file, "--recipient", PUBLIC, "--compress", "--with-secrets")

    with empty_site(tmp_path) as restored:
        without = run(restored, "restore", file)
        done = run(restored, "restore", file, "--key-file", str(tmp_path / "key"))

    assert "Secret settings are not in it" not in made.output
    assert (without.exit_code, "is encrypted" in without.output) == (1, True)
    assert "Restored and compared:" in done.output
    assert "flask live declare" in done.output
    assert "BLOG_SECRET_KEY=only-for" in (tmp_path / "new/restored-settings.env").read_text()


def test_a_short_passphrase_and_two_kinds_of_keys_are_refused(sqlite_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "words").write_text("short\n")
    phrase = ["--passphrase-file", str(tmp_path / "words")]

    short = sqlite_app.test_cli_runner().invoke(args=["backup", str(tmp_path / "a"), *phrase])
    both = sqlite_app.test_cli_runner().invoke(args=["backup", str(tmp_path / "a"), *phrase, "--recipient", PUBLIC])

    assert "12 characters or more" in short.output
    assert "not both" in both.output
    assert [path.name for path in tmp_path.iterdir()] == ["words"]
