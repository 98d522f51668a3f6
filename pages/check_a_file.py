"""Check a file: what is wrong with tables somebody drops, and what readers would see of them."""

from collections.abc import Mapping
from html import escape
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

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
    st.html(_introduction(say) + uploads.words(say))
    dropped = st.file_uploader(
        say("Files to check"), accept_multiple_files=True, key=f"dropped.{say.code}"
    )
    if dropped:
        outcome = _outcome(dropped, present, say)
        if outcome:
            show_outcome(outcome, say)
    else:
        st.session_state.pop(_KEPT, None)
    st.html(_next(say))


def _outcome(
    dropped: list[UploadedFile], present: Mapping[str, bytes], say: Language
) -> Outcome | None:
    """What comes of the files, tried once and remembered while they lie there."""
    key = (say.code, hash(tuple(present.values())), *(each.file_id for each in dropped))
    known = st.session_state.get(_KEPT)
    if known and known[0] == key:
        return _announced(known[1], say)
    st.session_state.pop(_KEPT, None)
    status = st.empty()
    status.html(
        f'<p class="lead" role="status">{escape(say("Checking … this takes a moment."))}</p>'
    )
    try:
        outcome = tried_apart([Given(each.name, each.getvalue()) for each in dropped], present, say)
    except Stopped as stopped:
        status.html(f'<p class="lead" role="alert">{escape(stopped.words)}</p>')
        st.button(say("Check again"))
        return None
    status.empty()
    st.session_state[_KEPT] = (key, outcome)
    return _announced(outcome, say)


def _announced(outcome: Outcome, say: Language) -> Outcome:
    """The outcome, after it was said in one line."""
    words = f"{_verdict(outcome, say)} {outcome.summary}"
    st.html(f'<p class="lead" role="status">{escape(words)}</p>')
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


def _introduction(say: Language) -> str:
    lead = say(
        "Drop tables here before they are published, and read what is wrong with them, what to "
        "write instead, and what readers would see. Nothing is kept: the files stay in memory for "
        "this visit alone, and what readers see does not change."
    )
    forms = say(
        "CSV files, an Excel workbook (.xlsx) whose sheets are tables, or a zip of CSV files: up "
        "to {number} at once, {size} MB each. They are recognised by their names or their columns; "
        "tables you do not drop are taken from the data shown now.",
        number=MOST_FILES,
        size=uploads.largest(),
    )
    return (
        f"<h1>{escape(say('Check a file'))}</h1><p class='lead'>{escape(lead)}</p>"
        f'<p class="quiet">{escape(forms)}</p>'
    )


def _next(say: Language) -> str:
    steps = (
        say(
            "Correct every error: each line says where it is and what to write instead. "
            "Where the repaired file does it for you, take that file."
        ),
        say(
            "Look at every warning. If a number is right all the same, say so in "
            "accepted_warnings.csv, with your name, the day and the reason."
        ),
        say("Read what changes. If a row or a figure surprises you, go back to the source."),
        say(
            "Hand the repaired file, or the patch, to whoever keeps the data. The patch is for "
            "people who use Git: “git apply data.patch”."
        ),
    )
    guide = say("The guide for all of this is the file README.md in the data folder.")
    items = "".join(f"<li>{escape(step)}</li>" for step in steps)
    return (
        f"<h2>{escape(say('What to do next'))}</h2><ol>{items}</ol>"
        f'<p class="quiet">{escape(guide)}</p>'
    )
