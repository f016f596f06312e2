"""A report that is read as a page of the program, or taken along as a file."""

from __future__ import annotations

from flask import current_app, make_response
from werkzeug import Response


def as_our_page(html: bytes, back: tuple[str, str]) -> Response:
    """A page that needs nothing else gets what it may have here: typefaces from this site, and a way back.

    `back` is where that leads, and what it says.
    """
    reading = current_app.jinja_env.get_template("reading.html").module
    page = html.decode().replace("</head>", f"{reading.head()}</head>", 1)  # type: ignore[attr-defined]  # a macro
    header = '<header class="cover">'
    page = page.replace(header, f"{header}{reading.top(*back)}", 1)  # type: ignore[attr-defined]  # a macro
    response = make_response(page)
    response.content_type = "text/html; charset=utf-8"
    return response


def attachment(data: bytes, media_type: str, filename: str) -> Response:
    """A file for a browser to keep."""
    response = make_response(data)
    response.content_type = media_type
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response
