"""Devices in plain words, addresses shortened."""

import pytest

from blog.accounts.signin.devices import UNKNOWN_DEVICE, describe_device, shorten_address

MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (
            f"{MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge",
            "Windows",
        ),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome", "Windows"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/18.2 Safari/605.1", "Safari", "Mac"),
        (
            f"{MOZILLA} (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome",
            "Android",
        ),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_2 like Mac OS X) FxiOS/140 Mobile Safari/605.1", "Firefox", "iPhone"),
        (f"{MOZILLA} (X11; CrOS x86_64 1) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome", "ChromeOS"),
        (f"{MOZILLA} (X11; Linux x86_64) Chrome/140.0 Safari/537.36 OPR/120.0", "Opera", "Linux"),
        ("curl/8.5", "", ""),
        ("", "", ""),
    ],
)
def test_browser_and_system_have_their_names(agent: str, browser: str, system: str) -> None:
    device = describe_device(agent, None)

    assert (device.browser, device.system) == (browser, system)


@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("203.0.113.77", "203.0.113"),
        ("::ffff:203.0.113.77", "203.0.113"),
        ("2001:db8:1:2::3", "2001:db8:1"),
        ("fe80::1%eth0", "fe80:0:0"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("unix:", ""),
        (None, ""),
    ],
)
def test_addresses_lose_their_end(address: str | None, start: str) -> None:
    assert shorten_address(address) == start


def test_nothing_known_is_nothing_said() -> None:
    assert describe_device("", None) == UNKNOWN_DEVICE
