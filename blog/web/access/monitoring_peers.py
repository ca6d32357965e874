"""Monitoring by address: which peers may ask the pages of operation under any host name."""

from ipaddress import IPv6Address, ip_address, ip_network

from werkzeug.wrappers import Request

MONITORING_PAGES = frozenset({"/healthz", "/readyz", "/metrics"})
"""They print nothing of the host, so that a load balancer, a container or Prometheus may name an address instead."""
PRIVATE_NETWORKS = tuple(
    ip_network(network)
    for network in (
        *("127.0.0.0/8", "::1/128"),
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        *("169.254.0.0/16", "fe80::/10"),
        "fc00::/7",
    )
)
"""Loopback, private (RFC 1918), link-local (RFC 3927, RFC 4291 2.5.6) and unique local addresses (RFC 4193)."""


def may_name_any_host(request: Request) -> bool:
    """Return whether *request* reads a page of operation from this machine or a private network.

    The peer is the one behind the trusted proxies, so that readers who come through them are not meant.
    """
    is_read = request.method in {"GET", "HEAD"} and request.path in MONITORING_PAGES
    return is_read and is_private(request.remote_addr or "")


def is_private(address: str) -> bool:
    """Return whether *address* is an IP address of this machine or of a private network."""
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    if isinstance(peer, IPv6Address) and peer.ipv4_mapped:
        peer = peer.ipv4_mapped
    return any(peer in network for network in PRIVATE_NETWORKS)
