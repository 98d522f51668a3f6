"""Check a file: what is wrong with tables somebody drops, and what readers would see of them."""

from collections.abc import Mapping
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from exports.html import part
from locales import Language
from pages import uploads
from pages.outcome_block import show_outcome
from upkeep.checking import Given
from upkeep.trial.apart import Stopped, tried_apart
from upkeep.trial.outcome import Outcome
from upkeep.trial.parcel import MOST_FILES

_KEPT: Final = "outcome of the check"
"""Under this name a session remembers its last outcome; no other session can see it."""


def show(present: Mapping[str, bytes], say: Language) -> None:
    """Take files, have them checked apart, and show what comes of them.

    `present` are the bytes of the tables readers see, by the name of the table.
    """
    size, style = uploads.largest(), uploads.words(say)
    st.html(part("check.html", "introduction", say, MOST_FILES, size, style))
    dropped = st.file_uploader(
        say("Files to check"), accept_multiple_files=True, key=f"dropped.{say.code}"
    )
    if dropped:
        outcome = _outcome(dropped, present, say)
        if outcome:
            words = f"{_verdict(outcome, say)} {outcome.summary}"
            st.html(part("check.html", "line", say, words))
            show_outcome(outcome, say)
    else:
        st.session_state.pop(_KEPT, None)
    st.html(part("check.html", "next_steps", say))


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
