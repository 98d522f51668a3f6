"""A report as JSON, complete and in a form that stays."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

from locales import Language
from schemas import MODELS, Finding
from upkeep.diff.figure_change import FigureChange, Part
from upkeep.diff.outlook import Outlook
from upkeep.diff.report import Report
from upkeep.diff.row_change import Cell, RowChange

VERSION: Final = 1
_PLACES: Final = 6


def record(report: Report, t: Language) -> str:
    """The whole report, nothing left out; texts for readers are in the report's language."""
    differences = report.differences
    told = {
        "version": VERSION,
        "language": t.code,
        "before": report.before,
        "after": report.after,
        "problems": [_problem(problem, t) for problem in report.problems],
        "old_problems": report.past,
        "not_compared": [MODELS[name].file_name() for name in differences.unreadable],
        "renamed_sources": dict(differences.renamed),
        "columns": [
            {
                "file": MODELS[change.table].file_name(),
                "column": change.column,
                "change": change.kind.value,
            }
            for change in differences.columns
        ],
        "rows": [_row(change) for change in differences.rows],
        "figures": [_figure(change) for change in differences.figures],
        "snapshots": None if report.outlook is None else _outlook(report.outlook, t),
        "pictures": sorted(report.pictures),
        "remarks": list(report.remarks),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _problem(found: Finding, t: Language) -> dict[str, Any]:
    return {
        "file": found.place.file,
        "line": found.place.line,
        "column": found.place.column,
        "value": found.value,
        "rule": found.cause.name,
        "message": found.write_sentence(t),
    }


def _row(change: RowChange) -> dict[str, Any]:
    key = MODELS[change.table].key_columns()
    return {
        "file": MODELS[change.table].file_name(),
        "change": change.kind.value,
        "weight": change.weight.name.lower(),
        "key": {name: change.row[name] for name in key if name in change.row},
        "row": dict(change.row),
        "cells": [_cell(cell, change) for cell in change.cells],
        "corrections": list(change.corrections),
        "same_fact_elsewhere": None if change.instead is None else dict(change.instead),
    }


def _cell(cell: Cell, change: RowChange) -> dict[str, Any]:
    told: dict[str, Any] = {"column": cell.column, "before": cell.before, "after": cell.after}
    if cell in change.numbers:
        told["difference"] = _plain(cell.difference)
        told["relative"] = _plain(cell.relative)
    return told


def _plain(number: Decimal | None) -> float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else round(float(number), _PLACES)


def _figure(change: FigureChange) -> dict[str, Any]:
    return {
        "figure": change.figure.id,
        "view_before": change.before.write_query(),
        "view_after": change.after.write_query(),
        "cannot_be_drawn": change.broken,
        "parts": [_part(part) for part in change.parts],
        "headlines": [_part(part) for part in change.headlines],
    }


def _part(part: Part) -> dict[str, Any]:
    return {"part": part.name, "texts": [asdict(wording) for wording in part.wordings]}


def _outlook(outlook: Outlook, t: Language) -> Mapping[str, Any]:
    return {
        "stay": outlook.stay,
        "change": [
            {
                "path": told.path,
                "before": told.before.state.value,
                "after": told.after.state.value,
                "message": told.after.message,
            }
            for told in outlook.told
        ],
        "unreadable": list(outlook.unreadable),
        "trouble": t(outlook.trouble),
    }
