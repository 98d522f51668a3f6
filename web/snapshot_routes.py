"""Frozen editions: freezing a view, the files of a snapshot, its status, and what has changed."""

import logging
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from exports.files import FILES, JSON, PAGE
from figures import FIGURES
from figures.core.view import KNOWN_ON, LANGUAGE, View, read_query
from locales import Language, language, later
from schemas import Tables
from snapshots.errors import FAILURES, failure
from snapshots.service import Studio
from snapshots.store import OURS, FilesLost, StoreFailed, StoreFull
from web.rate_limits import Limits, client
from web.responses import (
    EVERYBODY,
    FOR_EVER,
    NEVER,
    NO_DATA,
    NO_FIGURE,
    SHORT,
    asked_language,
    framed_anywhere,
    kept,
    refusal,
)

_LOG: Final = logging.getLogger("dashboard.freezes")

_NOT_FROZEN: Final = later("There is no such snapshot.")
_NOT_OFFERED: Final = later(
    "This figure does not offer “{value}” for “{name}”. Open the figure and choose again."
)
_NO_CHOICE: Final = later(
    "This figure has no choice named “{name}”. It knows these: {known}. Nothing was frozen."
)
_TOLD: Final = 60
"""As much of what somebody wrote is repeated."""
_TOO_MANY: Final = later("Too many figures were frozen from here. Try again in a few minutes.")
_ELSEWHERE: Final = later("Figures are frozen from this site only.")
"""Other sites may show figures, but not make their readers freeze them."""


def frozen_routes(studio: Studio, limits: Limits) -> list[Route]:
    """Routes that freeze views and give what was frozen."""

    def freeze(request: Request) -> Response:
        return _freeze(request, studio, limits)

    def page(request: Request) -> Response:
        return _file(request, studio, PAGE)

    def file(request: Request) -> Response:
        return _file(request, studio, request.path_params["name"])

    def status(request: Request) -> Response:
        return _status(request, studio)

    here = "/snapshots/{figure}/{hash}"
    return [
        Route("/snapshots/{figure}", freeze, methods=["POST"]),
        Route(here, lambda request: RedirectResponse(f"{request.url.path}/", 301)),
        Route(f"{here}/", page, methods=["GET"]),
        Route(f"{here}/status.json", status, methods=["GET"]),
        Route(f"{here}/{{name}}", file, methods=["GET"]),
    ]


def _freeze(request: Request, studio: Studio, limits: Limits) -> Response:
    """Freeze the view of the address, unless something speaks against it."""
    tables, say = studio.tables(), asked_language(request)
    figure = FIGURES.get(request.path_params["figure"])
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        _note(request.path_params["figure"], "asked for by another site")
        return refusal(say(_ELSEWHERE), 403)
    if tables is None or figure is None:
        return refusal(say(NO_DATA if figure else NO_FIGURE), 503 if figure else 404)
    view = read_query(figure, tables, request.query_params)
    known, shown = (*view.chosen, KNOWN_ON, LANGUAGE), dict(view.pairs())
    for name, value in request.query_params.multi_items():
        if name not in known:
            _note(figure.id, f"knows no {name[:_TOLD]!r}")
            words = say(_NO_CHOICE, name=name[:_TOLD], known=say.row(known))
            return refusal(words, 400)
        if shown.get(name, "") != value:
            _note(figure.id, f"does not offer {value[:_TOLD]!r} for {name!r}")
            return refusal(say(_NOT_OFFERED, name=name, value=value[:_TOLD]), 400)
    return _frozen(request, view, tables, studio, limits)


def _frozen(
    request: Request, view: View, tables: Tables, studio: Studio, limits: Limits
) -> Response:
    """Asked by a script the answer is JSON, else the panel."""
    say, who = language(view.language), client(request)
    try:
        edition = studio.edition(view, tables)
        counted = not studio.whole(edition)
        if counted and not limits.allows(who):
            _note(f"{view.figure}/{edition.hash}", "too many from one client")
            return refusal(say(_TOO_MANY), 429, retry=limits.wait)
        edition, new = studio.freeze(view, tables)
        if counted and not new:
            limits.give_back(who)
    except FAILURES as error:
        if error.__cause__ is None:
            _note(view.figure, f"{type(error).__name__} {error}".strip())
        return _refused(error, say)
    if "application/json" in request.headers.get("accept", ""):
        answer = {"address": edition.page, "hash": edition.hash, "new": new}
        return JSONResponse(answer, 201 if new else 200, headers={"Cache-Control": NEVER})
    return RedirectResponse(f"/embed/{view.figure}?{view.query()}", 303)


def _refused(error: Exception, say: Language) -> Response:
    """What stands against a freeze: trying again helps, but not where files are lost."""
    match error:
        case FilesLost():
            return refusal(failure(error, say), 409)
        case StoreFull():
            return refusal(failure(error, say), 507, retry=30)
        case _:
            return refusal(failure(error, say), 503, retry=30)


def _note(what: str, why: str) -> None:
    """One line in the log for what was refused, and never who asked.

    What failed with a cause was noted where it happened.
    """
    _LOG.warning("Not frozen: %s: %s", what[:120].encode("unicode_escape").decode(), why)


def _status(request: Request, studio: Studio) -> Response:
    """What has become of a snapshot; the page asks for it, so it is open to all and small."""
    say, tables = asked_language(request), studio.tables()
    if tables is None:
        return refusal(say(NO_DATA), 503, retry=60)
    try:
        status = studio.status(request.path_params["figure"], request.path_params["hash"], tables)
    except StoreFailed as error:
        return refusal(failure(error, say), 503, retry=30)
    if status is None:
        return refusal(say(_NOT_FROZEN), 404)
    return kept(request, status.as_json(), JSON, {**EVERYBODY, "Cache-Control": SHORT})


def _file(request: Request, studio: Studio, name: str) -> Response:
    say = asked_language(request)
    if name in OURS:
        return refusal(say(_NOT_FROZEN), 404)
    try:
        content = studio.store.read(
            request.path_params["figure"], request.path_params["hash"], name
        )
    except StoreFailed as error:
        return refusal(failure(error, say), 503, retry=30)
    if content is None:
        return refusal(say(_NOT_FROZEN), 404)
    headers = {**EVERYBODY, "Cache-Control": FOR_EVER}
    if name == PAGE:
        headers |= framed_anywhere()
    media_type = FILES[name].media_type if name in FILES else JSON
    return kept(request, content, media_type, headers)
