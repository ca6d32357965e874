"""Faults of a bucket in sentences that say what to do, and the rest that a bucket gets that is away."""

import pytest

from blog.pictures.bucket.bucket_faults import (
    FAULTS_BEFORE_REST,
    REST_SECONDS,
    BucketFault,
    ObjectMissing,
    Outage,
    bucket_faults,
    explain,
)

STATUS = "Server returned non-2xx status code: {}: <Error><Code>{}</Code><AWSAccessKeyId>KEYID</AWSAccessKeyId></Error>"


@pytest.mark.parametrize(
    ("error", "sentence", "is_temporary"),
    [
        (FileNotFoundError(STATUS.format(404, "NoSuchBucket")), "There is no bucket news at host", False),
        (Exception(STATUS.format(403, "SignatureDoesNotMatch")), r"credentials \(SignatureDoesNotMatch\)", False),
        (Exception(STATUS.format(401, "")), "refuses these credentials: check AWS_ACCESS_KEY_ID", False),
        (Exception("Error performing PUT http://169.254.169.254/latest"), "There are no credentials", False),
        (Exception(STATUS.format(503, "SlowDown")), r"an error of its own \(SlowDown\)", True),
        (Exception("inner: HttpError { kind: Timeout }"), "did not answer in time", True),
        (Exception("inner: HttpError { kind: Connect }"), "cannot be reached", True),
        (ValueError("whatever"), "broke off its answer", True),
    ],
)
def test_each_fault_has_its_sentence_without_a_key(error: Exception, sentence: str, is_temporary: bool) -> None:
    with pytest.raises(BucketFault, match=sentence) as raised, bucket_faults("news at host"):
        raise error

    assert raised.value.is_temporary is is_temporary
    assert "KEYID" not in str(raised.value)


def test_what_is_not_there_is_no_fault() -> None:
    assert isinstance(explain(FileNotFoundError(STATUS.format(404, "NoSuchKey")), "news"), ObjectMissing)


def fail(outage: Outage) -> None:
    with pytest.raises(BucketFault), outage.watched():
        raise BucketFault("The bucket is away.", is_temporary=True)


def test_after_some_faults_readers_are_refused_at_once_until_one_may_look_again() -> None:
    time = [100.0]
    outage, asked = Outage(clock=lambda: time[0]), []

    for _ in range(FAULTS_BEFORE_REST):
        fail(outage)
    with pytest.raises(BucketFault, match="away"), outage.watched():
        asked.append("while it rests")
    time[0] += REST_SECONDS
    with outage.watched():
        asked.append("after the rest")
        with pytest.raises(BucketFault), outage.watched():
            asked.append("beside the one who looks")
    with outage.watched():
        asked.append("again")

    assert asked == ["after the rest", "again"]


def test_a_name_that_is_missing_is_an_answer() -> None:
    outage = Outage()
    for _ in range(FAULTS_BEFORE_REST - 1):
        fail(outage)
    with pytest.raises(ObjectMissing), outage.watched():
        raise ObjectMissing

    assert outage.count == 0
