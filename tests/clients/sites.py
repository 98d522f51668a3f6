"""Two sites on this machine: ours, and the newspaper that embeds us."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HTML = "text/html; charset=utf-8"
JSON = "application/json"
SCRIPT = "text/javascript; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


def html(text: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(text.encode(), HTML, headers or {})


@dataclass
class Site:
    """What stands at which path of a site, and what was asked of it."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving(host: str) -> Iterator[Site]:
    """A site under a host name of this machine, until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    site = Site(f"http://{host}:{server.server_port}")

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            answer = site.answers.get(self.path.partition("?")[0])
            if answer is None:
                self.send_response(204 if self.path == "/favicon.ico" else 404)
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.content)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it is given
            pass

    server.RequestHandlerClass = Door
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
