"""Frozen editions: freezing a view, the files of a snapshot, its status, and what has changed."""

import logging
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from exports.addresses import Edition
from exports.files import FILES, JSON, PAGE
from figures.core.view import KNOWN_ON, LANGUAGE, View
from locales import Language, later
from schemas import Tables
from snapshots.errors import FAILURES
from snapshots.service import Studio
from snapshots.store import OURS
from web.rate_limits import Limits, client
from web.responses import (
    FOR_EVER,
    NEVER,
    Refused,
    endpoint,
    framed_anywhere,
    kept,
    tables_of,
    view_of_address,
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
    here, freeze = "/snapshots/{figure}/{hash}", partial(_freeze, limits=limits)
    return [
        Route("/snapshots/{figure}", endpoint(freeze, studio), methods=["POST"]),
        Route(here, lambda request: RedirectResponse(f"{request.url.path}/", 301)),
        Route(f"{here}/", endpoint(_give_file, studio), methods=["GET"]),
        Route(f"{here}/status.json", endpoint(_give_status, studio), methods=["GET"]),
        Route(f"{here}/{{name}}", endpoint(_give_file, studio), methods=["GET"]),
    ]


def _freeze(request: Request, studio: Studio, say: Language, limits: Limits) -> Response:
    """Freeze the view of the address; asked by a script the answer is JSON, else the panel."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        _note(request.path_params["figure"], "asked for by another site")
        raise Refused(_ELSEWHERE, 403)
    tables = tables_of(studio)
    view = view_of_address(request, tables)
    _refuse_strange_choices(request, view, say)
    try:
        edition, new = _put(view, tables, studio, limits, client(request))
    except FAILURES as error:
        # What failed with a cause was noted where it happened.
        if error.__cause__ is None:
            _note(view.figure, f"{type(error).__name__} {error}".strip())
        raise
    if "application/json" in request.headers.get("accept", ""):
        answer = {"address": edition.page, "hash": edition.hash, "new": new}
        return JSONResponse(answer, 201 if new else 200, headers={"Cache-Control": NEVER})
    return RedirectResponse(f"/embed/{view.figure}?{view.query()}", 303)


def _refuse_strange_choices(request: Request, view: View, say: Language) -> None:
    known, shown = (*view.chosen, KNOWN_ON, LANGUAGE), dict(view.pairs())
    for name, value in request.query_params.multi_items():
        if name not in known:
            _note(view.figure, f"knows no {name[:_TOLD]!r}")
            raise Refused(_NO_CHOICE, 400, name=name[:_TOLD], known=say.row(known))
        if shown.get(name, "") != value:
            _note(view.figure, f"does not offer {value[:_TOLD]!r} for {name!r}")
            raise Refused(_NOT_OFFERED, 400, name=name, value=value[:_TOLD])


def _put(
    view: View, tables: Tables, studio: Studio, limits: Limits, who: str
) -> tuple[Edition, bool]:
    """The frozen edition and whether it is new, which then counts for whoever asked."""
    edition = studio.edition(view, tables)
    counted = not studio.whole(edition)
    if counted and not limits.allows(who):
        _note(f"{view.figure}/{edition.hash}", "too many from one client")
        raise Refused(_TOO_MANY, 429, retry=limits.wait)
    edition, new = studio.freeze(view, tables)
    if counted and not new:
        limits.give_back(who)
    return edition, new


def _note(what: str, why: str) -> None:
    """One line in the log for what was refused, and never who asked."""
    _LOG.warning("Not frozen: %s: %s", what[:120].encode("unicode_escape").decode(), why)


def _give_status(request: Request, studio: Studio, _say: Language) -> Response:
    """What has become of a snapshot; the page asks for it, so it is open to all and small."""
    asked = request.path_params
    status = studio.status(asked["figure"], asked["hash"], tables_of(studio))
    if status is None:
        raise Refused(_NOT_FROZEN, 404)
    return kept(request, status.as_json(), JSON)


def _give_file(request: Request, studio: Studio, _say: Language) -> Response:
    asked = request.path_params
    name = asked.get("name", PAGE)
    content = None if name in OURS else studio.store.read(asked["figure"], asked["hash"], name)
    if content is None:
        raise Refused(_NOT_FROZEN, 404)
    more = framed_anywhere() if name == PAGE else {}
    return kept(request, content, FILES.get(name, JSON), FOR_EVER, more)
