"""How bytes leave the server: at once, whatever a socket says of itself."""

import asyncio
import http.client
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.connections import open_connections


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is changed for the server is changed back."""
    from asyncio import base_events  # noqa: PLC0415 - the module that is changed

    from uvicorn.protocols.websockets import websockets_sansio_impl  # noqa: PLC0415 - likewise

    for module, name in (
        (base_events, "_set_nodelay"),
        (websockets_sansio_impl, "ServerPerMessageDeflateFactory"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))
    open_connections()


async def is_sent_at_once() -> int:
    """The setting of a connection to a server whose socket names no protocol."""
    found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def look(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        one = writer.get_extra_info("socket")
        found.set_result(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    bound = socket.socket(socket.AF_INET)
    bound.bind(("127.0.0.1", 0))
    bound.setblocking(False)
    server = await asyncio.start_server(look, sock=bound)
    _, writer = await asyncio.open_connection(*bound.getsockname())
    told = await found
    writer.close()
    server.close()
    return told


def ask() -> int:
    """Beside the thread of the browser, which has a loop of its own."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, is_sent_at_once()).result()


def test_a_connection_waits_when_its_socket_names_no_protocol() -> None:
    assert ask() == 0


@pytest.mark.usefixtures("opened")
def test_connections_of_the_server_do_not_wait() -> None:
    assert ask() != 0


@pytest.mark.cluster
@pytest.mark.xdist_group("pages")
def test_the_socket_looks_back_as_far_as_browsers_allow(server: str) -> None:
    asked = http.client.HTTPConnection(server.removeprefix("http://"))
    asked.request(
        "GET",
        "/_stcore/stream",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Origin": server,
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Extensions": "permessage-deflate; server_max_window_bits=15",
        },
    )
    answer = asked.getresponse().headers["Sec-WebSocket-Extensions"]
    asked.close()
    assert "permessage-deflate" in answer
    assert "=12" not in answer
