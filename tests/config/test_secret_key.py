"""The secret of a development run is made once and is private."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from blog.config.secret_key import FILE_NAME, load_or_create_secret


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "instance"

    secrets = {load_or_create_secret(folder) for _ in range(3)}

    assert len(secrets) == 1
    assert len(secrets.pop()) >= 32
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    assert [file.name for file in folder.iterdir()] == [FILE_NAME]


def test_two_folders_have_two_secrets(tmp_path: Path) -> None:
    assert load_or_create_secret(tmp_path / "a") != load_or_create_secret(tmp_path / "b")


def test_a_secret_that_was_put_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("mine\n", "ascii")

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(load_or_create_secret, [tmp_path] * 2)) == {"mine"}
