"""What came of dropped files: findings, changes, figures before and after, files to take away."""

from collections.abc import Sequence
from html import escape
from typing import Final

import plotly.io
import streamlit as st

from locales import LANGUAGES, Language
from pages.figure_block import CONFIG
from upkeep.trial.drawings import Drawing, Drawn
from upkeep.trial.outcome import Download, Outcome

_KINDS: Final = {"html": "text/html", "txt": "text/plain", "csv": "text/csv"}


def show_outcome(outcome: Outcome, say: Language) -> None:
    """Everything there is to say of the files; what stood in them is never taken for HTML."""
    _downloads(outcome.downloads, say)
    st.html(
        _remarks(outcome.remarks) + _findings(outcome, say) + _sentences(outcome.sentences, say)
    )
    if outcome.changes:
        title = escape(say("What changes"))
        st.html(f'<h2>{title}</h2><div class="changes">{outcome.changes}</div>')
    if outcome.drawn:
        st.html(f"<h2>{escape(say('What readers will see'))}</h2>")
    for one in outcome.drawn:
        _figure(one, say)


def _downloads(downloads: Sequence[Download], say: Language) -> None:
    with st.container(horizontal=True, key="downloads", gap="small"):
        for one in downloads:
            st.download_button(
                _label(one, say),
                one.content,
                file_name=one.name,
                mime=_KINDS.get(one.name.rsplit(".", 1)[-1], "application/octet-stream"),
                key=f"download.{one.kind}.{one.name}.{say.code}",
                on_click="ignore",
            )


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


def _remarks(remarks: Sequence[str]) -> str:
    return "".join(f'<p class="quiet">{escape(words)}</p>' for words in remarks)


def _findings(outcome: Outcome, say: Language) -> str:
    """What is new first; what the present data have as well is there to be opened."""
    title = escape(say("What was found"))
    found = outcome.found
    if not found:
        found = f"<p>{escape(say('Nothing new is wrong.'))}</p>"
    known = ""
    if outcome.known:
        words = say("Found in the data shown now as well: {numbers}", numbers=outcome.known_summary)
        known = _opened(words, f'<div class="findings">{outcome.known}</div>')
    return f'<h2>{title}</h2><div class="findings">{found}</div>{_repairs(outcome, say)}{known}'


def _sentences(sentences: Sequence[str], say: Language) -> str:
    """Sentences that wait for their translation, as a table with cells to fill in."""
    if not sentences:
        return ""
    words = say(
        "Readers see these sentences in English. Take the rows, fill in the two other languages, "
        "and append them to translations.csv."
    )
    head = "".join(f'<th scope="col" lang="{code}">{LANGUAGES[code]}</th>' for code in LANGUAGES)
    rows = "".join(
        f'<tr><th scope="row" lang="en">{escape(text)}</th><td></td><td></td></tr>'
        for text in sentences
    )
    label = escape(say("Sentences to translate"))
    return (
        f"<h2>{label}</h2><p>{escape(words)}</p>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _opened(label: str, content: str) -> str:
    return f"<details class='further'><summary>{escape(label)}</summary>{content}</details>"


def _repairs(outcome: Outcome, say: Language) -> str:
    """What repaired files write differently, to be opened."""
    if not outcome.repairs:
        return ""
    items = "".join(f"<li>{escape(words)}</li>" for words in outcome.repairs)
    left = outcome.repaired - len(outcome.repairs)
    if left:
        items += f"<li>{escape(say('… and {number} more', number=say.number(left)))}</li>"
    label = f"{say('What a repaired copy changes')} ({say.number(outcome.repaired)})"
    return _opened(label, f"<ul>{items}</ul>")


def _figure(one: Drawn, say: Language) -> None:
    st.html(f'<h3 class="drawn">{escape(one.name)}</h3>')
    if one.before and one.after:
        with st.container(key=f"drawn-{one.figure}"):
            sides = st.columns(2, gap="medium")
            with sides[0]:
                _drawing(one.before, say("Before"), f"{one.figure}-before-{say.code}")
            with sides[1]:
                _drawing(one.after, say("After"), f"{one.figure}-after-{say.code}")
    label = say("What this figure will say otherwise")
    st.html(_opened(label, f'<div class="changes">{one.words}</div>'))


def _drawing(drawing: Drawing, side: str, key: str) -> None:
    st.html(f'<h4>{escape(side)}</h4><p class="subtitle">{escape(drawing.headline)}</p>')
    st.plotly_chart(
        plotly.io.from_json(drawing.plotly),
        theme=None,
        key=f"drawn-{key}",
        config=CONFIG,
        alt=f"{side}: {drawing.alt}",
    )
