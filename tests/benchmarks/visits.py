"""What a page costs its reader, beside plain Streamlit with the same charts. `make benchmark`.

Real servers, real Chromium, one run; what is measured is written to `RESULTS.md`.
"""

import http.client
import os
import platform
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

import brotli
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import launched
from tests.pages.conftest import ROOT, free_port, wait_for
from web.directory import MENU

RESULTS = Path(__file__).with_name("RESULTS.md")
PLAIN = Path(__file__).with_name("plain.py")
SLOW_3G = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kbit/s and 400 ms, as testers of web pages mean it."""
SLOWER = 4
RUNS = 5
HEADLESS = ("--server.headless", "true", "--server.port")
SHOWN = {"ours": "html[data-explorer=shown]", "plain": ".js-plotly-plot .main-svg"}


@dataclass
class Relay:
    """A port that passes everything on to a server, and counts what comes back by the socket."""

    target: int
    socket_bytes: int = 0
    port: int = field(init=False)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            client = self._listener.accept()[0]
            server = socket.create_connection(("127.0.0.1", self.target))
            upgraded = threading.Event()
            for one, other in ((client, server), (server, client)):
                ends = (one, other, upgraded, "back" if other is client else "there")
                threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(
        self, one: socket.socket, other: socket.socket, upgraded: threading.Event, way: str
    ) -> None:
        try:
            while part := one.recv(65536):
                if way == "there" and b"Upgrade: websocket" in part:
                    upgraded.set()
                if way == "back" and upgraded.is_set():
                    self.socket_bytes += len(part)
                other.sendall(part)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            other.close()


@dataclass
class Weight:
    """What one visit brought: requests and bytes outside the socket, and bytes within it."""

    requests: int = 0
    transferred: int = 0
    raw: int = 0


def watch(page: Page) -> Weight:
    """Count what a page brings."""
    seen, session = Weight(), page.context.new_cdp_session(page)
    session.send("Network.enable")

    def finished(event: dict[str, float]) -> None:
        seen.requests += 1
        seen.transferred += int(event["encodedDataLength"])

    def framed(event: dict[str, dict[str, str]]) -> None:
        seen.raw += len(event["response"]["payloadData"]) * 3 // 4

    session.on("Network.loadingFinished", finished)
    session.on("Network.webSocketFrameReceived", framed)
    return seen


@contextmanager
def started(script: Path, folder: Path, **settings: str) -> Iterator[tuple[int, float]]:
    """A server of a script, with the settings of a folder: its port, and seconds to health."""
    port, begun = free_port(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), *HEADLESS, str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://localhost:{port}")
        yield port, time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(30)


def measure_visits(browser: Browser, port: int, path: str, kind: str) -> tuple[str, ...]:
    """A first and a second visit of a page: requests, kilobytes, and the socket's."""
    relay = Relay(port)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    cells: list[str] = []
    for _ in ("first", "second"):
        before, page = relay.socket_bytes, context.new_page()
        seen = watch(page)
        page.goto(f"http://127.0.0.1:{relay.port}/{path}")
        page.locator(SHOWN[kind]).first.wait_for(state="attached", timeout=120_000)
        page.wait_for_timeout(4000)
        wire = relay.socket_bytes - before
        cells += [str(seen.requests), in_kilobytes(seen.transferred)]
        socket_cells = [in_kilobytes(seen.raw), in_kilobytes(wire)]
        page.close()
    context.close()
    return (*cells, *socket_cells)


def measure_slow_line(browser: Browser, address: str, what: str) -> str:
    """Seconds until something stands on a page over slow 3G with a slower processor: median."""
    return f"{median(wait_on_slow_line(browser, address, what) for _ in range(RUNS)):.2f}"


def wait_on_slow_line(browser: Browser, address: str, what: str) -> float:
    context: BrowserContext = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_3G})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    begun = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=120_000)
    page.locator(what).first.wait_for(state="visible", timeout=120_000)
    seconds = time.perf_counter() - begun
    context.close()
    return seconds


