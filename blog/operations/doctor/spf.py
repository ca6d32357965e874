"""SPF record of the sender's domain: exactly one, within the lookup limit (RFC 7208)."""

from collections.abc import Iterator

from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong
from blog.operations.doctor.resolver import Records

MAX_LOOKUPS = 10
"""Receivers ask no more and then fail the record (RFC 7208 4.6.4)."""
LOOKUP_MECHANISMS = frozenset({"include", "a", "mx", "ptr", "exists", "redirect"})


def check_spf(domain: str, records: Records) -> Iterator[Diagnosis]:
    """Say whether the envelope's *domain* names who may send for it."""
    found = find_records(domain, records)
    if not found:
        yield wrong("spf", f"{domain} has no SPF record: publish TXT v=spf1 include:<your relay's domain> -all there.")
        return
    if len(found) > 1:
        yield wrong("spf", f"{domain} has {len(found)} SPF records, so receivers use none: make one of them.")
        return
    yield judge_record(domain, found[0], count_lookups(found[0], records))


def find_records(domain: str, records: Records) -> list[str]:
    """Return the SPF records of *domain*."""
    txt_records = (text.strip() for text in records.txt_records(domain))
    return [text for text in txt_records if text.casefold() == "v=spf1" or text.casefold().startswith("v=spf1 ")]


def judge_record(domain: str, record: str, lookups: int) -> Diagnosis:
    """Return what is to be said about the one *record* of *domain*."""
    terms = record.casefold().split()[1:]
    if "+all" in terms or "all" in terms:
        return wrong("spf", f"The SPF record of {domain} lets everybody send as you: end it with -all or ~all.")
    if lookups > MAX_LOOKUPS:
        return wrong("spf", f"The SPF record of {domain} needs more than {MAX_LOOKUPS} lookups: take includes out.")
    if not any(mechanism_of(term)[0] in LOOKUP_MECHANISMS | {"ip4", "ip6"} for term in terms):
        return wrong("spf", f"The SPF record of {domain} lets nobody send: add include:<your relay's domain>.")
    if not any(mechanism_of(term)[0] in {"all", "redirect"} for term in terms):
        return warn("spf", f"The SPF record of {domain} says nothing about others: end it with -all or ~all.")
    return ok("spf", f"{domain} names who may send for it, in {lookups} of {MAX_LOOKUPS} lookups.")


def mechanism_of(term: str) -> tuple[str, str]:
    """Return the name of a *term* such as ~include:example.org, and what it names."""
    bare = term.lstrip("+-~?")
    name = bare.replace("=", ":").replace("/", ":").partition(":")[0]
    return name, bare[len(name) + 1 :]


def count_lookups(record: str, records: Records) -> int:
    """Return how many questions receivers have to ask for *record*, those of includes too; counts to 11 at most."""
    waiting, count = record.casefold().split()[1:], 0
    while waiting and count <= MAX_LOOKUPS:
        name, target = mechanism_of(waiting.pop(0))
        if name in LOOKUP_MECHANISMS:
            count += 1
        if name in {"include", "redirect"} and target and "%" not in target:
            waiting += [term for text in find_records(target, records)[:1] for term in text.casefold().split()[1:]]
    return count
