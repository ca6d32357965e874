"""Addresses of buckets: what they say, what is refused in a sentence, and keys that stand nowhere."""

import pytest

from blog.config.loading import ConfigurationError
from blog.pictures.bucket import bucket_address
from blog.pictures.bucket.bucket_address import BucketAddress, Credentials, is_bucket, parse_bucket, read_credentials

SETTING = "BLOG_MEDIA_URL"


@pytest.fixture(autouse=True)
def no_region(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("s3://news", BucketAddress("news", "", "", "us-east-1", is_virtual_hosted=True)),
        ("s3://news/a/b.c/", BucketAddress("news", "a/b.c", "", "us-east-1", is_virtual_hosted=True)),
        (
            "s3://news/media?endpoint=https://s3.example.org/&region=eu-1",
            BucketAddress("news", "media", "https://s3.example.org", "eu-1", is_virtual_hosted=False),
        ),
        (
            "s3://news?endpoint=http://[::1]:9000&style=host",
            BucketAddress("news", "", "http://[::1]:9000", "us-east-1", is_virtual_hosted=True),
        ),
    ],
)
def test_an_address_names_bucket_prefix_service_and_region(url: str, address: BucketAddress) -> None:
    assert parse_bucket(url, SETTING) == address


@pytest.mark.parametrize(
    "url",
    [
        "s3://",
        "s3:///prefix",
        "s3://N",
        "s3://UPPER/x",
        "s3://news/../else",
        "s3://news/a//b",
        "s3://news/a b",
        "s3://news#part",
        "s3://news?endpoint=ftp://host",
        "s3://news?endpoint=https://host/path",
        "s3://news?endpoint=https://",
        "s3://news?endpoint=https://host:many",
        "s3://news?endpoint",
        "s3://news?style=other",
        "s3://[news",
    ],
)
def test_anything_else_is_refused_with_the_name_of_the_setting(url: str) -> None:
    with pytest.raises(ConfigurationError, match=SETTING):
        parse_bucket(url, SETTING)


@pytest.mark.parametrize(
    "url",
    [
        "s3://KEYID:hush-hush@news/x",
        "s3://news?secret_access_key=hush-hush",
        "s3://news?endpoint=https://me:hush-hush@host",
    ],
)
def test_a_key_in_the_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        parse_bucket(url, SETTING)

    assert "hush" not in str(refused.value)


def test_without_its_package_one_sentence_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket_address, "is_installed", lambda _module: False)

    with pytest.raises(ConfigurationError, match="install the extra 's3'"):
        parse_bucket("s3://news", SETTING)


def test_credentials_come_from_the_usual_environment_and_print_nothing() -> None:
    found = read_credentials({"AWS_ACCESS_KEY_ID": "who", "AWS_SECRET_ACCESS_KEY": "hush-hush"})

    assert found == Credentials("who", "hush-hush")
    assert "hush" not in repr(found)
    assert "who" not in repr(found)
    assert read_credentials({"AWS_ACCESS_KEY_ID": "who"}) is None


def test_only_addresses_of_buckets_are_taken_for_such() -> None:
    assert [is_bucket(url) for url in ("s3://news", "file:///srv", "", None)] == [True, False, False, False]
