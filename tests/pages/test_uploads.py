"""Files that are dropped take no more memory than is ever checked."""

import json

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from locales import LANGUAGES, find_language
from pages import uploads
from pages.middleware import refuse_uploads
from upkeep.sandbox.unpack import LARGEST

FULL = "full"


@pytest.fixture
def client() -> TestClient:
    def taken(request: Request) -> Response:
        return Response(status_code=204)

    def held(session: str) -> int:
        return LARGEST if session == FULL else LARGEST - 1

    routes = [Route("/{path:path}", taken, methods=["PUT", "DELETE"])]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(refuse_uploads, held=held)]))


def test_a_session_that_holds_enough_uploads_no_more(client: TestClient) -> None:
    assert client.put(f"/_stcore/upload_file/{FULL}/1", content=b"x").status_code == 413
    assert client.put("/_stcore/upload_file/other/1", content=b"x").status_code == 204


def test_it_can_still_take_files_back_and_do_everything_else(client: TestClient) -> None:
    assert client.delete(f"/_stcore/upload_file/{FULL}/1").status_code == 204
    assert client.put(f"/elsewhere/{FULL}/1").status_code == 204
    assert client.put("/").status_code == 204


def test_nobody_holds_anything_before_the_server_runs() -> None:
    assert uploads.count_held_bytes(FULL) == 0


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_the_words_of_the_box_are_those_of_the_language(code: str) -> None:
    t = find_language(code)
    style = uploads.write_widget_style(t)
    assert uploads._quoted(t("Choose files")) in style
    assert style.count("</") == 1


def test_no_word_can_leave_its_style() -> None:
    assert uploads._quoted('a"}</style>') == r'"a\22 \7d \3c \2f style\3e "'
    assert json.loads(uploads._quoted("Choisir")) == "Choisir"
