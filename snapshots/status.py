"""What readers of a frozen figure are told later: nothing, or that there is something better."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl

import pandas as pd

from exports.addresses import Edition, Site
from exports.row_files import as_csv
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import LANGUAGE, View, read_query
from locales import Language, later, translator
from schemas import Tables
from snapshots.revision import State, judge
from snapshots.row_changes import read_rows
from snapshots.store import Withdrawal
from snapshots.withdrawal import in_words_of

_LARGEST: Final = 599
"""Bytes; every reader of every frozen figure fetches one."""
_GONE: Final = later("This figure is no longer published.")


@dataclass(frozen=True)
class Status:
    """What has become of a snapshot: since when, why, and where the present figure is.

    `message` says it all in the `language` of the snapshot; it is empty while there is no news.
    """

    state: State
    since: date | None = None
    address: str = ""
    reason: str = ""
    message: str = ""
    language: str = "en"

    def as_json(self) -> bytes:
        """The status as the page of the snapshot reads it; a long message is cut to a few words."""
        message = self.message
        while len(content := self._json(message)) > _LARGEST and " " in message:
            message = message.rstrip("…").rpartition(" ")[0] + "…"
        return content

    def _json(self, message: str) -> bytes:
        since = self.since.isoformat() if self.since else ""
        told = {"state": self.state, "since": since, "text": message, "link": self.address}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def present_view(manifest: Mapping[str, Any], tables: Tables) -> View | None:
    """The view of a snapshot as it is asked for today; None without such a figure.

    What was left open when it was frozen is today's default.
    """
    figure = FIGURES.get(str(manifest["figure"]))
    if figure is None:
        return None
    asked = dict(parse_qsl(str(manifest["view"]), keep_blank_values=True))
    kept = {name: value for name, value in asked.items() if name not in manifest["open"]}
    return read_query(figure, tables, kept)


def status_of(
    manifest: Mapping[str, Any],
    old_rows: pd.DataFrame,
    tables: Tables,
    withdrawn: Withdrawal | None,
    site: Site,
    rates: Callable[[Chart], str] | None = None,
) -> Status:
    """What has become of a snapshot, by its manifest and rows; the same data say the same.

    `rates` gives the sum of the exchange rates of a chart as the manifest has it: where only
    they are others, the figure is newer.
    """
    view = present_view(manifest, tables)
    say = translator(dict(parse_qsl(str(manifest["view"]))).get(LANGUAGE, "en"), tables)
    address = _live(view, manifest, site) if view else ""
    if withdrawn is not None:
        return _told(
            State.WITHDRAWN, withdrawn.day, address, in_words_of(say, withdrawn.reasons), say
        )
    if view is None:
        return _told(State.WITHDRAWN, None, "", say(_GONE), say)
    chart = draw(view, tables)
    found = judge(old_rows, read_rows(as_csv(chart)), chart.scene.table, tables)
    state, since = found.state, found.since
    if state is State.CURRENT and rates is not None and rates(chart) != manifest.get("rates"):
        state, since = State.NEWER, _newest_rate(chart)
    return _told(state, since, address, found.reason(say), say)


def _live(view: View, manifest: Mapping[str, Any], site: Site) -> str:
    """The live figure; what was left open stays open, so the address stays short and true."""
    chosen = tuple(choice for choice in view.choices if choice[0] not in manifest["open"])
    return Edition(site, replace(view, choices=chosen)).page


def _newest_rate(chart: Chart) -> date | None:
    days = chart.scene.rates.get("available")
    return None if days is None or days.empty else days.max().date()


def _told(state: State, since: date | None, address: str, reason: str, say: Language) -> Status:
    if state is State.CURRENT:
        return Status(state, language=say.code)
    day = say.day(since) if since else ""
    match state:
        case State.NEWER if day:
            message = say("Newer numbers came out on {day}. See the figure of today.", day=day)
        case State.NEWER:
            message = say("There are newer numbers. See the figure of today.")
        case State.CORRECTED:
            message = say("These numbers have been corrected. {reason}", reason=reason)
        case _ if day:
            message = say("Withdrawn on {day}: {reason}", day=day, reason=reason)
        case _:
            message = say("Withdrawn: {reason}", reason=reason)
    return Status(state, since, address, reason, message, say.code)
