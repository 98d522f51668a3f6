"""Check a file: what is wrong with tables somebody drops, and what readers would see of them."""

from collections.abc import Mapping
from typing import Any, Final

import plotly.io
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from exports.html import part
from locales import LANGUAGES, Language, later
from pages import uploads
from pages.figure_block import CONFIG
from upkeep.checking import Given
from upkeep.trial.apart import Stopped, tried_apart
from upkeep.trial.drawings import Drawing, Drawn
from upkeep.trial.outcome import Outcome
from upkeep.trial.parcel import MOST_FILES

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


def show(present: Mapping[str, bytes], say: Language) -> None:
    """Take files, have them checked apart, and show what comes of them.

    `present` are the bytes of the tables readers see, by the name of the table.
    """
    size, style = uploads.largest(), uploads.words(say)
    _write("introduction", say, MOST_FILES, size, style)
    dropped = st.file_uploader(
        say("Files to check"), accept_multiple_files=True, key=f"dropped.{say.code}"
    )
    if dropped:
        outcome = _outcome(dropped, present, say)
        if outcome:
            _write("line", say, f"{_verdict(outcome, say)} {outcome.summary}")
            show_outcome(outcome, say)
    else:
        st.session_state.pop(_KEPT, None)
    _write("next_steps", say)


def _outcome(
    dropped: list[UploadedFile], present: Mapping[str, bytes], say: Language
) -> Outcome | None:
    """What comes of the files, tried once and remembered while they lie there."""
    key = (say.code, hash(tuple(present.values())), *(each.file_id for each in dropped))
    known = st.session_state.get(_KEPT)
    if known and known[0] == key:
        kept: Outcome = known[1]
        return kept
    st.session_state.pop(_KEPT, None)
    status = st.empty()
    status.html(part("check.html", "line", say, say("Checking … this takes a moment.")))
    try:
        outcome = tried_apart([Given(each.name, each.getvalue()) for each in dropped], present, say)
    except Stopped as stopped:
        status.html(part("check.html", "line", say, stopped.words, "alert"))
        st.button(say("Check again"))
        return None
    status.empty()
    st.session_state[_KEPT] = (key, outcome)
    return outcome


def _verdict(outcome: Outcome, say: Language) -> str:
    if not outcome.errors:
        return say("No errors.")
    if not outcome.left:
        return say("Every error can be repaired: take the repaired file below.")
    if outcome.left < outcome.errors:
        return say.count(
            "Some errors can be repaired; {n} is left that only a person can correct.",
            "Some errors can be repaired; {n} are left that only a person can correct.",
            outcome.left,
        )
    return say("There are errors that only a person can correct.")


def show_outcome(outcome: Outcome, say: Language) -> None:
    """Everything there is to say of the files; what stood in them is never taken for HTML."""
    with st.container(horizontal=True, key="downloads", gap="small"):
        for one in outcome.downloads:
            st.download_button(
                say(_LABELS[one.kind], file=one.about),
                one.content,
                file_name=one.name,
                mime=_KINDS.get(one.name.rsplit(".", 1)[-1], "application/octet-stream"),
                key=f"download.{one.kind}.{one.name}.{say.code}",
                on_click="ignore",
            )
    _write("found", say, outcome, LANGUAGES)
    if outcome.changes:
        _write("changes", say, outcome.changes)
    if outcome.drawn:
        _write("drawn", say)
    for figure in outcome.drawn:
        _figure(figure, say)


def _write(macro: str, say: Language, *values: Any) -> None:
    st.html(part("check.html", macro, say, *values))


def _figure(one: Drawn, say: Language) -> None:
    _write("figure", say, one.name)
    if one.before and one.after:
        with st.container(key=f"drawn-{one.figure}"):
            left, right = st.columns(2, gap="medium")
            with left:
                _drawing(one.before, say("Before"), f"{one.figure}-before", say)
            with right:
                _drawing(one.after, say("After"), f"{one.figure}-after", say)
    _write("told", say, one.words)


def _drawing(drawing: Drawing, side: str, key: str, say: Language) -> None:
    _write("side", say, side, drawing.headline)
    st.plotly_chart(
        plotly.io.from_json(drawing.plotly),
        theme=None,
        key=f"drawn-{key}-{say.code}",
        config=CONFIG,
        alt=f"{side}: {drawing.alt}",
    )
