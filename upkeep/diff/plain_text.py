"""A report as text for a terminal."""

from collections.abc import Iterator
from typing import Final

from locales import Language
from upkeep.diff.figure_change import FigureChange, Part
from upkeep.diff.publication import Publications
from upkeep.diff.report import Report
from upkeep.diff.row_words import RowWords
from upkeep.diff.section import Group, sections
from upkeep.diff.statement import column_words, on_one_line, statements

_MANY: Final = 50
"""As many problems are listed, and as many snapshots."""
_WORDINGS: Final = 6
"""As many texts of one part of a figure are shown."""


def plain_text(report: Report, t: Language) -> str:
    """The whole report; long lists end with how many are left out."""
    lines = (on_one_line(line) for line in _lines(report, t))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(report: Report, t: Language) -> Iterator[str]:
    yield t("{before} → {after}", before=report.before, after=report.after)
    yield from statements(report, t)
    yield from _some([problem.write_sentence(t) for problem in report.problems], _MANY, t)
    if report.differences.columns:
        yield from ("", _titled(t("Columns"), len(report.differences.columns)))
        yield from (f"• {column_words(change, t)}" for change in report.differences.columns)
    yield from _rows(report, t)
    if report.differences.figures:
        yield from ("", _titled(t("What readers will see"), len(report.differences.figures)))
    for change in report.differences.figures:
        yield from _figure(change, t)
    yield from _snapshots(report, t)


def _titled(title: str, count: int) -> str:
    return f"{title} ({count})"


def _some(texts: list[str], most: int, t: Language, indent: str = "  ") -> Iterator[str]:
    yield from (f"{indent}{text}" for text in texts[:most])
    if len(texts) > most:
        yield f"{indent}{_and_more(len(texts) - most, t)}"


def _and_more(n: int, t: Language) -> str:
    return t.count("… and {n} more", "… and {n} more", n)


def _rows(report: Report, t: Language) -> Iterator[str]:
    publications = Publications(report.differences.sources, report.differences.translator(t))
    words = RowWords(publications.t, publications)
    for section in sections(report.differences.rows, publications):
        yield from ("", _titled(section.title, section.count))
        for group in section.groups:
            yield from _group(group, words, t)


def _group(group: Group, words: RowWords, t: Language) -> Iterator[str]:
    indent = "  " if group.head else ""
    if group.head:
        yield f"• {group.head}"
    yield from (
        f"{indent}• {words.line(change, brief=bool(group.head))}"
        for change in group.rows[: group.shown]
    )
    if group.hidden:
        yield f"{indent}{_and_more(group.hidden, t)}"


def _figure(change: FigureChange, t: Language) -> Iterator[str]:
    yield f"• {t(change.figure.name)} (/{change.figure.id})"
    if change.broken:
        yield f"    {t('This figure can no longer be drawn: {reason}', reason=change.broken)}"
    for part in (*change.parts, *change.headlines):
        yield from _part(part, t)


def _part(part: Part, t: Language) -> Iterator[str]:
    yield f"  {t(part.name)}"
    for one in part.wordings[:_WORDINGS]:
        if one.label:
            words = t("{before} → {after}", before=one.before or "–", after=one.after or "–")
            yield f"    {t.label(one.label, words)}"
        else:
            sides = (("−", one.before), ("+", one.after))
            yield from (f"    {sign} {text}" for sign, text in sides if text)
    if len(part.wordings) > _WORDINGS:
        yield f"    {_and_more(len(part.wordings) - _WORDINGS, t)}"


def _snapshots(report: Report, t: Language) -> Iterator[str]:
    if report.outlook is None or not report.outlook.told:
        return
    told = report.outlook.told
    yield from ("", _titled(t("Snapshots that will say something else"), len(told)))
    texts = [t.label(one.path, one.after.message or t("nothing more")) for one in told]
    yield from _some(texts, _MANY, t, "• ")
