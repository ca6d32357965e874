"""Pictures that are read and decoded while articles before them are converted, so that both cores have work."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context

from blog.operations.moving_in.files.media_index import picture_key
from blog.operations.moving_in.imported_items import PictureItem
from blog.pictures.files.upload import StoredPhoto

THREADS = 2
"""One reads or fetches while the picture of the other is decoded."""


class PicturesAhead:
    """Pictures that were begun, by what all sizes of one share; *receive* reads and stores one without the database."""

    def __init__(self, receive: Callable[[PictureItem], StoredPhoto]) -> None:
        self.receive = receive
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pictures-ahead")
        self.begun: dict[str, Future[StoredPhoto]] = {}

    def begin(self, item: PictureItem) -> None:
        """Begin with *item*, unless it was."""
        key = picture_key(item.address)
        if key not in self.begun:
            self.begun[key] = self.threads.submit(copy_context().run, self.receive, item)

    def result(self, item: PictureItem) -> StoredPhoto:
        """Return the stored photo of *item*, waiting for it where it was begun, and raise what receiving it raises."""
        future = self.begun.pop(picture_key(item.address), None)
        return self.receive(item) if future is None else future.result()

    def close(self, delete: Callable[[str], None]) -> None:
        """Wait for what is at work; *delete* is given the key of each photo for which nobody asked."""
        self.threads.shutdown(cancel_futures=True)
        for future in self.begun.values():
            if not future.cancelled() and future.exception() is None:
                delete(future.result().key)
        self.begun.clear()
