"""Negotiation of content codings by weight, and what is worth compressing."""

import gzip

import brotli
import pytest

from blog.web.cache.compression import MIN_BYTES, Effort, pack, pack_with, read_codings

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        ("", ()),
        ("br, gzip", ("br", "gzip")),
        ("gzip, br", ("br", "gzip")),
        ("BR", ("br",)),
        ("br;q=0, gzip", ("gzip",)),
        ("br;q=0.0, gzip;q=0.000", ()),
        ("GZIP ; q=0.000", ()),
        ("br;q=0.9, gzip; q=0.8", ("br", "gzip")),
        ("identity, deflate, zstd", ()),
        ("brotli, xgzip", ()),
        ("identity;q=1, gzip;q=0", ()),
        ("identity;q=1, gzip;q=0.5, br;q=0.1", ()),
        ("identity;q=0.5, gzip;\tq=1, br;q=0.5", ("br", "gzip")),
        ("identity;q=0, *;q=0, gzip", ("gzip",)),
        ("gzip;q=-1, br;q=nan", ()),
        ("gzip;q=\u0661, br;q=1e3", ()),
    ],
)
def test_what_is_accepted_with_a_weight_is_offered_the_smallest_first(header: str, codings: tuple[str, ...]) -> None:
    assert read_codings(header) == codings


@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("coding", UNPACK)
def test_a_body_unpacks_to_itself_and_packs_alike_each_time(coding: str, effort: Effort) -> None:
    body = b"tea in the valley " * 100

    packed = [pack_with(coding, body, effort) for _ in range(2)]

    assert packed[0] == packed[1]
    assert len(packed[0] or b"") < len(body)
    assert UNPACK[coding](packed[0]) == body


@pytest.mark.parametrize(("size", "coding"), [(MIN_BYTES - 1, None), (MIN_BYTES, "br")])
def test_a_small_body_is_sent_as_it_is(size: int, coding: str | None) -> None:
    used, body = pack(b"x" * size, "br, gzip")

    assert used == coding
    assert (body == b"x" * size) == (coding is None)
