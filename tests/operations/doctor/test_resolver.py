"""Questions to the DNS, with the answers of a resolver that a test made."""

from typing import Any

import dns.exception
import dns.message
import dns.resolver
import pytest

from blog.operations.doctor.resolver import DnsRecords, LookupFailed

ZONE = """id 1
opcode QUERY
rcode NOERROR
flags QR RD RA
;QUESTION
example.org. IN {kind}
;ANSWER
{answers}
"""


def answer(kind: str, *rows: str) -> Any:
    text = ZONE.format(kind=kind, answers="\n".join(f"example.org. 60 IN {kind} {row}" for row in rows))
    message = dns.message.from_text(text)
    return dns.resolver.Answer(
        dns.name.from_text("example.org"), dns.rdatatype.from_text(kind), dns.rdataclass.IN, message
    )


def reply_with(monkeypatch: pytest.MonkeyPatch, found: dict[str, Any]) -> None:
    def resolve(_name: str, kind: str, **_more: Any) -> Any:
        if isinstance(found[kind], BaseException):
            raise found[kind]
        return found[kind]

    monkeypatch.setattr(dns.resolver, "resolve", resolve)


def test_records_are_read_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {
        "TXT": answer("TXT", '"v=spf1 a" " -all"', '"other"'),
        "MX": answer("MX", "10 mx.example.org."),
        "A": answer("A", "192.0.2.1"),
        "AAAA": answer("AAAA", "2001:db8::1"),
    }
    reply_with(monkeypatch, rows)
    records = DnsRecords()

    assert sorted(records.txt_records("example.org")) == ["other", "v=spf1 a -all"]
    assert records.mx_hosts("example.org") == ["mx.example.org"]
    assert records.addresses("example.org") == ["192.0.2.1", "2001:db8::1"]


def test_a_null_mx_is_an_empty_host(monkeypatch: pytest.MonkeyPatch) -> None:
    reply_with(monkeypatch, {"MX": answer("MX", "0 .")})

    assert DnsRecords().mx_hosts("example.org") == [""]


class Silent(dns.resolver.NoAnswer):
    """No answer, without the reply that it usually quotes."""

    def __init__(self) -> None:
        dns.exception.DNSException.__init__(self, "nothing")


@pytest.mark.parametrize("error", [dns.resolver.NXDOMAIN(), Silent()])
def test_a_name_without_records_has_none(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    reply_with(monkeypatch, {"TXT": error})

    assert DnsRecords().txt_records("example.org") == []


@pytest.mark.parametrize("error", [dns.resolver.LifetimeTimeout(timeout=5, errors=[]), OSError("no network")])
def test_a_resolver_that_is_away_is_no_answer(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    reply_with(monkeypatch, {"TXT": error})

    with pytest.raises(LookupFailed, match=r"example\.org"):
        DnsRecords().txt_records("example.org")


def test_a_name_that_is_none_has_no_records() -> None:
    assert DnsRecords().txt_records(f"{'x' * 64}.example.org") == []
