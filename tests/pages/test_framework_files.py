"""The framework's own files: small, compressed, never asked for twice, whole where they must be."""

import gzip
from pathlib import Path

import brotli
import plotly
import pytest
import streamlit
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from exports.renderer import PLOTLY_SETTING, SMALL_BUNDLE, find_plotly_js, plotly_version
from pages.framework_files import read_framework_file, replace_plotly, serve_framework_files

STATIC = Path(streamlit.__file__).parent / "static"
SMALL = find_plotly_js().name == SMALL_BUNDLE
CHUNK = (
    'import{t as n}from"./a.js";var W=n(((e,t,n)=>{(function(e,n){typeof t==`object`&&t.exports?'
    "t.exports=n():e.moduleName=n()})(self,()=>{var e=1;return window.Plotly=e,e})})),"
    "G=t({a:()=>K});"
)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(middleware=[Middleware(serve_framework_files)]))


def address_of(name: str) -> str:
    found = next((STATIC / "static").rglob(name))
    return f"/{found.relative_to(STATIC)}"


def test_a_file_is_the_same_in_every_encoding(client: TestClient) -> None:
    address, tags = address_of("index.*.css"), set()
    for encoding in ("br", "gzip", "identity"):
        answer = client.get(address, headers={"Accept-Encoding": encoding})
        assert answer.headers.get("content-encoding", "identity") == encoding
        assert answer.content == read_framework_file(address)
        tags.add(answer.headers["etag"])
    assert len(tags) == 3


def test_what_is_sent_is_compressed(client: TestClient) -> None:
    address = address_of("index.*.css")
    whole = read_framework_file(address)
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        with client.stream("GET", address, headers={"Accept-Encoding": encoding}) as answer:
            packed = b"".join(answer.iter_raw())
        assert len(packed) < len(whole) / 2
        assert unpack(packed) == whole


def test_a_file_that_is_there_already_is_not_sent_again(client: TestClient) -> None:
    address = address_of("index.*.css")
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/static/css/index.unknown.css", "/static/js/../../proto.py", "/static/js/"]
)
def test_a_file_the_framework_does_not_have_is_not_answered(
    client: TestClient, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_no_typeface_of_the_framework_is_left() -> None:
    sheet = read_framework_file(address_of("index.*.css"))
    assert len(sheet) > 1000
    assert b"@font-face" not in sheet


def test_plotly_is_replaced_where_it_stands() -> None:
    assert replace_plotly(CHUNK, "(f(self, module));\n") == (
        'import{t as n}from"./a.js";var W=n(((e,t,n)=>{const module=t;(f(self, module))})),'
        "G=t({a:()=>K});"
    )


@pytest.mark.parametrize("broken", ["window.Plotly", "typeof t==`object`", "((e,t,n)=>"])
def test_a_chunk_of_another_form_stays_as_it_is(broken: str) -> None:
    chunk = CHUNK.replace(broken, "x")
    assert replace_plotly(chunk, "f();") == chunk


@pytest.mark.skipif(not SMALL, reason="the small bundle could not be fetched on this machine")
def test_the_chunk_that_draws_charts_holds_the_small_plotly() -> None:
    address = address_of("PlotlyChart.*.js")
    assert len(read_framework_file(address)) < (STATIC / address[1:]).stat().st_size / 3


def test_the_whole_plotly_serves_where_the_small_one_is_not(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    monkeypatch.setenv(PLOTLY_SETTING, str(whole))
    address = address_of("PlotlyChart.*.js")
    assert read_framework_file(address) == (STATIC / address[1:]).read_bytes()
    assert "make bundle" in caplog.text


@pytest.mark.browser
@pytest.mark.cluster
@pytest.mark.xdist_group("pages")
@pytest.mark.skipif(not SMALL, reason="the small bundle could not be fetched on this machine")
def test_pages_draw_with_the_plotly_that_pictures_are_painted_with(page: Page, server: str) -> None:
    page.goto(f"{server}/civilian-deaths?lang=en")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert page.evaluate("window.Plotly.version") == plotly_version()
