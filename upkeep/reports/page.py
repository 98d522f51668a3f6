"""The report as one page that needs nothing else: light or dark, on a phone or on paper."""

from html import escape
from typing import Final

from exports.html import build_policy
from locales import Language
from schemas.findings import Finding
from upkeep.checking import Report
from upkeep.reports.grouping import Group, counted, groups

_STYLE: Final = """
:root { color-scheme: light dark; --error: light-dark(#a40000, #ff9c94);
  --warning: light-dark(#7a4b00, #f0c060); --note: light-dark(#00527a, #8fd0f5);
  --line: light-dark(#c8c8c8, #555); --soft: light-dark(#f4f4f2, #232323); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem;
  background: light-dark(#fff, #161616); color: light-dark(#1a1a1a, #ececec); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; }
section { border-left: .3rem solid var(--line); padding-left: .75rem; }
.error { border-color: var(--error); } .warning { border-color: var(--warning); }
.note { border-color: var(--note); }
.error h2 b { color: var(--error); } .warning h2 b { color: var(--warning); }
.note h2 b { color: var(--note); }
ul { margin: .25rem 0; padding-left: 1.1rem; } li { margin: .3rem 0; overflow-wrap: anywhere; }
.file { color: light-dark(#595959, #b0b0b0); overflow-wrap: anywhere; margin: 0; }
code { background: var(--soft); padding: 0 .25rem; overflow-wrap: anywhere; }
"""


def as_html(report: Report, t: Language) -> str:
    """Grouped by cause and file, worst first; loads nothing from anywhere."""
    title = escape(t("Check of the data"))
    files = t.count("{n} file", "{n} files", len(report.files))
    numbers = escape(t("{files}: {numbers}.", files=files, numbers=counted(report, t)))
    body, allowed = sections(report, t), build_policy({"style-src": "'unsafe-inline'"})
    return (
        f'<!doctype html>\n<html lang="{t.code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{allowed}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{numbers}</p>\n{body}\n{_changes(report, t)}</main>\n"
        "</body>\n</html>\n"
    )


def sections(report: Report, t: Language, level: int = 2) -> str:
    """Every group under a heading of that level; part of a page."""
    return "\n".join(_section(group, t, f"h{level}") for group in groups(report))


def _section(group: Group, t: Language, heading: str) -> str:
    word, title = escape(t(group.severity.value)), escape(t(group.cause.title))
    items = "".join(f"<li>{_finding(finding, t)}</li>\n" for finding in group.told)
    rest = group.rest(t)
    items += f"<li>{escape(rest)}</li>\n" if rest else ""
    return (
        f'<section class="{group.severity}">\n<{heading}><b>{word}</b> {title} '
        f'<code>{group.cause.name}</code></{heading}>\n<p class="file">{escape(group.file)}</p>\n'
        f"<ul>\n{items}</ul>\n</section>"
    )


def _finding(finding: Finding, t: Language) -> str:
    return escape(finding.write_message(t))


def _changes(report: Report, t: Language) -> str:
    changes = [(made.file, change) for made in report.repairs if made.sure
               for change in made.changes]  # fmt: skip
    if not changes:
        return ""
    items = "".join(
        f"<li>{escape(file)}: {escape(change.message(t))}</li>\n" for file, change in changes[:500]
    )
    if len(changes) > 500:
        more = t("… and {number} more", number=t.format_number(len(changes) - 500))
        items += f"<li>{escape(more)}</li>\n"
    heading = escape(t("What a repaired copy changes"))
    return f"<section>\n<h2>{heading}</h2>\n<ul>\n{items}</ul>\n</section>\n"
