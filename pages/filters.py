"""The choices of a figure as questions; the address holds the answers, in codes."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import streamlit as st

from figures.core.choice import Choice
from figures.core.figure import Figure
from figures.core.plot import PHONE
from figures.core.view import KNOWN_ON, View, read_query
from figures.plotly.text_metrics import measure
from locales import Language
from pages.reader import read_address
from schemas import Tables

_FEW, _LETTER, _BUTTON, _LIST = 4, 16, 30, 64
"""So many options stand side by side; the size of their letters, and the room round them."""


def ask_choices(figure: Figure, tables: Tables, t: Language, prefix: str) -> View:
    """Ask the figure's questions in one row and return the view they lead to.

    `prefix` keeps the answers of several figures apart in one address; what is not in the address
    is the default.
    """
    view = read_query(figure, tables, {**read_address(prefix), "lang": t.code})
    if KNOWN_ON not in read_address(prefix):
        view = View(view.figure, view.choices, t.code, None)
    if not figure.choices:
        return view
    with st.container(horizontal=True, key=f"questions-{figure.id}", gap="small"):
        answers = {
            choice.name: _ask_one(figure, choice, tables, t, prefix, view.chosen[choice.name])
            for choice in figure.choices
        }
    return View(view.figure, tuple(answers.items()), t.code, view.known_on)


def _ask_one(
    figure: Figure, choice: Choice, tables: Tables, t: Language, prefix: str, codes: tuple[str, ...]
) -> tuple[str, ...]:
    """One question, answered by the address; an answer given here is written there."""
    key = f"{figure.id}.{choice.name}.{t.code}"
    parameter = prefix + choice.name
    options = list(choice.options(tables))
    wanted: object = list(codes) if choice.many else (codes[0] if codes else None)
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted

    def remember() -> None:
        _write(parameter, st.session_state[key], choice.default(tables))

    question, words = t(choice.question), [choice.label(t, code) for code in options]
    widget: dict[str, Any] = {
        "format_func": dict(zip(options, words, strict=True)).__getitem__,
        "key": key,
        "on_change": remember,
    }
    if choice.many:
        return tuple(st.pills(question, options, selection_mode="multi", **widget))
    if _fits_a_row(words):
        chosen = st.segmented_control(question, options, required=True, **widget)
    else:
        chosen = st.selectbox(question, options, width=_width(words), **widget)
    return (chosen,) if chosen else ()


def _fits_a_row(words: Sequence[str]) -> bool:
    """Whether all options can be seen at once, in one row on a phone."""
    room = sum(measure(word, _LETTER) + _BUTTON for word in words)
    return len(words) <= _FEW and room <= PHONE


def _width(words: Sequence[str]) -> int:
    """Pixels a list needs for its longest words, between half a phone and a whole one."""
    longest = max((measure(word, _LETTER) for word in words), default=0)
    return min(max(168, ceil(longest) + _LIST), PHONE)


def _write(parameter: str, answer: str | Sequence[str] | None, default: tuple[str, ...]) -> None:
    """Put an answer into the address; the default needs no place there."""
    codes = (answer,) if isinstance(answer, str) else tuple(answer or ())
    if codes == default:
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = ",".join(codes)
