"""What stands before Streamlit: strict headers, room for uploads, compression."""

from collections.abc import Callable, Sequence
from typing import Final

from brotli_asgi import BrotliMiddleware
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.framework_files import serve_framework_files
from pages.shell import EXPLORER_POLICY
from pages.uploads import count_held_bytes
from upkeep.sandbox.unpack import LARGEST

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def list_middleware() -> Sequence[Middleware]:
    """Every layer, the outermost first."""
    return (
        Middleware(set_strict_headers),
        Middleware(refuse_uploads),
        Middleware(BrotliMiddleware, quality=5, minimum_size=500),
        Middleware(serve_framework_files),
    )


def set_strict_headers(app: ASGIApp) -> ASGIApp:
    """Completes the headers of every answer, so that the browser keeps to ourselves."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", EXPLORER_POLICY)
                headers.update(_HEADERS)
            await send(message)

        await app(scope, receive, complete if scope["type"] == "http" else send)

    return answer


def refuse_uploads(app: ASGIApp, held: Callable[[str], int] = count_held_bytes) -> ASGIApp:
    """Refuses more uploads of a session that already holds as much as is ever checked."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "PUT":
            match scope["path"].split("/"):
                case [*_, "upload_file", session, _] if held(session) >= LARGEST:
                    await Response(status_code=413)(scope, receive, send)
                    return
        await app(scope, receive, send)

    return answer
