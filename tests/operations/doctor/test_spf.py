"""SPF records, good and bad."""

import pytest

from blog.operations.doctor.spf import check_spf, count_lookups
from tests.operations.doctor.fakes import FakeRecords

CHAIN = {f"c{n}.example": [f"v=spf1 include:c{n + 1}.example ~all"] for n in range(20)}
LOOP = {"loop.example": ["v=spf1 include:loop.example -all"]}
RELAY = {"_spf.relay.example": ["unrelated", "v=spf1 ip4:192.0.2.0/24 a mx ~all"]}


@pytest.mark.parametrize(
    ("txt_records", "severity", "message"),
    [
        (["v=spf1 include:_spf.relay.example -all"], "ok", "in 3 of 10 lookups"),
        (["V=SPF1 IP4:192.0.2.1 ~ALL"], "ok", "in 0 of 10"),
        (["v=spf1 redirect=_spf.relay.example"], "ok", "in 3 of 10"),
        (["v=spf1 a/24 mx:example.org/24 -all"], "ok", "in 2 of 10"),
        (["v=spf1 include:c0.example -all"], "WRONG", "more than 10 lookups"),
        (["v=spf1 include:loop.example -all"], "WRONG", "more than 10 lookups"),
        (["v=spf1 include:_spf.relay.example"], "warn", "says nothing about others"),
        (["v=spf1 include:_spf.relay.example +all"], "WRONG", "lets everybody send"),
        (["v=spf1 ip4:192.0.2.1 all"], "WRONG", "lets everybody send"),
        (["v=spf1 -all"], "WRONG", "lets nobody send"),
        (["v=spf1"], "WRONG", "lets nobody send"),
        (["v=spf1 a -all", "v=spf1 mx -all"], "WRONG", "has 2 SPF records"),
        (["v=spf10 a -all", "google-site-verification=x"], "WRONG", "has no SPF record"),
        ([], "WRONG", "has no SPF record"),
    ],
)
def test_a_record_is_judged(txt_records: list[str], severity: str, message: str) -> None:
    (finding,) = check_spf("example.org", FakeRecords({"example.org": txt_records, **CHAIN, **LOOP, **RELAY}))

    assert finding.severity.value == severity
    assert message in finding.message


def test_counting_ends_soon_whatever_the_records_say() -> None:
    wide = {"w.example": ["v=spf1 " + "include:w.example " * 50]}
    records = FakeRecords(wide)

    assert count_lookups(wide["w.example"][0], records) == 11
    assert len(records.asked) <= 11


def test_a_macro_is_counted_and_not_followed() -> None:
    records = FakeRecords()

    assert count_lookups("v=spf1 include:%{i}.example exists:%{i}.example -all", records) == 2
    assert records.asked == []
