"""Titles and times of other programs as plain values."""

from zoneinfo import ZoneInfo

import pytest

from blog.operations.moving_in.conversion.plain_words import cut, path_of, plain, read_moment, slug_of


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2013-06-07 03:00:44", "2013-06-07T01:00:44+00:00"),
        ("2017-06-20T00:32:00-04:00", "2017-06-20T04:32:00+00:00"),
        ("Fri, 07 Jun 2013 03:00:44 +0000", "2013-06-07T03:00:44+00:00"),
        ("2021-05-04T08:00:00.000Z", "2021-05-04T08:00:00+00:00"),
        ("2021-05-04 08:00:00 UTC", "2021-05-04T08:00:00+00:00"),
        ("5 Mar 2022", "2022-03-04T23:00:00+00:00"),
        ("Mar 5, 2022", "2022-03-04T23:00:00+00:00"),
        ("2022/03/05 10:11", "2022-03-05T09:11:00+00:00"),
        ("2022-03-05 10:11 PM", "2022-03-05T21:11:00+00:00"),
        ("1646475072", "2022-03-05T10:11:12+00:00"),
        ("1646475072000", "2022-03-05T10:11:12+00:00"),
        ("05/03/2022", None),
        ("0000-00-00 00:00:00", None),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("Mon, 30 Nov -001 00:00:00 +0000", None),
        ("-0001-11-30 00:00:00", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("1969-12-31 16:00:00", None),
        ("1923-05-01 12:00:00", "1923-05-01T11:00:00+00:00"),
        ("1899-12-30 00:00:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times_are_read(text: str, moment: str | None) -> None:
    found = read_moment(text, ZoneInfo("Europe/Berlin"))

    assert (found.isoformat() if found else None) == moment


def test_titles_lose_their_markup() -> None:
    assert plain("Markup: <em>With</em> <b>Mark<sup>up</sup></b> &amp; more") == "Markup: With Markup & more"
    assert plain("5 &lt; 6 and a < b") == "5 < 6 and a < b"


def test_signs_that_are_no_markup_stay_in_titles() -> None:
    assert plain("<em>vector<int></em> & <template> a <3 b <o:p>c</o:p>") == "vector<int> & <template> a <3 b c"


def test_long_titles_end_at_a_word() -> None:
    assert cut("one two three", 9) == "one two…"


def test_paths_and_slugs_are_decoded() -> None:
    assert path_of("https://a.example/x/?p=1#b") == "/x/?p=1"
    assert slug_of("%C3%BCber-uns.html") == "über-uns"
