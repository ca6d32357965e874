"""What the DNS says about mail from us."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from blog.config.settings import Settings
from blog.operations.doctor.dns_policies import check_dkim, check_dmarc, check_host, check_mx, check_names, public_part
from tests.operations.doctor.fakes import FakeRecords, severities


@pytest.mark.parametrize(
    ("txt_records", "envelope", "severity", "message"),
    [
        ({"_dmarc.news.example.org": ["v=DMARC1; p=none"]}, "news.example.org", "ok", "p=none"),
        ({"_dmarc.example.org": ["V=DMARC1;p=Reject; rua=mailto:a@b"]}, "bounces.news.example.org", "ok", "p=Reject"),
        ({"_dmarc.example.org": ["v=DMARC1; p=reject"]}, "relay.example", "warn", "DKIM signature alone"),
        ({"_dmarc.example.org": ["v=DMARC1; p=reject; aspf=s"]}, "example.org", "warn", "DKIM signature alone"),
        ({"_dmarc.example.org": ["v=DMARC1; rua=mailto:a@b"]}, "example.org", "WRONG", "has no p=none"),
        ({"_dmarc.example.org": ["v=DMARC1; p=none", "v=DMARC1; p=reject"]}, "example.org", "WRONG", "2 policies"),
        ({"_dmarc.org": ["v=DMARC1; p=none"]}, "example.org", "WRONG", "no policy"),
        ({"_dmarc.example.org": ["spf"]}, "example.org", "WRONG", "no policy"),
    ],
)
def test_dmarc_is_judged(txt_records: dict[str, list[str]], envelope: str, severity: str, message: str) -> None:
    (finding,) = check_dmarc("news.example.org", envelope, FakeRecords(txt_records))

    assert finding.severity.value == severity
    assert message in finding.message


@pytest.mark.parametrize(
    ("mail", "address", "severity"),
    [
        (["mx.example.org"], [], "ok"),
        ([""], ["192.0.2.1"], "WRONG"),
        ([], ["192.0.2.1"], "warn"),
        ([], [], "WRONG"),
    ],
)
def test_the_domain_takes_mail(mail: list[str], address: list[str], severity: str) -> None:
    records = FakeRecords(mail={"example.org": mail}, address={"example.org": address})

    assert severities(list(check_mx("example.org", records))) == [("mx", severity)]


@pytest.mark.parametrize(
    ("host", "severity"),
    [
        ("news.example.org", "ok"),
        ("gone.example.org", "WRONG"),
        ("127.0.0.1", "warn"),
        ("localhost", "warn"),
        ("", "WRONG"),
    ],
)
def test_the_host_leads_somewhere(host: str, severity: str) -> None:
    records = FakeRecords(address={"news.example.org": ["192.0.2.1", "2001:db8::1"]})

    assert severities(list(check_host(host, records))) == [("host", severity)]


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = generate_private_key(65537, 2048)
    file = tmp_path_factory.mktemp("dkim") / "key.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return file


def dkim(file: Path, *txt_records: str) -> tuple[str, str]:
    settings = Settings(dkim_selector="s1", dkim_key_file=str(file))
    (finding,) = check_dkim(settings, "example.org", FakeRecords({"s1._domainkey.example.org": list(txt_records)}))
    return finding.severity.value, finding.message


def test_the_published_key_is_ours(key_file: Path) -> None:
    public = public_part(str(key_file))

    assert dkim(key_file, f"v=DKIM1; k=rsa; p={public}")[0] == "ok"
    assert dkim(key_file, f"p={public[:200]} {public[200:].rstrip('=')}; t=s")[0] == "ok"
    assert dkim(key_file, "unrelated", f"k=rsa; p={public}")[0] == "ok"


def test_another_key_or_none_is_told_with_the_record_to_publish(key_file: Path) -> None:
    public = public_part(str(key_file))
    found = [
        dkim(key_file),
        dkim(key_file, "v=DKIM1; p="),
        dkim(key_file, "v=DKIM1; p=AAAAA"),
        dkim(key_file, f"v=DKIM1; p={'A' * len(public)}"),
        dkim(key_file, f"p={public}", "p=AAAA"),
    ]

    assert [severity for severity, _ in found] == ["WRONG"] * 5
    assert all(public in message for _, message in found)
    assert "PRIVATE" not in str(found)


def test_a_key_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    severity, message = dkim(tmp_path / "missing.pem")

    assert severity == "WRONG"
    assert "cannot be used" in message


def test_all_names_are_asked(key_file: Path) -> None:
    settings = Settings(
        base_url="https://news.example.org",
        mail_default_sender="News <news@example.org>",
        mail_bounce_address="b@bounces.example.org",
    )
    txt_records = {"bounces.example.org": ["v=spf1 a -all"], "_dmarc.example.org": ["v=DMARC1; p=none"]}
    mail = {"example.org": ["mx.example.org"], "bounces.example.org": ["mx.example.org"]}
    records = FakeRecords(txt_records, mail, {"news.example.org": ["192.0.2.1"]})

    findings = list(check_names(settings, records))

    subject = ["host", "spf", "dkim", "dmarc", "mx", "mx"]
    assert severities(findings) == [(name, "ok") for name in subject]


def test_without_a_sender_only_the_host_is_asked() -> None:
    settings = Settings(base_url="https://a.example")

    assert severities(list(check_names(settings, FakeRecords()))) == [("host", "WRONG")]
