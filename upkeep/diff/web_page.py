"""A report as one page for a review: before and after side by side, nothing fetched."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from exports.html import build_policy, hash_source
from locales import Language
from upkeep.diff.figure_change import HEADLINE, FigureChange, Part, Wording
from upkeep.diff.pictures import Pair
from upkeep.diff.publication import Publications
from upkeep.diff.report import Report
from upkeep.diff.row_words import RowWords
from upkeep.diff.section import Group, sections
from upkeep.diff.statement import column_words, on_one_line, statements

_MOST: Final = 1000
"""As many lines of one list are written; JSON has them all."""
_WORDS: Final = re.compile(r"\s+|[^\s]+")


@cache
def _style() -> str:
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def page_policy() -> str:
    """The page's Content-Security-Policy: its own style and pictures, nothing else."""
    return build_policy({"style-src": hash_source(_style()), "img-src": "data:"})


def web_page(report: Report, t: Language) -> str:
    """The whole report as HTML; its pictures are in it."""
    title = escape(t("What changes"))
    compared = escape(t("{before} → {after}", before=report.before, after=report.after))
    return (
        f'<!DOCTYPE html>\n<html lang="{t.code}">\n<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(page_policy())}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{title}: {compared}</title><style>{_style()}</style></head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<p class="quiet">{compared}</p>\n'
        f"{''.join(_sections(report, t))}</main>\n</body>\n</html>\n"
    )


def _sections(report: Report, t: Language) -> Iterator[str]:
    yield f'<div class="notice">{notice(report, t)}</div>\n'
    problems = [problem.write_sentence(t) for problem in report.problems]
    yield _section(t("Problems"), len(problems), _list(problems, t))
    yield from row_sections(report, t)
    figures = report.differences.figures
    drawn = "".join(_figure(one, report.pictures.get(one.figure.id), t) for one in figures)
    yield _section(t("What readers will see"), len(figures), drawn)
    told_snapshots = report.outlook.told if report.outlook else ()
    snapshots = [
        t.label(one.path, one.after.message or t("nothing more")) for one in told_snapshots
    ]
    title = t("Snapshots that will say something else")
    yield _section(title, len(snapshots), _list(snapshots, t))


def notice(report: Report, t: Language) -> str:
    """What must be said before all details; part of a page."""
    return "".join(f"<p>{_text(words)}</p>" for words in statements(report, t))


def row_sections(report: Report, t: Language, level: int = 2) -> Iterator[str]:
    """What became of columns and rows, under headings from that level on; part of a page."""
    columns = [column_words(change, t) for change in report.differences.columns]
    yield _section(t("Columns"), len(columns), _list(columns, t), level)
    publications = Publications(report.differences.sources, report.differences.translator(t))
    words = RowWords(publications.t, publications)
    for section in sections(report.differences.rows, publications):
        groups = "".join(_group(group, words, t, level + 1) for group in section.groups)
        yield _section(section.title, section.count, groups, level)


def _text(words: str) -> str:
    return escape(on_one_line(words))


def _section(title: str, count: int, content: str, level: int = 2) -> str:
    if not count:
        return ""
    heading = f'<h{level}>{escape(title)} <span class="quiet">({count})</span></h{level}>'
    return f"<section>{heading}\n{content}</section>\n"


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{_text(text)}</li>\n" for text in texts)


def _list(texts: list[str], t: Language, shown: int = _MOST) -> str:
    """Texts as a list; those beyond `shown` are opened by their number."""
    more = texts[shown:_MOST]
    opened = ""
    if more:
        label = escape(t.count("… and {n} more", "… and {n} more", len(more)))
        opened = f"<details><summary>{label}</summary><ul>{_items(more)}</ul></details>"
    left = len(texts) - max(shown, _MOST)
    if left > 0:
        words = t.count(
            "… and {n} more; the JSON has all.", "… and {n} more; the JSON has all.", left
        )
        opened += f"<p>{escape(words)}</p>"
    return f"<ul>{_items(texts[:shown])}</ul>{opened}"


def _group(group: Group, words: RowWords, t: Language, level: int) -> str:
    head = f"<h{level}>{_text(group.head)}</h{level}>" if group.head else ""
    lines = [words.line(change, brief=bool(group.head)) for change in group.rows[:_MOST]]
    lines += [""] * max(0, len(group.rows) - _MOST)
    return f"{head}{_list(lines, t, group.shown)}"


def _figure(change: FigureChange, pictures: Pair | None, t: Language) -> str:
    name = _text(t(change.figure.name))
    shown = "" if pictures is None else _pictures(change, pictures, t)
    path = f'<span class="quiet">/{change.figure.id}</span>'
    return f"<article><h3>{name} {path}</h3>{shown}{figure_words(change, t)}</article>\n"


def figure_words(change: FigureChange, t: Language) -> str:
    """What a figure will say otherwise, part by part; part of a page."""
    told = "".join(_part(part, t) for part in change.parts)
    if change.broken:
        words = t("This figure can no longer be drawn: {reason}", reason=change.broken)
        told = f"<p>{_text(words)}</p>"
    others = "".join(_part(part, t) for part in change.headlines)
    if others:
        label = escape(t("In the other languages"))
        others = f"<details><summary>{label}</summary>{others}</details>"
    return told + others


def _pictures(change: FigureChange, pictures: Pair, t: Language) -> str:
    headline = next((part.wordings[0] for part in change.parts if part.name == HEADLINE), None)
    name = t(change.figure.name)
    sides = (
        (t("Before"), headline.before if headline else name, pictures.before),
        (t("After"), headline.after if headline else name, pictures.after),
    )
    images = "".join(
        f'<div><b>{escape(label)}</b><img alt="{_text(alt)}" '
        f'src="data:image/png;base64,{b64encode(picture).decode()}"></div>'
        for label, alt, picture in sides
    )
    return f'<div class="pair">{images}</div>'


def _part(part: Part, t: Language) -> str:
    told = "".join(_wording(one, t) for one in part.wordings[:_MOST])
    return f"<h4>{_text(t(part.name))}</h4>{told}"


def _wording(one: Wording, t: Language) -> str:
    was, now = _marked(on_one_line(one.before), on_one_line(one.after))
    if one.label:
        words = t("{before} → {after}", before=was or "–", after=now or "–")
        return f"<p>{_text(t.label(one.label, ''))}{words}</p>\n"
    return (
        f'<div class="pair"><p><b>{escape(t("Before"))}</b>{was or "–"}</p>'
        f"<p><b>{escape(t('After'))}</b>{now or '–'}</p></div>\n"
    )


def _marked(before: str, after: str) -> tuple[str, str]:
    """Both texts with the words that are not in the other marked."""
    left, right = _WORDS.findall(before), _WORDS.findall(after)
    was, now = "", ""
    for kind, a, a_end, b, b_end in SequenceMatcher(
        None, left, right, autojunk=False
    ).get_opcodes():
        gone, come = escape("".join(left[a:a_end])), escape("".join(right[b:b_end]))
        same = kind == "equal" or not (before and after)
        was += gone if same or not gone else f"<del>{gone}</del>"
        now += come if same or not come else f"<ins>{come}</ins>"
    return was, now
