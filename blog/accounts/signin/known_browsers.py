"""Browsers in which an account was signed in before (device cookies): their own count of wrong passwords and codes.

Without them anybody who knows an address could keep its owner out, with ten wrong
passwords every five minutes. The cookie proves nothing and opens nothing.

Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies.
"""

import secrets
from datetime import timedelta

from flask import Response, after_this_request, request

from blog.accounts.signin.authentication import SignInAttempt
from blog.config.settings import current_settings
from blog.web.access.rate_limits import client_network
from blog.web.addresses.links import KNOWN_BROWSER
from blog.web.clock import read_clock
from blog.web.extensions import links

LIFETIME = timedelta(days=180)
ID_BYTES = 16


def attempt_of_request(address_key: str) -> SignInAttempt:
    """Return this request as an attempt to sign in as *address_key*, under the limits that hold for its browser."""
    client, secret = client_network(request.remote_addr), current_settings().secret_key
    return SignInAttempt(address_key, client, secret, read_clock(), known_browser(address_key))


def known_browser(address_key: str | None) -> str:
    """Return the id of this browser if the account was signed in there lately; "" for any other."""
    token = request.cookies.get(cookie_name(), "")
    known = links().decrypt(KNOWN_BROWSER, token, int(LIFETIME.total_seconds()))
    return known.get("browser", "") if known.get("account") == address_key else ""


def remember_browser(address_key: str | None) -> None:
    """Let the answer to this request carry the cookie by which the browser of the account is known."""
    values = {"account": address_key or "", "browser": known_browser(address_key) or secrets.token_urlsafe(ID_BYTES)}
    token = links().encrypt(KNOWN_BROWSER, values)

    @after_this_request
    def set_cookie(response: Response) -> Response:
        is_https = current_settings().is_https
        response.set_cookie(cookie_name(), token, LIFETIME, secure=is_https, httponly=True, samesite="Lax")
        return response


def cookie_name() -> str:
    """Return the name of the cookie; with https one that no other host can set."""
    return "__Host-known-browser" if current_settings().is_https else "known-browser"
