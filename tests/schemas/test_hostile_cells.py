"""Every cell of every table may hold anything: it is read, or it is a finding at its place."""

import random

import pytest

from schemas import MODELS, TABLES, Finding, read
from tests.small_tables import SMALL, Rows, small_with, written
from upkeep.check import Given, check

HOSTILE = (
    "2923-03-31", "0000-00-00", "9999-12-31", "1677-09-21", "2262-04-12", "-2022-01-01",
    "\uff12\uff10\uff12\uff12-01-01", "0.8\u06635034", "\uff11\uff12\uff13", "1\u0663", "\u2160",
    "1e308", "1E+05", "-0", "+5", "NaN", "nan", "inf", "-inf", "NULL", "None", "NA", "<NA>", "NaT",
    "99999999999999999999", "9" * 400, "0.1.2", "1,286", "1 286", "1\u202f286", ".", "-", "--",
    "=1+1", "@SUM(A1)", "{value}", "{0}", "%s", "%(x)s", "\\x00", "\x00", "\x07", "\x1b[31m",
    "\ufeff", "\u200b", "\u202e", "\ud7ff", "\U0001f4a3", "a\nb", "a\rb", "a\r\nb", "\t", '"', '""',
    "'", ",", ";", "|", "<script>alert(1)</script>", "</td>", "&amp;", "../../etc/passwd", "con",
    "\u0130", "\u00df", "\u0456\u0130", "True", "FALSE", "x" * 5000, "UA\u0661\u0664", "UA1414010",
    "P\u041eL", "EUR\u200b", "key=value;key=value", ";;;", "=;=", "a" * 200 + "=1",
    "2025-08-13T00:00",
)  # fmt: skip
"""Texts that have broken readers of tables, ours among them."""


OURS = {"rule_failed", "unexpected"}
"""Rules that blame the program."""


def find_problems(table: str, rows: Rows) -> list[Finding]:
    """Everything that is wrong with a table beside its sources."""
    given = {"sources": written("sources", SMALL["sources"]), table: written(table, rows)}
    return list(read(given).findings)


@pytest.mark.parametrize("table", MODELS)
def test_a_hostile_text_in_any_column_is_read_or_located(table: str) -> None:
    rows = [
        {**SMALL[table][0], column: text}
        for column in MODELS[table].columns()
        for text in random.Random(column).sample(HOSTILE, 12)  # noqa: S311 - chance, not secrecy
    ]
    problems = find_problems(table, rows)
    assert not {problem.cause.name for problem in problems} & OURS, problems
    assert {problem.place.file for problem in problems} <= {"sources.csv", f"{table}.csv"}


def check_hostile_table(seed: int) -> set[str]:
    """Check the small tables after a few cells of one became hostile; the causes found."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    table = chance.choice(list(MODELS))
    rows = [dict(row) for row in SMALL[table]]
    for _ in range(chance.randint(1, 4)):
        chance.choice(rows)[chance.choice(list(TABLES[table].columns()))] = chance.choice(HOSTILE)
    contents = small_with(**{table: written(table, rows)})
    given = [Given(f"{table}.csv", contents.pop(table))]
    return {finding.cause.name for finding in check(given, contents).findings}


@pytest.mark.parametrize("seed", range(8))
def test_hostile_cells_become_findings_of_the_check_and_nothing_else(seed: int) -> None:
    assert not check_hostile_table(seed) & OURS


@pytest.mark.soak
def test_ten_thousand_hostile_tables_become_findings_and_nothing_else() -> None:
    for seed in range(1_000, 11_000):
        assert not check_hostile_table(seed) & OURS, seed
