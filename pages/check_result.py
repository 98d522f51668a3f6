"""What comes of tables somebody brings: they are tried apart, and everything found is shown."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import plotly.io
import streamlit as st

from exports.html import fill_macro
from locales import LANGUAGES, Language, later
from pages.figure_block import CONFIG
from upkeep.check import Given
from upkeep.sandbox.process import Stopped, try_apart
from upkeep.sandbox.result import Drawing, Drawn, Result

_KINDS: Final = {"html": "text/html", "txt": "text/plain", "csv": "text/csv"}
_LABELS: Final = {
    "repaired": later("Repaired: {file}"),
    "whole": later("The whole table: {file}"),
    "report": later("Report (HTML)"),
    "text": later("Report (text)"),
    "changes": later("What changes (HTML)"),
    "sentences": later("Sentences to translate (CSV)"),
}
"""What is to be taken away, by its kind."""
_STEPS: Final = {
    "waiting": later("Waiting until the checks of others have ended …"),
    "reading": later("Reading the files …"),
    "checking": later("Checking them beside the data shown now …"),
    "comparing": later("Comparing them with the data shown now …"),
    "drawing": later("Drawing what readers will see …"),
}
"""What a check is doing, by the name of the step."""


def find_result(
    name: str, given: Sequence[Given], present: Mapping[str, bytes], t: Language
) -> Result | None:
    """What comes of files, tried once and remembered by a name while they lie there."""
    state = hash((*present.values(), *((each.name, each.content) for each in given)))
    known, key = st.session_state.get(name), (t.code, state)
    if known and known[0] == key:
        kept: Result = known[1]
        return kept
    st.session_state.pop(name, None)
    status = st.empty()

    def tell(step: str) -> None:
        if step in _STEPS:
            status.html(fill_macro("check.html", "line", t, t(_STEPS[step])))

    tell("reading")
    try:
        result = try_apart(given, present, t, tell)
    except Stopped as stopped:
        status.html(fill_macro("check.html", "line", t, stopped.words, "alert"))
        st.button(t("Check again"), key=f"again.{name}.{t.code}")
        return None
    status.empty()
    st.session_state[name] = (key, result)
    return result


def _verdict(result: Result, t: Language) -> str:
    if not result.errors:
        return t("No errors.")
    if not result.left:
        return t("Every error can be repaired: take the repaired file below.")
    if result.left < result.errors:
        return t.count(
            "Some errors can be repaired; {n} is left that only a person can correct.",
            "Some errors can be repaired; {n} are left that only a person can correct.",
            result.left,
        )
    return t("There are errors that only a person can correct.")


def show_result(result: Result, t: Language) -> None:
    """Everything there is to say of the files; what stood in them is never taken for HTML."""
    write_part("line", t, f"{_verdict(result, t)} {result.summary}")
    with st.container(horizontal=True, key="downloads", gap="small"):
        for one in result.downloads:
            st.download_button(
                t(_LABELS[one.kind], file=one.about),
                one.content,
                file_name=one.name,
                mime=_KINDS.get(one.name.rsplit(".", 1)[-1], "application/octet-stream"),
                key=f"download.{one.kind}.{one.name}.{t.code}",
                on_click="ignore",
            )
    write_part("found", t, result, LANGUAGES)
    if result.changes:
        write_part("changes", t, result.changes)
    if result.drawn:
        write_part("drawn", t)
    for figure in result.drawn:
        _figure(figure, t)


def write_part(macro: str, t: Language, *values: Any) -> None:
    """A part of the page from its template."""
    st.html(fill_macro("check.html", macro, t, *values))


def _figure(one: Drawn, t: Language) -> None:
    write_part("figure", t, one.name)
    if one.before and one.after:
        with st.container(key=f"drawn-{one.figure}"):
            left, right = st.columns(2, gap="medium")
            with left:
                _drawing(one.before, t("Before"), f"{one.figure}-before", t)
            with right:
                _drawing(one.after, t("After"), f"{one.figure}-after", t)
    write_part("told", t, one.words)


def _drawing(drawing: Drawing, side: str, key: str, t: Language) -> None:
    write_part("side", t, side, drawing.headline)
    st.plotly_chart(
        plotly.io.from_json(drawing.plotly),
        theme=None,
        key=f"drawn-{key}-{t.code}",
        config=CONFIG,
        alt=t.label(side, drawing.alt),
    )
