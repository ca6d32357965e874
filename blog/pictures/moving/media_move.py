"""Copying all files of one storage to another: again and again, until nothing is missing there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile

from blog.pictures.files.storage import FileMissing, FileUnreadable, FolderStorage, Storage, StoredFile

AT_ONCE = 8
"""Files on their way; a bucket far away answers each after a while."""
BATCH = 64
SMALL_BYTES = 4 * 2**20
"""Up to which a file of a bucket is held in memory on its way; AT_ONCE of them."""
BLOCK = 2**20


@dataclass
class Moved:
    """What was done so far."""

    copied: int = 0
    present: int = 0
    """Files that stood there with the same size."""
    gone: int = 0
    """Files that were deleted during the move."""
    size: int = 0
    """Bytes that were copied."""


@dataclass
class Difference:
    """Files that are not the same in both places, by name."""

    missing: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    same: int = 0

    @property
    def is_none(self) -> bool:
        """Return whether all of them are the same."""
        return not self.missing and not self.other


Progress = Callable[[Moved], None]


def copy_all(
    source: Storage,
    target: Storage,
    progress: Progress = lambda moved: None,
    note: Callable[[Sequence[StoredFile]], None] = lambda files: None,
) -> Moved:
    """Copy each file of *source* that *target* lacks, or has with another size; delete nothing.

    *note* is told of all files of the source, some at a time, before they are copied.

    Each file arrives whole or not at all, so what was killed goes on when it is begun again.

    Raises:
        StorageFailed: *target* cannot keep one.
        FileUnreadable: *source* cannot read one.
    """
    there = {file.name: file.size for file in target.files()}
    moved = Moved()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for batch in batches(source.files()):
            note(batch)
            lacking = [file for file in batch if there.get(file.name) != file.size]
            moved.present += len(batch) - len(lacking)
            for file, is_copied in zip(
                lacking, pool.map(lambda one: copy_file(source, target, one), lacking), strict=True
            ):
                moved.copied += is_copied
                moved.gone += not is_copied
                moved.size += file.size if is_copied else 0
            progress(moved)
    return moved


def batches(files: Iterable[StoredFile]) -> Iterator[Sequence[StoredFile]]:
    """Yield *files*, some at a time."""
    left = iter(files)
    while batch := list(islice(left, BATCH)):
        yield batch


def copy_file(source: Storage, target: Storage, file: StoredFile) -> bool:
    """Copy one file; return False where it is gone by now."""
    try:
        if isinstance(source, FolderStorage):
            target.put_file(file.name, source.find(file.name))
        elif file.size <= SMALL_BYTES:
            target.put(file.name, source.read(file.name))
        else:
            copy_by_disk(source, target, file.name)
    except FileUnreadable:
        raise
    except (FileMissing, FileNotFoundError):
        return False
    return True


def copy_by_disk(source: Storage, target: Storage, name: str) -> None:
    """Copy one file by way of a temporary one."""
    with NamedTemporaryFile(prefix="media-") as draft:
        with source.open(name) as stream:
            copyfileobj(stream, draft, BLOCK)
        draft.flush()
        target.put_file(name, Path(draft.name))


def compare_all(source: Storage, target: Storage, progress: Callable[[int], None] = lambda count: None) -> Difference:
    """Read each file of *source* in both places, and return where they differ; raise FileUnreadable."""
    found = Difference()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for batch in batches(source.files()):
            for file, sums in zip(batch, pool.map(lambda one: sums_of(source, target, one.name), batch), strict=True):
                if sums[0] == sums[1]:
                    found.same += 1
                elif sums[0]:
                    (found.other if sums[1] else found.missing).append(file.name)
            progress(found.same)
    return found


def sums_of(source: Storage, target: Storage, name: str) -> tuple[str, str]:
    """Return the SHA-256 of *name* in both places; "" where it is not."""
    return sum_of(source, name), sum_of(target, name)


def sum_of(storage: Storage, name: str) -> str:
    """Return the SHA-256 of *name*; "" where it is not kept."""
    summed = sha256()
    try:
        with storage.open(name) as stream:
            while block := stream.read(BLOCK):
                summed.update(block)
    except FileUnreadable:
        raise
    except FileMissing:
        return ""
    return summed.hexdigest()


def delete_all(source: Storage) -> int:
    """Delete all files of *source*, and return how many there were."""
    names = [file.name for file in source.files()]
    for folder in {name.partition("/")[0] for name in names}:
        source.delete(folder)
    return len(names)
