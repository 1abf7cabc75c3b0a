"""Web pages with all that surrounds an article, and the records of web archives that hold them."""

from __future__ import annotations

from collections.abc import Sequence

TITLE = "Kenya signs the Harbour Pact"
PARAGRAPHS = (
    "Kenya signed the Harbour Pact on Thursday 😀, a day after Norway and Japan did so, in a ceremony on the coast "
    "that drew the ministers of forty states.",
    "China did not sign the pact. Its delegation said that it would study the text further, and that no day had been "
    "set for a decision on whether to join.",
    "The pact asks its members to publish what they spend on ports, and to open their books once a year to auditors "
    "whom the others choose, said Zoë Müller of the secretariat.",
)
TEXT = "\n\n".join((TITLE, "\n".join(PARAGRAPHS)))
BOILERPLATE = ("Home", "We use cookies", "France pledged", "Brazil refuses", "Google vows", "All rights reserved")
_BODY = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
ID = "urn:uuid:00000000-0000-4000-8000-00000000000"


def page(meta: str = '<meta charset="utf-8">', body: str = _BODY) -> str:
    """An article among a menu, a cookie notice, related links and a footer."""
    return f"""<!DOCTYPE html>
<html lang="en"><head>{meta}<title>{TITLE} | Daily Tide</title>
<meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2021-03-04T23:10:00-05:00"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div id="cookie-banner" class="cookie-consent"><p>We use cookies. France pledged nothing here.</p>
<button>Accept all</button></div>
<article><h1>{TITLE}</h1>
{body}</article>
<aside class="related"><h2>Related stories</h2><ul><li><a href="/a">Brazil refuses to sign the forest accord</a></li>
<li><a href="/b">Google vows to cut emissions</a></li></ul></aside>
<footer><p>Copyright 2021 Daily Tide. All rights reserved.</p><a href="/terms">Terms</a></footer></body></html>"""


def response(
    body: bytes, headers: Sequence[str] = (), *, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
) -> bytes:
    """An HTTP response as it comes over the wire."""
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", "")
    return "\r\n".join(lines).encode() + body


def record(number: int, block: bytes, headers: Sequence[str] = (), *, kind: str = "response") -> bytes:
    """A record of an archive, with an id and an address of that number."""
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <{ID}{number}>",
        "WARC-Date: 2021-03-06T07:08:09Z",
        f"WARC-Target-URI: https://tide.example/{number}",
        f"Content-Type: application/http; msgtype={kind}",
        f"Content-Length: {len(block)}",
        *headers,
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def chunked(body: bytes, size: int = 100) -> bytes:
    """The body in the chunks of HTTP 1.1."""
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
