"""Check a file: what is wrong with tables somebody drops, and what readers would see of them."""

from collections.abc import Mapping
from typing import Any, Final

import plotly.io
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from exports.html import fill_macro
from locales import LANGUAGES, Language, later
from pages import uploads
from pages.figure_block import CONFIG
from upkeep.check import Given
from upkeep.sandbox.process import Stopped, try_apart
from upkeep.sandbox.result import Drawing, Drawn, Result
from upkeep.sandbox.unpack import MOST_FILES

_KEPT: Final = "result of the check"
"""Under this name a session remembers its last result; no other session can see it."""
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


def show_check_page(present: Mapping[str, bytes], t: Language) -> None:
    """Take files, have them checked apart, and show what comes of them.

    `present` are the bytes of the tables readers see, by the name of the table.
    """
    size, style = uploads.upload_limit_in_megabytes(), uploads.write_widget_style(t)
    _write("introduction", t, MOST_FILES, size, style)
    dropped = st.file_uploader(
        t("Files to check"), accept_multiple_files=True, key=f"dropped.{t.code}"
    )
    if dropped:
        result = _find_result(dropped, present, t)
        if result:
            _write("line", t, f"{_verdict(result, t)} {result.summary}")
            show_result(result, t)
    else:
        st.session_state.pop(_KEPT, None)
    _write("next_steps", t)


def _find_result(
    dropped: list[UploadedFile], present: Mapping[str, bytes], t: Language
) -> Result | None:
    """What comes of the files, tried once and remembered while they lie there."""
    key = (t.code, hash(tuple(present.values())), *(each.file_id for each in dropped))
    known = st.session_state.get(_KEPT)
    if known and known[0] == key:
        kept: Result = known[1]
        return kept
    st.session_state.pop(_KEPT, None)
    status = st.empty()

    def tell(step: str) -> None:
        if step in _STEPS:
            status.html(fill_macro("check.html", "line", t, t(_STEPS[step])))

    tell("reading")
    try:
        result = try_apart(
            [Given(each.name, each.getvalue()) for each in dropped], present, t, tell
        )
    except Stopped as stopped:
        status.html(fill_macro("check.html", "line", t, stopped.words, "alert"))
        st.button(t("Check again"))
        return None
    status.empty()
    st.session_state[_KEPT] = (key, result)
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
    _write("found", t, result, LANGUAGES)
    if result.changes:
        _write("changes", t, result.changes)
    if result.drawn:
        _write("drawn", t)
    for figure in result.drawn:
        _figure(figure, t)


def _write(macro: str, t: Language, *values: Any) -> None:
    st.html(fill_macro("check.html", macro, t, *values))


def _figure(one: Drawn, t: Language) -> None:
    _write("figure", t, one.name)
    if one.before and one.after:
        with st.container(key=f"drawn-{one.figure}"):
            left, right = st.columns(2, gap="medium")
            with left:
                _drawing(one.before, t("Before"), f"{one.figure}-before", t)
            with right:
                _drawing(one.after, t("After"), f"{one.figure}-after", t)
    _write("told", t, one.words)


def _drawing(drawing: Drawing, side: str, key: str, t: Language) -> None:
    _write("side", t, side, drawing.headline)
    st.plotly_chart(
        plotly.io.from_json(drawing.plotly),
        theme=None,
        key=f"drawn-{key}-{t.code}",
        config=CONFIG,
        alt=t.label(side, drawing.alt),
    )
