"""Of a referrer the host alone is counted, whatever somebody sends."""

import pytest

from blog.models.page_views import NO_HOST, OTHER_HOSTS
from blog.web.observability.page_views.referrers import clean_host, read_origin, referring_host


@pytest.mark.parametrize(
    ("referrer", "host"),
    [
        ("", NO_HOST),
        ("https://www.example.org/", "example.org"),
        ("https://EXAMPLE.org:8443", "example.org"),
        ("http://sub.example.org./a", "sub.example.org"),
        ("https://xn--grn-ioa.example/", "xn--grn-ioa.example"),
        ("https://somebody:secret@example.org/", "example.org"),
        ("https://192.0.2.7/", OTHER_HOSTS),
        ("https://[2001:db8::1]/", OTHER_HOSTS),
        ("https://[broken/", OTHER_HOSTS),
        ("http://intranet/wiki", OTHER_HOSTS),
        ("android-app://com.example.reader/", OTHER_HOSTS),
        ("javascript:alert(1)", OTHER_HOSTS),
        ("https://<script>.example/", OTHER_HOSTS),
        ("https://=cmd|'x'!a1.example/", OTHER_HOSTS),
        (f"https://{'a' * 64}.example/", OTHER_HOSTS),
        (f"https://{'.'.join(['a' * 40] * 3)}.example/", OTHER_HOSTS),
        ("https://gr\xfcn.example/", OTHER_HOSTS),
        ("nonsense", OTHER_HOSTS),
    ],
)
def test_a_public_host_name_is_kept_and_nothing_else(referrer: str, host: str) -> None:
    assert referring_host(read_origin(referrer)) == host


def test_path_and_query_do_not_even_stay_in_memory() -> None:
    assert read_origin("https://mail.example/inbox/ada?token=1") == "https://mail.example"
    assert len(read_origin("https://" + "a" * 10_000)) < 1_000


def test_a_host_with_its_port_is_the_same_host() -> None:
    assert clean_host("News.Example.org:8000") == "news.example.org"
    assert clean_host("127.0.0.1:8000") == ""
