"""What readers of a frozen figure are told later: nothing, or that there is something better."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl

import pandas as pd

from exports.addresses import Edition, Site
from exports.row_files import write_csv
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import LANGUAGE, View, read_query
from locales import later, make_translator
from schemas import Tables
from snapshots.revision import RevisionState, compare_with_current, describe_counts, read_rows
from snapshots.snapshot import hash_rates
from snapshots.store import Withdrawal, translate_reason

_LARGEST: Final = 599
"""Bytes; every reader of every frozen figure fetches one."""
_GONE: Final = later("This figure is no longer published.")


@dataclass(frozen=True)
class SnapshotStatus:
    """What has become of a snapshot: since when, why, what to read now; `message` says it all.

    `details` are for editors: how many rows have changed.
    """

    state: RevisionState
    since: date | None = None
    address: str = ""
    reason: str = ""
    message: str = ""
    language: str = "en"
    details: str = ""

    def as_json(self) -> bytes:
        """The status as the page of the snapshot reads it; a long message is cut to a few words."""
        since, text = self.since.isoformat() if self.since else "", self.message
        while True:
            told = {"state": self.state, "since": since, "text": text, "link": self.address}
            content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
            if len(content) <= _LARGEST or " " not in text:
                return content
            text = text.rstrip("…").rpartition(" ")[0] + "…"


def find_present_view(manifest: Mapping[str, Any], tables: Tables) -> View | None:
    """The view of a snapshot, what was left open as today's default; None without the figure."""
    figure = FIGURES.get(str(manifest["figure"]))
    if figure is None:
        return None
    asked = dict(parse_qsl(str(manifest["view"]), keep_blank_values=True))
    kept = {name: value for name, value in asked.items() if name not in manifest["open"]}
    return read_query(figure, tables, kept)


def find_status(
    manifest: Mapping[str, Any],
    old_rows: pd.DataFrame,
    tables: Tables,
    withdrawn: Withdrawal | None,
    site: Site,
) -> SnapshotStatus:
    """What has become of a snapshot by manifest and rows; other rates make it newer."""
    view = find_present_view(manifest, tables)
    t = make_translator(dict(parse_qsl(str(manifest["view"]))).get(LANGUAGE, "en"), tables)
    address, since, message, details = "", None, "", ""
    if view is not None:
        # What was left open stays open, so the address stays short and true.
        chosen = tuple(choice for choice in view.choices if choice[0] not in manifest["open"])
        address = Edition(site, replace(view, choices=chosen)).page
    if withdrawn is not None or view is None:
        since = withdrawn.day if withdrawn else None
        state, reason = RevisionState.WITHDRAWN, t(_GONE)
        if withdrawn is not None:
            reason = translate_reason(t, withdrawn.reasons)
    else:
        chart = draw(view, tables)
        found = compare_with_current(
            old_rows, read_rows(write_csv(chart)), chart.scene.table, tables
        )
        state, since, reason = found.state, found.since, found.reason(t)
        details = describe_counts(*found.change.counts, t)
        rates = hash_rates(chart)
        if state is RevisionState.CURRENT and manifest.get("rates", rates) != rates:
            days = chart.scene.rates.get("available")
            state, since = (
                RevisionState.NEWER,
                None if days is None or days.empty else days.max().date(),
            )
    day = t.format_day(since) if since else ""
    match state:
        case RevisionState.CURRENT:
            return SnapshotStatus(state, language=t.code)
        case RevisionState.NEWER if day:
            message = t("Newer numbers came out on {day}. See the figure of today.", day=day)
        case RevisionState.NEWER:
            message = t("There are newer numbers. See the figure of today.")
        case RevisionState.CORRECTED:
            message = t("These numbers have been corrected. {reason}", reason=reason)
        case _ if day:
            message = t("Withdrawn on {day}: {reason}", day=day, reason=reason)
        case _:
            message = t("Withdrawn: {reason}", reason=reason)
    return SnapshotStatus(state, since, address, reason, message, t.code, details)
