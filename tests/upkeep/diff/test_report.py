"""The report for a terminal, a review, a pull request and a program; hostile data stay words."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from figures import FIGURES
from figures.core.view import View
from locales import find_language
from schemas.findings import make_finding
from tests.editions import ATTACK
from tests.upkeep.diff.editing import CONTENTS, as_csv, cells_of, compared, rows_of
from upkeep.diff.figures import HEADLINE, FigureChange, Part, Wording
from upkeep.diff.report import (
    LONGEST,
    Report,
    page_policy,
    write_html,
    write_json,
    write_markdown,
    write_text,
)
from upkeep.diff.snapshots import Outlook
from upkeep.template import escape_markdown

HOSTILE = (
    f"{ATTACK} @everyone #12 org/repo#3 GH-7 www.example.org https://example.org/x "
    "[a](javascript:alert(1)) ![b](//x.example/y.png) | `c` **d** \x1b[2J\u202e "
    "<img src=x onerror=y>"
)
SAY = find_language("en")


def hostile_report() -> Report:
    """A report in which every word that comes from data tries to get out."""
    sources = cells_of("sources")
    at = {name: sources[0].index(name) for name in ("publisher", "title", "caveat")}
    for row in sources[1:8]:
        for column in at.values():
            row[column] = HOSTILE
    deaths = cells_of("civilian_deaths")
    for row in deaths[1:9]:
        row[-1] = row[5] = HOSTILE
    report = rows_of(sources=as_csv(sources), civilian_deaths=as_csv(deaths))
    view = View("refugees", (), "en")
    part = Part(HEADLINE, (Wording(HOSTILE, f"{HOSTILE}!"), Wording(HOSTILE, "", HOSTILE)))
    figures = (
        FigureChange(FIGURES["refugees"], view, view, (part,), (part,)),
        FigureChange(FIGURES["weapons"], view, view, broken=HOSTILE),
    )
    return replace(
        report,
        before=HOSTILE,
        figures=figures,
        problems=(make_finding("pattern", "sources.csv", 2, "url", HOSTILE, form="x"),),
        outlook=Outlook(unreadable=("a/b",), trouble=HOSTILE),
    )


class Elements(HTMLParser):
    """What a page is made of, and where its addresses lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def test_in_a_terminal_nothing_steers_it() -> None:
    text = write_text(hostile_report(), SAY)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u2028\u202e]", text)
    assert "@everyone" in text


def test_the_page_is_made_of_its_own_elements_only_and_fetches_nothing() -> None:
    page = Elements(write_html(hostile_report(), SAY))
    assert set(page.names) <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "p",
        "div", "section", "article", "span", "ul", "li", "details", "summary", "del", "ins", "b",
    }  # fmt: skip
    assert not [value for name, value in page.attributes if name in ("src", "href")]
    assert not any(name.startswith("on") or name == "style" for name, _ in page.attributes)
    assert "default-src 'none'" in page_policy()


def test_the_comment_can_call_nobody_and_link_nowhere() -> None:
    text = write_markdown(hostile_report(), SAY)
    allowed = re.compile(r"</?details>|</?summary>|&#\d+;|^#{3,4} |^\s*- |\*\*|…\*$", re.MULTILINE)
    rest = allowed.sub("", text)
    assert not re.search(r"[<>`|\[\]@#](?!\u2060)", rest)
    assert not re.search(r"@\w|#\d|://|www\.\w|GH-\d", rest)
    for line in text.splitlines():
        assert not re.match(r"\s*(?:[-+*] ){2}|\s*- \d+[.)] |\s*[=]+$", line), line


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("- one", "&#45; one"),
        ("1. one", "1\u2060. one"),
        ("= one", "&#61; one"),
        ("3,500 (+2%)", "3,500 &#40;+2%&#41;"),
        (":tada: 12:30", ":\u2060tada: 12:30"),
        ("@team/x", "@\u2060team/x"),
        ("a\nb", "a b"),
    ],
)
def test_words_stay_words_in_a_comment(words: str, safe: str) -> None:
    assert escape_markdown(words) == safe


def crowded() -> Report:
    """A report in which every row of a table says something else, at length."""
    lines = cells_of("displacement")
    for line in lines[1:]:
        line[lines[0].index("value")] = "7"
        line[-1] = "x" * 400
    view = View("refugees", (), "en")
    part = Part(HEADLINE, (Wording("Then", "Now"),))
    figures = (FigureChange(FIGURES["refugees"], view, view, (part,)),)
    return replace(rows_of(displacement=as_csv(lines)), figures=figures)


def test_a_comment_is_never_too_long_and_says_what_is_left_out() -> None:
    report = crowded()
    text = write_markdown(report, SAY)
    assert LONGEST / 2 < len(text) <= LONGEST
    assert text.count("<details>") == text.count("</details>")
    assert "The rest does not fit here" in text
    assert write_text(report, SAY).count("\n") < 2000


def test_where_room_is_short_lists_are_cut_before_what_readers_see() -> None:
    report = crowded()
    text = write_markdown(replace(report, rows=report.rows[:200]), SAY)
    assert len(text) <= LONGEST
    assert "before: Then" in text
    assert "The rest does not fit here" not in text


def test_the_json_is_complete_and_the_same_every_time() -> None:
    report = hostile_report()
    text = write_json(report, SAY)
    assert text == write_json(hostile_report(), SAY)
    told = json.loads(text)
    assert told["version"] == 2
    assert len(told["rows"]) == len(report.rows)
    changed = next(row for row in told["rows"] if row["cells"])
    assert set(changed["cells"][0]) == {"column", "before", "after"}
    assert set(changed["key"]) <= set(changed["row"])
    assert told["figures"][1]["broken"] == HOSTILE


def test_long_lists_are_cut_in_text_and_whole_in_the_page() -> None:
    lines = cells_of("displacement")
    at = lines[0].index("value")
    for line in lines[1:101]:
        line[at] = str(int(line[at] or 1) + 1)
    report = rows_of(displacement=as_csv(lines))
    assert len(report.rows) == 100
    assert "… and " in write_text(report, SAY)
    assert write_html(report, SAY).count("<li>") == 100


def test_nothing_to_say_is_said_in_every_format() -> None:
    report = compared(CONTENTS, CONTENTS)
    for write in (write_text, write_html, write_markdown):
        assert "Nothing differs." in write(report, SAY)
    assert json.loads(write_json(report, SAY))["rows"] == []
