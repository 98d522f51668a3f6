"""What an embedded figure costs its reader, beside Plotly's own page. Part of `make benchmark`."""

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from threading import Thread

import uvicorn
from playwright.sync_api import Browser, sync_playwright
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from exports.addresses import Edition, Site
from exports.image_files import make_drawings
from exports.page import make_page
from exports.renderer import Renderer
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from schemas import read_all
from tests.conftest import launched
from tests.pages.conftest import free_port

SLOW_3G = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kbit/s and 400 ms, as testers of web pages mean it."""
SLOWER = 4
RUNS = 3
FIRST_PAINT = """() => new Promise(done => {
  const look = () => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    paint ? done(paint.startTime) : setTimeout(look, 20);
  };
  look();
})"""


def documents() -> dict[str, tuple[str, str]]:
    """For every figure its light page, and the page Plotly makes of the same chart."""
    tables, painter = read_all(), Renderer()
    made = {}
    for name, figure in FIGURES.items():
        chart = draw(make_view(figure, tables, {}), tables)
        edition = Edition(Site("https://numbers.example"), chart.view, "0" * 20)
        made[name] = (
            make_page(chart, edition, make_drawings(chart, painter)),
            chart.plotly.to_html(include_plotlyjs=True),
        )
    painter.close()
    return made


@contextmanager
def serving(made: dict[str, tuple[str, str]]) -> Iterator[str]:
    """All documents on this machine, compressed, until the block ends."""

    def give(request: Request) -> HTMLResponse:
        return HTMLResponse(made[request.path_params["name"]][request.path_params["kind"]])

    app = Starlette(
        routes=[Route("/{name}/{kind:int}", give)], middleware=[Middleware(GZipMiddleware)]
    )
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def painted(browser: Browser, address: str) -> float:
    """Milliseconds until a reader on a slow line and a slow phone sees something."""
    times = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        sheet = context.new_page()
        sheet.set_default_timeout(120_000)
        line = context.new_cdp_session(sheet)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_3G})
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        sheet.goto(address, wait_until="commit", timeout=120_000)
        times.append(float(sheet.evaluate(FIRST_PAINT)))
        context.close()
    return median(times)


def main() -> None:
    """Print weight and time of ours and of Plotly's."""
    made = documents()
    sizes = {
        name: [len(gzip.compress(text.encode())) for text in pair] for name, pair in made.items()
    }
    ours = {name: pair[0] for name, pair in sizes.items()}
    typical = sorted(ours, key=lambda name: ours[name])[len(ours) // 2]
    largest = max(ours, key=lambda name: ours[name])
    for words, name in (("median", typical), ("largest", largest)):
        own, theirs = sizes[name]
        print(
            f"page gzip, {words:8} {own / 1000:8.1f} kB, Plotly's {theirs / 1000:8.1f} kB "
            f"({theirs / own:.0f} times; {name})"
        )
    with serving(made) as address, sync_playwright() as playwright:
        browser = launched(playwright)
        for words, name in (("median", typical), ("largest", largest)):
            first, other = (painted(browser, f"{address}/{name}/{kind}") for kind in (0, 1))
            print(f"painted, slow 3G, {words:8} {first:8.0f} ms, Plotly's {other:8.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