def measure_answers(port: int, path: str) -> tuple[str, str]:
    """Milliseconds of an answer asked twice, and of a 304: medians of many."""
    address = f"http://127.0.0.1:{port}{path}"
    headers = {"Accept-Encoding": "br"}
    with urlopen(Request(address, headers=headers), timeout=60) as answer:
        tag = answer.headers.get("ETag", "")
        answer.read()
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(more: dict[str, str]) -> None:
        connection.request("GET", path, headers={**headers, **more})
        connection.getresponse().read()

    return (
        f"{time_many(lambda: ask({})) * 1000:.2f}",
        f"{time_many(lambda: ask({'If-None-Match': tag})) * 1000:.2f}",
    )


def time_many(action: Callable[[], None], times: int = 100) -> float:
    """Median seconds of an action."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - begun)
    return median(seconds)


def weigh_documents(port: int) -> Iterator[tuple[str, ...]]:
    """Every page of the menu: its document, with brotli 11 and as it is."""
    for place in MENU:
        cells = [place.path or "overview"]
        for language in ("en", "uk"):
            address = f"http://127.0.0.1:{port}/{place.path}?lang={language}"
            for _ in range(20):  # until every drawing is painted
                with urlopen(address, timeout=60) as answer:
                    html = answer.read()
                if b"/figures/" not in html or b'loading="lazy"' not in html:
                    break
                time.sleep(1)
            cells += [in_kilobytes(len(brotli.compress(html))), in_kilobytes(len(html))]
        yield tuple(cells)


def in_kilobytes(size: float) -> str:
    return f"{size / 1000:.1f}"


def write_table(header: str, rows: Sequence[tuple[str, ...]]) -> str:
    columns = header.split(" | ")
    lines = [f"| {header} |", "|" + "---|" * len(columns)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


def main() -> None:
    """Measure, and write the page of results."""
    with (
        TemporaryDirectory() as store,
        sync_playwright() as playwright,
        started(ROOT / "dashboard.py", ROOT, DASHBOARD_STORE=store) as (ours, our_start),
        started(PLAIN, Path(store)) as (plain, plain_start),
    ):
        browser = launched(playwright)
        documents = list(weigh_documents(ours))
        visits = [
            (
                f"{place.path or 'overview'}",
                *measure_visits(browser, ours, f"{place.path}?lang=en", "ours"),
            )
            for place in MENU
        ] + [
            (
                f"plain Streamlit, {topic}",
                *measure_visits(browser, plain, f"?topic={topic}", "plain"),
            )
            for topic in ("displacement", "civilian-deaths", "aid")
        ]
        page = f"http://127.0.0.1:{ours}/displacement?lang=en"
        slow = [
            (
                "headline of overview",
                measure_slow_line(browser, f"http://127.0.0.1:{ours}/?lang=en", ".card .big"),
            ),
            ("headline of a topic", measure_slow_line(browser, page, "h1")),
            (
                "light page of a topic, its end",
                measure_slow_line(browser, f"{page}&version=light", "footer.ending"),
            ),
            (
                "plain Streamlit, first headline",
                measure_slow_line(browser, f"http://127.0.0.1:{plain}/?topic=displacement", "h3"),
            ),
        ]
        answers = [
            (path, *measure_answers(ours, path))
            for path in (
                "/displacement?lang=en",
                "/figures/refugees?lang=en",
                "/figures/refugees.png?lang=en",
                "/figures/refugees.csv?lang=en",
                "/embed/refugees?lang=en",
            )
        ]
        browser.close()
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "plotly", "pandas"))
    text = RESULTS_TEXT.format(
        machine=f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        packages=packages,
        start=f"{our_start:.1f} s; plain Streamlit with the same packages {plain_start:.1f} s",
        documents=write_table("page | en, brotli kB | en, kB | uk, brotli kB | uk, kB", documents),
        visits=write_table(
            "page | requests | kB | again: requests | kB | socket kB | on the wire kB",
            visits,
        ),
        slow=write_table("slow 3G, processor 4 times slower | seconds", slow),
        answers=write_table("asked again | ms | 304, ms", answers),
    )
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


RESULTS_TEXT = """# What pages cost their readers

Measured by `make benchmark` in one run on {machine}; {packages}. Medians; a second visit has the
browser's cache. Socket figures are those of the second visit.

Ready to answer after {start}.

## Documents, before any script
{documents}
## Visits with the explorer
{visits}
## On a bad line
{slow}
## Answers that were given before
{answers}"""

if __name__ == "__main__":
    main()
