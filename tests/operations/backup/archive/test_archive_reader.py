"""Nothing of a hostile, damaged or cut off file gets further than a sentence."""

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from blog.operations.backup.archive import backup_file
from blog.operations.backup.archive.age_keys import Passphrase
from blog.operations.backup.archive.archive_reader import ArchiveReader
from blog.operations.backup.archive.archive_writer import ArchiveWriter
from blog.operations.backup.archive.backup_file import reading_from, writing_to
from blog.operations.backup.archive.manifest import ArchiveRefused, Head, Manifest, dump

HEAD = Head("0.1.0", "0044", "sqlite", "2026-12-01T10:00:00+00:00", "https://news.example.org")
FILES = {"settings.env": b"BLOG_TIMEZONE=UTC\n", "media/k3y/960.webp": bytes(70_000), "media/k3y/480.webp": b"small"}


def write(files: dict[str, bytes] = FILES, head: bytes | None = None) -> bytes:
    stream = io.BytesIO()
    with ArchiveWriter(stream) as writer:
        writer.add_bytes("broadsheet.json", dump(HEAD) if head is None else head)
        for name, data in files.items():
            writer.add_bytes(name, data)
        members, sums = writer.members, writer.add_sums()
        writer.finish(dump(Manifest(sums, members, len(files), {"people": 1})))
    return stream.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    return {member.name: member.body.readall() for member in ArchiveReader(io.BytesIO(data)).read_members()}


def with_member(info: tarfile.TarInfo) -> bytes:
    """Return a backup that begins well and then holds what tar would take."""
    begin = write()[: 512 + 512 + (-len(dump(HEAD)) % 512 + len(dump(HEAD)) - 512)]
    return begin + info.tobuf(tarfile.GNU_FORMAT)


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "", size: int = 0) -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, target, size
    return with_member(info)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a way out": lambda: member("media/../../etc/cron.d/x"),
    "an absolute path": lambda: member("/etc/passwd"),
    "a hidden folder": lambda: member("media/.ssh/keys.pub"),
    "a symbolic link": lambda: member("media/k3y/960.webp", tarfile.SYMTYPE, "/etc/passwd"),
    "a hard link": lambda: member("media/k3y/960.webp", tarfile.LNKTYPE, "/etc/passwd"),
    "a folder": lambda: member("media/k3y/960.webp", tarfile.DIRTYPE),
    "a device": lambda: member("media/k3y/960.webp", tarfile.CHRTYPE),
    "a header without end": lambda: member("media/k3y/960.webp", tarfile.XHDTYPE, size=2**40),
    "a long name": lambda: member("././@LongLink", tarfile.GNUTYPE_LONGNAME, size=2**40),
    "a size beyond the file": lambda: member("media/k3y/960.webp", size=2**60),
    "something unknown": lambda: member("broadsheet.sh"),
    "one changed byte": lambda: write().replace(b"small", b"smalL"),
    "no head": lambda: write()[1024:],
    "a head twice": lambda: write({"broadsheet.json": dump(HEAD)}),
    "a head that is none": lambda: write(head=b"[[[[" * 100_000),
    "a table's name with a quote": lambda: write(
        head=dump(HEAD).replace(b'"tables": []', b'"tables": [{"name": "a\\"; --", "columns": []}]')
    ),
    "a newer form": lambda: write(head=dump(HEAD).replace(b'"format": 1', b'"format": 2')),
    "noise": lambda: bytes(range(256)) * 40,
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_hostile_or_damaged_is_refused_with_a_sentence(what: str) -> None:
    with pytest.raises(ArchiveRefused) as refused:
        read(HOSTILE[what]())

    assert refused.value.message.endswith(".")


def test_a_file_that_was_cut_off_anywhere_is_refused() -> None:
    whole = write()

    for length in range(0, len(whole) - 1024, 509):
        with pytest.raises(ArchiveRefused):
            read(whole[:length])
    assert read(whole) == FILES


def test_tar_and_sha256sum_read_it_too() -> None:
    with tarfile.open(fileobj=io.BytesIO(write())) as opened:
        names = opened.getnames()
        sums = opened.extractfile("SHA256SUMS")
        listed = sums.read().decode().splitlines() if sums else []

    assert names == ["broadsheet.json", *FILES, "SHA256SUMS", "manifest.json"]
    assert [line.split("  ")[1] for line in listed] == names[:-2]


@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("phrase", [None, Passphrase("seven quiet herons")])
def test_it_is_the_same_compressed_and_encrypted(tmp_path: Path, phrase: Passphrase | None, compress: bool) -> None:
    file, keys = tmp_path / "backup", [phrase] if phrase else []
    with file.open("wb") as stream, writing_to(stream, keys, compress=compress) as outer:
        outer.write(write())

    with reading_from(file, keys) as inner:
        found = {one.name: one.body.readall() for one in ArchiveReader(inner).read_members()}

    assert found == FILES
    if compress:
        assert file.stat().st_size < 5_000


def test_a_bomb_is_refused_before_it_fills_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_file, "FREE_BYTES", 2**20)
    file = tmp_path / "bomb"
    with gzip.open(file, "wb", 9) as packed:
        packed.write(member("media/k3y/960.webp", size=2**40))
        packed.write(bytes(2**25))

    with pytest.raises(ArchiveRefused, match="far more"), reading_from(file, []) as stream:
        drain(ArchiveReader(stream))


def drain(reader: ArchiveReader) -> None:
    for one in reader.read_members():
        one.body.drain()


def test_an_encrypted_file_without_its_key_or_with_another_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "backup"
    with file.open("wb") as stream, writing_to(stream, [Passphrase("right words here")], compress=False) as outer:
        outer.write(write())

    with pytest.raises(ArchiveRefused, match="is encrypted"), reading_from(file, []):
        pass
    with pytest.raises(ArchiveRefused, match="not for that"), reading_from(file, [Passphrase("wrong")]):
        pass
