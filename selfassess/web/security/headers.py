"""The headers of every response, errors too: what a browser may load, keep, frame and tell others."""

from __future__ import annotations

import secrets

from flask import Flask, Response, current_app, g

LONG = "public, max-age=31536000, immutable"

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser would also hide the origin of our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def nonce() -> str:
    """The word of this response that scripts and styles must carry."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def install_headers(app: Flask) -> None:
    """Put the headers on every response."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    response.headers.update(_FIXED)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; "
        f"script-src 'nonce-{nonce()}'; style-src 'nonce-{nonce()}'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    # Answers must not stay behind in a shared computer's cache; static files say otherwise themselves.
    response.headers.setdefault("Cache-Control", "no-store")
    return response
