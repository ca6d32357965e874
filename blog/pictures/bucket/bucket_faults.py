"""What keeps a bucket from doing what it was asked, in a sentence that says what to do and holds no secret."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

CODE = re.compile(r"<Code>(\w{1,64})</Code>")
STATUS = re.compile(r"non-2xx status code: (\d{3})")
NO_BUCKET = {"NoSuchBucket", "InvalidBucketName"}
FAULTS_BEFORE_REST = 3
REST_SECONDS = 5.0
LOOK_SECONDS = 15.0
"""Longer than one request for a reader takes: until then nobody else asks a bucket that was away."""


class BucketFault(Exception):
    """The bucket did not do what it was asked; str() of this is the sentence."""

    def __init__(self, message: str, *, is_temporary: bool) -> None:
        super().__init__(message)
        self.is_temporary = is_temporary
        """Whether the same may be asked again, and nobody has to mend anything."""


class ObjectMissing(Exception):
    """The bucket is there and answers, and has nothing of this name."""


@contextmanager
def bucket_faults(label: str) -> Iterator[None]:
    """Turn what the client raises about the bucket *label* into the errors of this module.

    Raises:
        BucketFault: it does not work; ObjectMissing when it holds no such name.
    """
    try:
        yield
    except (BucketFault, ObjectMissing):
        raise
    except Exception as error:  # The client has a dozen classes of its own, and says by words alone what happened.
        raise explain(error, label) from None


def explain(error: Exception, label: str) -> BucketFault | ObjectMissing:
    """Return what *error* of the client means; its own words may quote a signature, and are not repeated."""
    said = str(error)
    code = next(iter(CODE.findall(said)), "")
    status = int(next(iter(STATUS.findall(said)), 0))
    if code in NO_BUCKET:
        return BucketFault(f"There is no bucket {label}: create it, or correct its address.", is_temporary=False)
    if isinstance(error, FileNotFoundError):
        return ObjectMissing()
    if "169.254.169.254" in said or "CredentialsNotLoaded" in said:
        keys = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        return BucketFault(f"There are no credentials for the bucket {label}: {keys}.", is_temporary=False)
    if status in {401, 403}:
        which = f" ({code})" if code else ""
        return BucketFault(
            f"The bucket {label} refuses these credentials{which}: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"
            " and what they may do there.",
            is_temporary=False,
        )
    return BucketFault(f"The bucket {label} {describe(said, code, status)}.", is_temporary=True)


def describe(said: str, code: str, status: int) -> str:
    """Return what the bucket did, from what its client *said*."""
    if status:
        return f"answers with an error of its own ({code or status})"
    if "kind: Timeout" in said or "TimedOut" in said:
        return "did not answer in time"
    if "kind: Connect" in said:
        return "cannot be reached"
    return "broke off its answer"


@dataclass
class Outage:
    """Faults in a row of one bucket, so that not every reader waits for one that is away."""

    clock: Callable[[], float] = time.monotonic
    count: int = 0
    until: float = 0.0
    last: BucketFault | None = field(default=None)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Run the block unless the bucket is known to be away; after a rest one is let through to look.

        Raises:
            BucketFault: that of before, at once.
        """
        if self.last is not None and self.count >= FAULTS_BEFORE_REST:
            if self.clock() < self.until:
                raise BucketFault(str(self.last), is_temporary=True)
            self.until = self.clock() + LOOK_SECONDS
        try:
            yield
        except BucketFault as fault:
            self.count += 1
            self.until, self.last = self.clock() + REST_SECONDS, fault
            raise
        except ObjectMissing:
            self.count = 0
            raise
        else:
            self.count = 0
