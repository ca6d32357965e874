"""Security headers of every response: CSP, HSTS, framing, referrer, permissions (defences D3)."""

from flask import Flask, Response, request

from blog.web.extensions import links

OWN_PICTURES = "img-src 'self'"
OWN_MEDIA = "media-src 'self'"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        f"{OWN_PICTURES} data:",
        "font-src 'self'",
        OWN_MEDIA,
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
MAIL_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        OWN_PICTURES,
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        # Same origin, so that pictures of this site may load; there is no script that could make use of it.
        "sandbox allow-same-origin",
    )
)
"""Policy of a mail shown as HTML, with its inline styles."""
FRAMED_MAIL_POLICY = MAIL_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
FRAMING_POLICY = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
"""Policy of a page that shows such a mail in an iframe."""
FRAMED_PREVIEW_POLICY = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'").replace(
    "form-action 'self'", "form-action 'none'"
)
"""Policy of a page of the site that the desk shows as a preview, in an iframe or alone; its forms send nothing."""
MEDIA_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
DOCUMENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
"""Policy of a PDF that the browser's own viewer shows."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def init_security_headers(app: Flask) -> None:
    """Add the headers to every response, errors and media included."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Add the fixed headers, the content policy, and HSTS on an encrypted connection."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    policy = response.headers.get("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers["Content-Security-Policy"] = allow_pictures(policy, links().media_url)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def allow_pictures(policy: str, media_url: str) -> str:
    """Return *policy*, which lets pictures come from *media_url* too, if there is such an address, and nothing else."""
    return policy.replace(OWN_PICTURES, f"{OWN_PICTURES} {media_url}/") if media_url else policy
