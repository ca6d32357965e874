"""A page elsewhere is read in bounded time, and nothing is asked of a network that is not public."""

import time

import pytest

from blog.web.access.outgoing.guarded_fetch import MAX_BYTES, FetchFailure, NotFetched, Wanted, fetch_page, is_public
from tests.web.access.outgoing.elsewhere import PUBLIC, Elsewhere


def reason_of(address: str, network: Elsewhere) -> FetchFailure:
    with pytest.raises(NotFetched) as refused:
        fetch_page(address, network)
    return refused.value.reason


def test_a_page_is_read_at_the_address_that_was_checked(elsewhere: Elsewhere) -> None:
    page = fetch_page("http://news.example/page", elsewhere)

    assert page.body == b"<title>Page</title>"
    assert elsewhere.connected == [f"{PUBLIC}:80"]
    assert elsewhere.asked == ["news.example/page"]


def test_a_redirect_is_followed_and_a_large_page_read_in_part(elsewhere: Elsewhere) -> None:
    assert fetch_page("http://news.example/to-page", elsewhere).address == "http://news.example/page"
    assert len(fetch_page("http://news.example/huge", elsewhere).body) == MAX_BYTES


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/film", FetchFailure.TYPE),
        ("/none", FetchFailure.TYPE),
        ("/error", FetchFailure.REFUSED),
        ("/missing", FetchFailure.REFUSED),
        ("/loop", FetchFailure.REFUSED),
        ("/to-nowhere", FetchFailure.REFUSED),
        ("/to-private", FetchFailure.PRIVATE),
        ("/to-file", FetchFailure.ADDRESS),
        ("/to-bracket", FetchFailure.ADDRESS),
    ],
)
def test_what_does_not_answer_as_a_page_is_refused(elsewhere: Elsewhere, path: str, reason: FetchFailure) -> None:
    assert reason_of(f"http://news.example{path}", elsewhere) is reason
    assert set(elsewhere.connected) == {f"{PUBLIC}:80"}


def test_a_server_that_never_ends_its_answer_is_left(elsewhere: Elsewhere) -> None:
    started = time.monotonic()

    assert reason_of("http://news.example/slow", elsewhere) is FetchFailure.UNREACHABLE
    assert time.monotonic() - started < 3


def test_redirects_share_the_time_of_one_page(elsewhere: Elsewhere) -> None:
    started = time.monotonic()

    assert reason_of("http://news.example/late-loop", elsewhere) is FetchFailure.UNREACHABLE
    assert time.monotonic() - started < 0.55  # Four answers, each after 0.2 seconds, would take longer.


@pytest.mark.parametrize("path", ["/short", "/drip"])
def test_what_is_wanted_whole_is_never_taken_for_so_when_it_is_cut_off(elsewhere: Elsewhere, path: str) -> None:
    wanted = Wanted(is_whole=True)

    with pytest.raises(NotFetched) as refused:
        fetch_page(f"http://news.example{path}", elsewhere, wanted)

    assert refused.value.reason is FetchFailure.UNREACHABLE
    assert fetch_page(f"http://news.example{path}", elsewhere).body.startswith(b"<title>")


def test_a_certificate_that_cannot_be_checked_is_none(elsewhere: Elsewhere) -> None:
    assert reason_of("https://news.example/page", elsewhere) is FetchFailure.UNREACHABLE
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *(
            "ftp://news.example/",
            "file:///etc/passwd",
            "gopher://news.example/",
            "http://",
            "http://news.example:8080/",
        ),
        *("http://user@news.example/", "https://news.example:80/", "http://news.example:x/", "//news.example/", "x"),
        *("http://news.example/a b", "http://news.example/\r\nHost:x", "http://[::1", "http://" + "a" * 3000),
    ],
)
def test_what_is_no_address_of_a_page_is_asked_of_nobody(elsewhere: Elsewhere, address: str) -> None:
    assert reason_of(address, elsewhere) is FetchFailure.ADDRESS
    assert elsewhere.connected == []


def test_one_private_address_of_several_is_enough_to_refuse(elsewhere: Elsewhere) -> None:
    elsewhere.names["news.example"] = [PUBLIC, "127.0.0.1"]

    assert reason_of("http://news.example/page", elsewhere) is FetchFailure.PRIVATE
    assert elsewhere.connected == []


def test_a_name_that_is_not_known_does_not_answer(elsewhere: Elsewhere) -> None:
    assert reason_of("http://gone.example/", elsewhere) is FetchFailure.UNREACHABLE


@pytest.mark.parametrize(
    "ip",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *(
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1%eth0",
            "fc00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
        ),
        *("fec0::1", "fec0::7f00:1", "64:ff9b:1::1", "192.88.99.1", "3fff::1"),
        *("2606:4700::5efe:7f00:1", "2606:4700::200:5efe:a00:1"),
        *("64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::", "::ffff:169.254.169.254", "fd00:ec2::254"),
    ],
)
def test_no_address_of_a_private_network_is_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", [PUBLIC, "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "2606:4700::5efe:808:808"])
def test_an_address_of_the_internet_is(ip: str) -> None:
    assert is_public(ip)
