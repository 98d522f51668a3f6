"""All there is to say about a change of the data, before anybody publishes it, in every form."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup, escape

from exports.html import build_policy, hash_source
from figures.core.figure import Figure
from figures.core.view import View
from locales import Language, later, read_translator
from schemas import FACT_TABLES, MODELS, Finding
from schemas.losses import find_renamed_sources
from schemas.reading import try_read_contents
from schemas.text import read_texts
from snapshots.revision import Row
from upkeep.diff.figures import FigureChange, Wording, find_figure_changes
from upkeep.diff.rows import (
    Cell,
    ColumnChange,
    Kind,
    RowChange,
    Weight,
    find_column_changes,
    find_row_changes,
    read_written,
)
from upkeep.diff.snapshots import Outlook
from upkeep.diff.states import State
from upkeep.diff.words import RowWords, describe_share
from upkeep.template import TEMPLATES, fill_part, fill_report, put_on_one_line

LONGEST: Final = 60_000
"""Characters of a comment; the places that take them refuse more than some 65,000."""
SHOWN: Final = 5
"""As many changed rows of one publication are written out where room is short; of new ones all."""
_COLUMNS: Final = {
    Kind.ADDED: later("{file}: column {column} added"),
    Kind.REMOVED: later("{file}: column {column} removed"),
}
_KINDS: Final = {
    Kind.ADDED: later("Added"), Kind.REMOVED: later("Removed"), Kind.CHANGED: later("Changed"),
}  # fmt: skip
_WORDS: Final = re.compile(r"[ ]+|[^ ]+")
"""A number with its no-break spaces is one word."""


@dataclass(frozen=True)
class Report:
    """Two states of the data, what differs between them, and what readers will notice of it.

    `problems` are what is wrong with the new state, `past` counts what is wrong with the old one.
    Unless both can be drawn, no figures are `compared`. `outlook` is None where the snapshots were
    not looked at.
    """

    before: str
    after: str
    rows: tuple[RowChange, ...] = ()
    columns: tuple[ColumnChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    sources: Mapping[str, Row] = field(default_factory=dict)
    translations: tuple[Row, ...] = ()
    unreadable: tuple[str, ...] = ()
    problems: tuple[Finding, ...] = ()
    past: int = 0
    compared: bool = True
    outlook: Outlook | None = None

    @property
    def sound(self) -> bool:
        """Whether the new data may be published: they are valid, and every figure can be drawn."""
        return not self.problems and not any(change.broken for change in self.figures)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        told = self.outlook is not None and self.outlook.told
        differs = self.rows or self.columns or self.figures or told
        return self.sound and not differs

    def words(self, t: Language) -> RowWords:
        """Words for its rows, with the translations of both states, those of now first."""
        return RowWords(read_translator(t.code, self.translations), self.sources)


def compare_rows(old: State, new: State) -> Report:
    """What differs between the rows of two states of the tables, valid or not."""
    was, now = read_written(old.contents), read_written(new.contents)
    sources, translations = (
        [row for state in (was, now) if name in state for row, _ in state[name].rows]
        for name in ("sources", "translations")
    )
    both = [name for name in MODELS if name in was and name in now]
    return Report(
        old.name, new.name,
        rows=tuple(find_row_changes(was, now)),
        columns=tuple(each for name in both
                      for each in find_column_changes(name, was[name], now[name])),
        sources={row.get("source_id", ""): row for row in sources},
        translations=tuple(translations),
        unreadable=tuple(name for name in MODELS if name not in both),
        problems=tuple(find_renamed_sources(read_texts(old.contents), read_texts(new.contents))),
        compared=False,
    )  # fmt: skip


def compare_states(old: State, new: State, t: Language) -> Report:
    """What differs between two states of the tables, and what readers will see if they are valid.

    Nothing is opened, fetched or painted.
    """
    report = compare_rows(old, new)
    before, past = try_read_contents(old.contents)
    after, problems = try_read_contents(new.contents)
    report = replace(report, problems=(*problems, *report.problems), past=len(past))
    if before is None or after is None:
        return report
    figures = find_figure_changes(before, after, t.code) if before != after else ()
    return replace(report, figures=figures, compared=True)


@dataclass(frozen=True)
class Group:
    """Changes of one kind and one publication in words; `head` says how many, if they are many."""

    head: str
    lines: tuple[str, ...]
    shown: int


def write_sections(report: Report, t: Language) -> Iterator[tuple[Weight, int, list[Group]]]:
    """The weight, number and changes of rows of each weight, in groups by publication."""
    words = report.words(t)
    for weight, alike in groupby(report.rows, key=lambda change: change.weight):
        found: dict[tuple[str, Kind, str], list[RowChange]] = {}
        edition = weight is Weight.EDITION
        for change in alike:
            source = change.source_id if edition or change.table != "sources" else ""
            table = "" if edition else change.table
            found.setdefault((table, change.kind, source), []).append(change)
        count = len(found) if edition else sum(map(len, found.values()))
        yield weight, count, [_group(*key, rows, words) for key, rows in found.items()]


def _group(
    table: str, kind: Kind, source: str, rows: Sequence[RowChange], words: RowWords
) -> Group:
    t = words.t
    if not table:
        head = words.title(words.sources[source])
        rows = [change for change in rows if change.table != "sources"]
    elif len(rows) > SHOWN or (table in FACT_TABLES and kind is Kind.ADDED):
        named = words.publication(source) if source else MODELS[table].file_name()
        number = t.count("{n} row", "{n} rows", len(rows))
        head = t.label(t(_KINDS[kind]), f"{number}, {named}")
    else:
        head = "" if table in FACT_TABLES else t(_KINDS[kind])
    told = [change for change in rows if not change.repeats]
    lines = tuple(words.line(change, brief=bool(head)) for change in told)
    head += _span(rows, t) if len(rows) > SHOWN else ""
    if repeated := len(rows) - len(told):
        again = t.count("{n} repeats an earlier number", "{n} repeat earlier numbers", repeated)
        head = f"{head}, {again}"
    return Group(head, lines, len(lines) if kind is Kind.ADDED else SHOWN)


def _span(rows: Sequence[RowChange], t: Language) -> str:
    """From which to which relative change numbers go: ', −3% to +12%'."""
    shares = [share for change in rows for share in change.shares if share is not None]
    if not shares:
        return ""
    least, most = describe_share(min(shares), t), describe_share(max(shares), t)
    return f", {least}" if least == most else f", {t('{first} to {last}', first=least, last=most)}"


def _values(report: Report, t: Language) -> dict[str, Any]:
    """What every form of the report is filled with."""
    told = report.outlook.told if report.outlook else ()
    return {
        "report": report,
        "compared": t("{before} → {after}", before=report.before, after=report.after),
        "counts": (report.outlook or Outlook()).describe(len(report.figures), t),
        "problems": [problem.write_sentence(t) for problem in report.problems],
        "columns": [
            t(_COLUMNS[one.kind], file=MODELS[one.table].file_name(), column=one.column)
            for one in report.columns
        ],
        "sections": list(write_sections(report, t)),
        "snapshots": [t.label(one.path, one.after.message or t("nothing more")) for one in told],
    }


def write_text(report: Report, t: Language) -> str:
    """The report for a terminal."""
    return fill_report("diff.txt", t, **_values(report, t))


def write_markdown(report: Report, t: Language) -> str:
    """The report for a pull request; what is too long for it is left out, and that is said."""
    values = _values(report, t)
    for most in (50, 0):
        text = fill_report("diff.md", t, **values, most=most)
        if len(text) <= LONGEST:
            return text
    ending = str(fill_part("diff.md", "rest", t))
    kept = text[: text.rindex("\n", 0, LONGEST - len(ending)) + 1]
    if kept.count("<details>") > kept.count("</details>"):
        kept = kept[: kept.rindex("<details>")]
    return kept + ending


def write_html(report: Report, t: Language) -> str:
    """The report as one page for a review; nothing is fetched."""
    values = {"style": _STYLE, "policy": page_policy(), "mark": _mark}
    return fill_report("diff.html", t, **values, **_values(report, t)).lstrip()


def write_rows_html(report: Report, t: Language, level: int = 3) -> Markup:
    """What must be said first, and what became of rows, under headings of that level."""
    return fill_part("diff.html", "rows", t, _values(report, t), level)


def write_figure_html(change: FigureChange, t: Language) -> Markup:
    """What a figure will say otherwise, part by part; part of a page."""
    return fill_part("diff.html", "figure_words", t, change, _mark)


_STYLE: Final = (TEMPLATES / "diff.css").read_text(encoding="utf-8")


def page_policy() -> str:
    """The page's Content-Security-Policy: its own style and pictures, nothing else."""
    return build_policy({"style-src": hash_source(_STYLE), "img-src": "data:"})


