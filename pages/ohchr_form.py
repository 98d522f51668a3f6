"""The form for a month of OHCHR: a field for each number, with its own history beside it.

The commonest job of a maintainer, without a table. Nothing is written here: the rows are to be
pasted, or the file to be sent. What is asked and what becomes of it stands in `upkeep.ohchr_month`.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from locales import Language
from pages.check_result import find_result, show_result, write_part
from schemas import MODELS, Tables
from schemas.cells import is_day
from schemas.reading import try_read_contents
from upkeep.check import Given, check
from upkeep.ohchr_month import (
    Publication,
    Question,
    find_month,
    list_questions,
    read_last_title,
    write_tables,
)
from upkeep.report import find_shown, write_sections
from web.site_blocks import find_today

_KEPT: Final = "result of the month"
"""Under this name a session remembers what the figures become."""
_MONTHS: Final = 4
"""So many months are offered, from the one that comes next."""


def show_month_form(present: Mapping[str, bytes], t: Language) -> None:
    """The form, closed until somebody opens it; nothing without valid tables."""
    tables, _ = try_read_contents(present)
    if tables is None:
        return
    with st.container(key="month"):
        opened = st.expander(
            t("Add a month of OHCHR without a table"), key=f"month-{t.code}", on_change="rerun"
        )
        if opened.open:
            with opened:
                _ask(tables, present, t)


@st.fragment
def _ask(tables: Tables, present: Mapping[str, bytes], t: Language) -> None:
    """The fields, then what is wrong with what stands in them, then the rows."""
    write_part("month", t)
    first = find_month(tables)
    months = [first + pd.offsets.MonthEnd(ahead) for ahead in range(_MONTHS)]
    month = st.selectbox(
        t("Month"), months, format_func=t.format_month, key=f"month.of.{t.code}", width=320
    )
    publication = _ask_publication(tables, month, t)
    questions = list_questions(tables, month)
    answers = _ask_numbers(questions, t)
    if not answers:
        return
    if publication is None:
        write_part("line", t, t("Write the day the report came out and its title."), "alert")
        return
    changed, rows = write_tables(questions, answers, publication, present, find_today())
    given = tuple(Given(f"{name}.csv", content) for name, content in changed.items())
    write_part("month_findings", t, _find_findings(given, tuple(present.items()), t))
    _show_rows(rows, changed, questions[0].cells["period_end"], t)
    if st.toggle(t("Show the figures before and after"), key=f"month.drawn.{t.code}") and (
        result := find_result(_KEPT, given, present, t)
    ):
        show_result(result, t)


def _ask_publication(tables: Tables, month: pd.Timestamp, t: Language) -> Publication | None:
    """What is said of the edition; None while its day or title is missing."""
    with st.container(key="month-publication"):
        left, right = st.columns(2)
        day = left.text_input(
            t("Day it came out, such as 2026-10-14"), key=f"month.published.{t.code}"
        ).strip()
        title = right.text_input(
            t("Title of the report, in its own language"),
            value=read_last_title(tables, month),
            key=f"month.title.{month:%Y-%m}.{t.code}",
        ).strip()
        url = left.text_input(t("Its address, if you have it"), key=f"month.url.{t.code}").strip()
        via = right.text_input(
            t("Where you read the numbers, if not in the report itself"), key=f"month.via.{t.code}"
        ).strip()
    if day and not is_day(day):
        write_part("line", t, t("“{day}” is no day. Write it as 2026-10-14.", day=day), "alert")
    if not title or not is_day(day):
        return None
    return Publication(date.fromisoformat(day), title, url, via)


def _ask_numbers(questions: Sequence[Question], t: Language) -> dict[str, int]:
    """The numbers given, by the names of their questions; an empty field gives none."""
    answers = {}
    for heading, asked in groupby(questions, key=lambda question: question.heading):
        write_part("month_heading", t, t(heading))
        for place, question in _place_pairs(list(asked)):
            with place:
                value = st.number_input(
                    question.describe_part(t), min_value=0, value=None, step=1, format="%d",
                    key=f"month.{question.name}.{t.code}",
                )  # fmt: skip
                write_part("month_history", t, question.describe_history(t))
            if value is not None:
                answers[question.name] = int(value)
    return answers


def _place_pairs(asked: Sequence[Question]) -> Iterator[tuple[DeltaGenerator, Question]]:
    """Killed and injured of one part side by side, below each other on a phone."""
    for _, pair in groupby(asked, key=lambda question: question.name.rpartition(".")[0]):
        yield from zip(st.columns(2), pair, strict=False)


# A change of one field checks the month anew; going back to a number does not.
@lru_cache(maxsize=16)
def _find_findings(
    given: tuple[Given, ...], present: tuple[tuple[str, bytes], ...], t: Language
) -> str:
    """What is wrong with the month, as HTML; what was known before is not told again."""
    tables = dict(present)
    report = check(given, tables, before=tables)
    shown = [one for one in find_shown(report, everything=False) if one not in report.known]
    return str(write_sections(shown, t, level=4))


def _show_rows(
    rows: Mapping[str, str], changed: Mapping[str, bytes], month: str, t: Language
) -> None:
    """The rows to paste, by table, and the tables to send as one file."""
    for table, text in rows.items():
        write_part("month_rows", t, MODELS[table].file_name())
        st.code(text.rstrip(), language=None, wrap_lines=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in changed.items():
            file.writestr(MODELS[name].file_name(), content)
    st.download_button(
        t("The tables with this month (zip)"), packed.getvalue(), file_name=f"ohchr-{month}.zip",
        mime="application/zip", key=f"month.zip.{t.code}", on_click="ignore",
    )  # fmt: skip
