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
from upkeep.sandbox.apart import Stopped, tried_apart
from upkeep.sandbox.drawings import Drawing, Drawn
from upkeep.sandbox.outcome import Outcome
from upkeep.sandbox.parcel import MOST_FILES

_KEPT: Final = "outcome of the check"
"""Under this name a session remembers its last outcome; no other session can see it."""
_KINDS: Final = {"html": "text/html", "txt": "text/plain", "csv": "text/csv"}
_LABELS: Final = {
    "repaired": later("Repaired: {file}"),
    "report": later("Report (HTML)"),
    "text": later("Report (text)"),
    "changes": later("What changes (HTML)"),
    "sentences": later("Sentences to translate (CSV)"),
    "patch": later("Patch for Git"),
}
"""What is to be taken away, by its kind."""


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
        outcome = _outcome(dropped, present, t)
        if outcome:
            _write("line", t, f"{_verdict(outcome, t)} {outcome.summary}")
            show_outcome(outcome, t)
    else:
        st.session_state.pop(_KEPT, None)
    _write("next_steps", t)


def _outcome(
    dropped: list[UploadedFile], present: Mapping[str, bytes], t: Language
) -> Outcome | None:
    """What comes of the files, tried once and remembered while they lie there."""
    key = (t.code, hash(tuple(present.values())), *(each.file_id for each in dropped))
    known = st.session_state.get(_KEPT)
    if known and known[0] == key:
        kept: Outcome = known[1]
        return kept
    st.session_state.pop(_KEPT, None)
    status = st.empty()
    status.html(fill_macro("check.html", "line", t, t("Checking … this takes a moment.")))
    try:
        outcome = tried_apart([Given(each.name, each.getvalue()) for each in dropped], present, t)
    except Stopped as stopped:
        status.html(fill_macro("check.html", "line", t, stopped.words, "alert"))
        st.button(t("Check again"))
        return None
    status.empty()
    st.session_state[_KEPT] = (key, outcome)
    return outcome


def _verdict(outcome: Outcome, t: Language) -> str:
    if not outcome.errors:
        return t("No errors.")
    if not outcome.left:
        return t("Every error can be repaired: take the repaired file below.")
    if outcome.left < outcome.errors:
        return t.count(
            "Some errors can be repaired; {n} is left that only a person can correct.",
            "Some errors can be repaired; {n} are left that only a person can correct.",
            outcome.left,
        )
    return t("There are errors that only a person can correct.")


def show_outcome(outcome: Outcome, t: Language) -> None:
    """Everything there is to say of the files; what stood in them is never taken for HTML."""
    with st.container(horizontal=True, key="downloads", gap="small"):
        for one in outcome.downloads:
            st.download_button(
                t(_LABELS[one.kind], file=one.about),
                one.content,
                file_name=one.name,
                mime=_KINDS.get(one.name.rsplit(".", 1)[-1], "application/octet-stream"),
                key=f"download.{one.kind}.{one.name}.{t.code}",
                on_click="ignore",
            )
    _write("found", t, outcome, LANGUAGES)
    if outcome.changes:
        _write("changes", t, outcome.changes)
    if outcome.drawn:
        _write("drawn", t)
    for figure in outcome.drawn:
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
