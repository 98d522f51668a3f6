"""What came of dropped files: findings, changes, figures before and after, files to take away."""

from typing import Any, Final

import plotly.io
import streamlit as st

from exports.html import part
from locales import LANGUAGES, Language
from pages.figure_block import CONFIG
from upkeep.trial.drawings import Drawing, Drawn
from upkeep.trial.outcome import Download, Outcome

_KINDS: Final = {"html": "text/html", "txt": "text/plain", "csv": "text/csv"}


def show_outcome(outcome: Outcome, say: Language) -> None:
    """Everything there is to say of the files; what stood in them is never taken for HTML."""
    with st.container(horizontal=True, key="downloads", gap="small"):
        for one in outcome.downloads:
            st.download_button(
                _label(one, say),
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


def _label(one: Download, say: Language) -> str:
    match one.kind:
        case "repaired":
            return say("Repaired: {file}", file=one.about)
        case "report":
            return say("Report (HTML)")
        case "text":
            return say("Report (text)")
        case "changes":
            return say("What changes (HTML)")
        case "sentences":
            return say("Sentences to translate (CSV)")
        case _:
            return say("Patch for Git")


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
