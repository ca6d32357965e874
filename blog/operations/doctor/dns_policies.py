"""Checks of what the DNS says about mail from us: SPF, DKIM, DMARC, MX, and the site's own name."""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping
from ipaddress import ip_address

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from blog.config.dkim_key import UnusableKey, read_signing_key
from blog.config.settings import Settings
from blog.operations.doctor.domains import domain_of, envelope_of, host_of, is_related, parents, sender_of
from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong
from blog.operations.doctor.resolver import Records
from blog.operations.doctor.spf import check_spf

TAG = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*=\s*([^;]*)")


def check_names(settings: Settings, records: Records) -> Iterator[Diagnosis]:
    """Say what the records of all our domains lack."""
    sender, envelope = domain_of(sender_of(settings)), domain_of(envelope_of(settings))
    yield from check_host(host_of(settings), records)
    if sender:
        yield from check_spf(envelope, records)
        yield from check_dkim(settings, sender, records)
        yield from check_dmarc(sender, envelope, records)
        for domain in sorted({sender, envelope}):
            yield from check_mx(domain, records)


def check_host(host: str, records: Records) -> Iterator[Diagnosis]:
    """Say whether the site's host name leads anywhere."""
    found = records.addresses(host) if host and not is_literal(host) else []
    if is_literal(host):
        yield warn("host", f"The site has no name, only the address {host}, which nobody else may reach.")
    elif found:
        yield ok("host", f"{host} leads to {', '.join(found[:4])}.")
    else:
        yield wrong("host", f"{host or 'The host of BLOG_BASE_URL'} has no address: add an A or AAAA record.")


def is_literal(host: str) -> bool:
    """Return whether *host* is an IP address, or this machine alone."""
    try:
        return host == "localhost" or bool(ip_address(host))
    except ValueError:
        return False


def check_dkim(settings: Settings, domain: str, records: Records) -> Iterator[Diagnosis]:
    """Say whether receivers find the key that belongs to our signatures."""
    selector, file = settings.dkim_selector, settings.dkim_key_file
    if not (selector and file):
        yield ok("dkim", f"Signing is left to the relay: see to it that it signs for {domain}.")
        return
    try:
        public = public_part(file)
    except UnusableKey as error:
        yield wrong("dkim", str(error))
        return
    name = f"{selector}._domainkey.{domain}"
    found = [read_tags(text) for text in records.txt_records(name)]
    keys = ["".join(tags["p"].split()) for tags in found if "p" in tags]
    if len(keys) == 1 and is_same_key(keys[0], public):
        yield ok("dkim", f"The key at {name} is that of BLOG_DKIM_KEY_FILE.")
    elif not keys:
        yield wrong("dkim", f"There is no key at {name}: publish a TXT record v=DKIM1; k=rsa; p={public}")
    elif len(keys) > 1:
        yield wrong("dkim", f"There are {len(keys)} keys at {name}: leave one, v=DKIM1; k=rsa; p={public}")
    else:
        yield wrong("dkim", f"The key at {name} is not ours: replace it by v=DKIM1; k=rsa; p={public}")


def public_part(file: str) -> str:
    """Return the public half of the key in *file*, as a record has it (RFC 6376 3.6.1)."""
    key = read_signing_key(file).public_key()
    return b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def is_same_key(published: str, ours: str) -> bool:
    """Return whether two keys in base64 are one, whatever the padding."""
    try:
        return b64decode(published + "=" * (-len(published) % 4)) == b64decode(ours)
    except (NotBase64, ValueError):
        return False


def check_dmarc(sender: str, envelope: str, records: Records) -> Iterator[Diagnosis]:
    """Say whether the sender's domain has a policy, and whether the envelope agrees with it."""
    for domain in parents(sender):
        policies = [
            text for text in records.txt_records(f"_dmarc.{domain}") if text.strip().casefold().startswith("v=dmarc1")
        ]
        if len(policies) > 1:
            yield wrong("dmarc", f"_dmarc.{domain} has {len(policies)} policies, so receivers use none: leave one.")
            return
        if policies:
            yield assess_policy(domain, read_tags(policies[0]), sender, envelope)
            return
    yield wrong(
        "dmarc", f"There is no policy for {sender}: publish a TXT record v=DMARC1; p=none at _dmarc.{sender} at least."
    )


def assess_policy(domain: str, tags: Mapping[str, str], sender: str, envelope: str) -> Diagnosis:
    """Return whether the policy at *domain* is whole, and SPF counts for it (RFC 9989 4.4)."""
    if tags.get("p", "").casefold() not in {"none", "quarantine", "reject"}:
        return wrong("dmarc", f"The policy at _dmarc.{domain} has no p=none, p=quarantine or p=reject: add one.")
    is_strict = tags.get("aspf", "r").casefold() == "s"
    is_aligned = sender == envelope if is_strict else is_related(sender, envelope)
    if not is_aligned:
        return warn(
            "dmarc",
            f"The envelope's domain {envelope} does not count for {sender}: mail passes by its DKIM signature alone.",
        )
    return ok("dmarc", f"The policy of {domain} is p={tags['p']}, and the envelope's domain counts for it.")


def check_mx(domain: str, records: Records) -> Iterator[Diagnosis]:
    """Say whether answers and bounces to *domain* can arrive."""
    mx_hosts = records.mx_hosts(domain)
    if mx_hosts == [""]:
        yield wrong("mx", f"{domain} says that it takes no mail (null MX): receivers refuse such a sender.")
    elif mx_hosts:
        yield ok("mx", f"{domain} takes mail at {mx_hosts[0]}.")
    elif records.addresses(domain):
        yield warn("mx", f"{domain} has no MX record, only an address: add one, since some receivers ask for it.")
    else:
        yield wrong("mx", f"{domain} cannot take mail: add an MX record, or use a sender that can.")


def read_tags(text: str) -> dict[str, str]:
    """Return the tags of a DKIM or DMARC record, in lower case; the first of two counts."""
    tags: dict[str, str] = {}
    for part in text.split(";"):
        found = TAG.fullmatch(part.rstrip())
        if found:
            tags.setdefault(found[1].casefold(), found[2].strip())
    return tags
