"""A report as Markdown for a pull request: short enough, and with nothing in it that acts."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from locales import Language
from upkeep.diff.figure_change import HEADLINE, FigureChange, Part
from upkeep.diff.publication import Publications
from upkeep.diff.report import Report
from upkeep.diff.row_words import RowWords
from upkeep.diff.section import Group, sections
from upkeep.diff.statement import column_words, on_one_line, statements

LONGEST: Final = 60_000
"""Characters; the places that take such comments refuse more than some 65,000."""
_MANY: Final = 50
_WORDINGS: Final = 6
_LONG: Final = 600

_JOINER: Final = "\u2060"
_MARKUP: Final = re.compile(r"[\\`*_{}\[\]()<>&|~#\"'$^!]")
_ACTS: Final = re.compile(
    r"""[@#!%~$&^](?=[\w"'])|:(?=/|[\w+-]+:)|(?<=\bwww)\.|(?<=\bGH)-""", re.IGNORECASE
)
"""What places that show Markdown make a mention, a reference, a link or a picture of."""
_NUMBERED: Final = re.compile(r"^\d+(?=\.)")


def comment(report: Report, t: Language) -> str:
    """The report, worst first.

    What is too long for a comment is left out, long lists before all else, and that is said.
    """
    whole = "\n".join(_blocks(report, t, most=_MANY))
    if len(whole) < LONGEST:
        return f"{whole.strip()}\n"
    left_out = escaped(t("The rest does not fit here; “--format html” shows all of it."))
    room = LONGEST - len(left_out) - len("\n*…*\n")
    told: list[str] = []
    for block in _blocks(report, t, most=0):
        room -= len(block) + 1
        if room < 0:
            told.append(f"\n*{left_out}*")
            break
        told.append(block)
    return "\n".join(told).strip() + "\n"


def escaped(text: str) -> str:
    """Words of the data that stay words: no markup, no mention, no reference, no link."""
    text = on_one_line(text).strip()
    text = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    text = _ACTS.sub(lambda found: f"{found[0]}{_JOINER}", text)
    text = _NUMBERED.sub(lambda found: f"{found[0]}{_JOINER}", _MARKUP.sub(_code, text))
    return f"&#{ord(text[0])};{text[1:]}" if text.startswith(("-", "+", "=")) else text


def _code(found: re.Match[str]) -> str:
    """A sign as its number: it is shown, and means nothing, in Markdown and in HTML."""
    return f"&#{ord(found[0])};"


def _blocks(report: Report, t: Language, most: int) -> Iterator[str]:
    """Everything piece by piece; of a list that is opened, so many lines at most."""
    compared = t("{before} → {after}", before=report.before, after=report.after)
    yield f"### {escaped(t('What changes'))}: {escaped(compared)}\n"
    yield from (f"**{escaped(words)}**\n" for words in statements(report, t))
    problems = [problem.write_sentence(t) for problem in report.problems]
    yield from _listed(t("Problems"), problems, t)
    columns = [column_words(change, t) for change in report.differences.columns]
    yield from _listed(t("Columns"), columns, t)
    publications = Publications(report.differences.sources, report.differences.translator(t))
    words = RowWords(publications.t, publications)
    for section in sections(report.differences.rows, publications):
        yield _titled(section.title, section.count)
        for group in section.groups:
            yield from _group(group, words, most)
    figures = report.differences.figures
    if figures:
        yield _titled(t("What readers will see"), len(figures))
    yield from (_figure(change, t) for change in figures)
    told = report.outlook.told if report.outlook else ()
    texts = [t.label(one.path, one.after.message or t("nothing more")) for one in told]
    yield from _listed(t("Snapshots that will say something else"), texts, t)


def _titled(title: str, count: int) -> str:
    return f"\n#### {escaped(title)} ({count})\n"


def _listed(title: str, texts: list[str], t: Language) -> Iterator[str]:
    if texts:
        yield _titled(title, len(texts))
        yield from (f"- {escaped(text)}" for text in texts[:_MANY])
        yield from _more(len(texts) - _MANY, t)


def _more(n: int, t: Language, indent: str = "") -> Iterator[str]:
    if n > 0:
        yield f"{indent}- {escaped(t.count('… and {n} more', '… and {n} more', n))}"


def _group(group: Group, words: RowWords, most: int) -> Iterator[str]:
    brief, t = bool(group.head), words.t
    if group.head:
        yield f"- {escaped(group.head)}"
    indent = "  " if group.head else ""
    for change in group.rows[: group.shown]:
        yield f"{indent}- {escaped(words.line(change, brief=brief))}"
    further = group.rows[group.shown : most]
    if further:
        label = t.count("… and {n} more", "… and {n} more", group.hidden)
        lines = [f"- {escaped(words.line(change, brief=brief))}" for change in further]
        yield _opened(label, [*lines, *_more(len(group.rows) - most, t)])
    else:
        yield from _more(group.hidden, t, indent)


def _opened(label: str, lines: Iterable[str]) -> str:
    """Lines to be opened by their label; Markdown in HTML needs empty lines around it."""
    content = "\n".join(lines)
    return f"\n<details><summary>{escaped(label)}</summary>\n\n{content}\n\n</details>\n"


def _figure(change: FigureChange, t: Language) -> str:
    name = t(change.figure.name)
    if change.broken:
        words = t("This figure can no longer be drawn: {reason}", reason=change.broken)
        return f"- {escaped(t.label(name, words))}"
    headline = next((part.wordings[0].after for part in change.parts if part.name == HEADLINE), "")
    label = t.label(name, headline) if headline else name
    lines: list[str] = []
    for part in (*change.parts, *change.headlines):
        lines += _part(part, t)
    return _opened(label, lines)


def _part(part: Part, t: Language) -> Iterator[str]:
    yield f"- {escaped(t(part.name))}"
    for one in part.wordings[:_WORDINGS]:
        if one.label:
            words = t("{before} → {after}", before=one.before or "–", after=one.after or "–")
            yield f"  - {escaped(t.label(one.label, words))}"
        elif one.before:
            yield f"  - {escaped(t('before: {text}', text=one.before))}"
        if one.after and not one.label:
            yield f"  - {escaped(t('after: {text}', text=one.after))}"
    yield from _more(len(part.wordings) - _WORDINGS, t, "  ")
