"""How tall frames are, how tall their pages are, and whether anything scrolls inside."""

import math

from playwright.sync_api import Frame, Page
from playwright.sync_api import TimeoutError as Late

from tests.conftest import PATIENCE

Heights = list[int]

_CONTENT = "document.documentElement.getBoundingClientRect().height"
_WHOLE = """() => {
  const {scrollHeight, clientHeight, clientWidth} = document.documentElement;
  return scrollHeight === innerHeight && clientHeight === innerHeight && clientWidth === innerWidth;
}"""
_FIT = """expected => {
  const frames = [...document.querySelectorAll('iframe')];
  return frames.length === expected.length &&
    frames.every((frame, at) => frame.getBoundingClientRect().height === expected[at]);
}"""
OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
CLOSE = "document.querySelectorAll('details').forEach((one) => { one.open = false; })"


def embedded_frames(page: Page) -> list[Frame]:
    """The frames of an article, from top to bottom."""
    frames = [handle.content_frame() for handle in page.query_selector_all("iframe")]
    return [frame for frame in frames if frame is not None]


def run_inside(page: Page, script: str) -> None:
    for frame in embedded_frames(page):
        frame.evaluate(script)


def content_heights(page: Page) -> Heights:
    """How many pixels each embedded page takes, parts of pixels rounded up."""
    return [math.ceil(frame.evaluate(_CONTENT)) for frame in embedded_frames(page)]


def wait_for_heights(page: Page, expected: Heights) -> None:
    """Wait until every frame is exactly as tall as expected."""
    try:
        page.wait_for_function(_FIT, arg=expected, timeout=PATIENCE)
    except Late:
        found = page.evaluate("[...document.querySelectorAll('iframe')].map(f => f.offsetHeight)")
        raise AssertionError(f"the frames are {found}, not {expected} pixels tall") from None


def whole(frame: Frame) -> bool:
    """Whether a frame comes to show its whole page, without a scroll bar."""
    try:
        frame.wait_for_function(_WHOLE, timeout=PATIENCE)
    except Late:
        return False
    return True


def nothing_scrolls_inside(page: Page) -> bool:
    return all(whole(frame) for frame in embedded_frames(page))
