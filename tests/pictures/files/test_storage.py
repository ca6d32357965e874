from pathlib import Path

import pytest

from blog.config.loading import ConfigurationError
from blog.pictures.files import storage as module
from blog.pictures.files.storage import FileMissing, FolderStorage, open_storage, storage

KEY = "0123456789abcdef" * 2
BAD_NAMES = [
    "",
    "a",
    "../x.jpg",
    "a/../b.jpg",
    "/etc/passwd.x",
    "a/b/c.jpg",
    "a/.x.jpg",
    "a/b",
    "a\\b.jpg",
    "a/b.jpg\0",
    "ä/b.jpg",
]


@pytest.fixture
def folder(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path / "media")


def test_what_is_put_can_be_read(folder):
    folder.put(f"{KEY}/400.jpg", b"pixels")

    assert folder.read(f"{KEY}/400.jpg") == b"pixels"
    assert folder.exists(f"{KEY}/400.jpg")


def test_a_second_put_replaces_the_first(folder):
    folder.put("k/400.jpg", b"first, and longer")
    folder.put("k/400.jpg", b"second")

    assert folder.read("k/400.jpg") == b"second"


def test_what_was_never_put_is_not_kept(folder):
    assert not folder.exists("k/400.jpg")
    with pytest.raises(FileMissing):
        folder.read("k/400.jpg")


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_leads_elsewhere_is_no_name(folder, name):
    assert not folder.exists(name)
    with pytest.raises(FileMissing):
        folder.read(name)
    with pytest.raises(ValueError, match="file name"):
        folder.put(name, b"")


def test_deleting_takes_one_folder_and_nothing_else(folder):
    for key in ("a", "b"):
        folder.put(f"{key}/1.jpg", b"x")

    folder.delete("a")
    folder.delete("never-was")

    assert not folder.exists("a/1.jpg")
    assert folder.exists("b/1.jpg")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../x"])
def test_deleting_never_leaves_the_root(folder, name):
    with pytest.raises(ValueError, match="folder"):
        folder.delete(name)


def test_a_write_that_fails_half_way_leaves_no_file(folder, monkeypatch):
    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    folder.put("k/1.jpg", b"whole")
    monkeypatch.setattr(module.os, "fsync", fail)

    with pytest.raises(OSError, match="No space"):
        folder.put("k/1.jpg", b"broken")

    assert folder.read("k/1.jpg") == b"whole"
    assert [path.name for path in (folder.root / "k").iterdir()] == ["1.jpg"]


def test_a_file_has_its_name_only_when_all_of_it_is_on_the_disk(folder, monkeypatch):
    seen = []
    sync = module.os.fsync
    monkeypatch.setattr(module.os, "fsync", lambda handle: (seen.append(folder.exists("k/1.jpg")), sync(handle)))

    folder.put("k/1.jpg", b"pixels")

    assert seen == [False, True]


def test_a_file_url_names_a_folder_even_with_a_space(tmp_path):
    kept = open_storage((tmp_path / "my media").as_uri(), Path("/nowhere"))

    kept.put("k/1.jpg", b"x")

    assert (tmp_path / "my media" / "k" / "1.jpg").read_bytes() == b"x"


def test_without_a_url_the_folder_is_in_the_instance(tmp_path):
    open_storage(None, tmp_path).put("k/1.jpg", b"x")

    assert (tmp_path / "media" / "k" / "1.jpg").exists()


@pytest.mark.parametrize(
    "url", ["ftp://bucket", "/srv/media", "file://host/srv", "file:///", "file:", "https://x.example"]
)
def test_another_kind_of_url_refuses_the_start_with_a_sentence(url):
    with pytest.raises(ConfigurationError, match=r"BLOG_MEDIA_URL must name a folder.*\."):
        open_storage(url, Path("/nowhere"))


def test_the_running_application_has_its_storage(app, media):
    storage().put("k/1.jpg", b"x")

    assert (media / "k" / "1.jpg").exists()