def _mark(wording: Wording) -> tuple[Markup, Markup]:
    """Both texts with the words that are not in the other marked."""
    left, right = (_WORDS.findall(put_on_one_line(text))
                   for text in (wording.before, wording.after))  # fmt: skip
    was, now = Markup(), Markup()
    for kind, *at in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        gone, come = "".join(left[at[0] : at[1]]), "".join(right[at[2] : at[3]])
        same = kind == "equal" or not (left and right)
        was += escape(gone) if same or not gone else Markup("<del>{}</del>").format(gone)
        now += escape(come) if same or not come else Markup("<ins>{}</ins>").format(come)
    return was or Markup("–"), now or Markup("–")


def write_json(report: Report, t: Language) -> str:
    """The whole report, nothing left out; texts for readers are in its language."""

    def record(value: object) -> object:
        match value:
            case Finding(cause, place):
                said = {"rule": cause.name, "message": value.write_sentence(t)}
                return {**asdict(place), **said}
            case RowChange() | Cell():
                return {**vars(value), **value.measure()}
            case Figure():
                return value.id
            case View():
                return value.write_query()
            case Decimal() | date():
                return float(value) if isinstance(value, Decimal) else str(value)
        return vars(value)

    told = {"version": 2, "language": t.code, **vars(report)}
    told["snapshots"] = told.pop("outlook")
    del told["sources"], told["translations"]
    return json.dumps(told, ensure_ascii=False, indent=1, default=record) + "\n"


FORMS: Final[Mapping[str, Callable[[Report, Language], str]]] = {
    "text": write_text,
    "html": write_html,
    "markdown": write_markdown,
    "json": write_json,
}
