"""The site as a relying party of WebAuthn: its id and origin stand on the base address, never on a request's Host."""

from dataclasses import dataclass
from ipaddress import ip_address

from blog.web.addresses.links import Links


@dataclass(frozen=True)
class RelyingParty:
    """What a passkey is bound to."""

    id: str
    """A host name."""
    origin: str
    name: str

    @classmethod
    def of_site(cls, links: Links, site_name: str) -> "RelyingParty":
        """Return the party of the site with the addresses of *links*."""
        return cls(links.host, links.origin, site_name)

    @property
    def can_have_passkeys(self) -> bool:
        """Return whether browsers make passkeys for the site: it has a name, and https or the name localhost.

        Source: WebAuthn Level 3, 5.1.3 (effective domain), Secure Contexts 3.1.
        """
        is_secure = self.origin.startswith("https://") or self.id == "localhost" or self.id.endswith(".localhost")
        return is_secure and not is_address(self.id)


def is_address(host: str) -> bool:
    """Return whether *host* is an IP address."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
