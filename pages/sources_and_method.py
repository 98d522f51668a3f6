"""Every publication behind the figures, and what the words on this site mean."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from exports import sparklines
from exports.html import fill
from figures import FIGURES
from figures.core.chart import draw
from figures.core.citation import publication_of
from figures.core.figure import READS, TOPICS
from figures.core.view import LANGUAGE, view_of
from locales import Language, Translator, joined, translator
from schemas import Tables, codes
from web.directory import CHECK, SOURCES, TOPIC_PLACES


def show(tables: Tables, say: Language) -> None:
    """How numbers are known, the words used, a search over all publications, our corrections."""
    st.html(
        fill("opening.html", say, title=say(SOURCES.name), lead=say(SOURCES.about))
        + fill("key.html", say)
        + fill("words.html", say)
    )
    speaking = translator(say.code, tables)
    _publications(tables, speaking)
    st.html(_corrections(tables, speaking))


@dataclass(frozen=True)
class Uses:
    """Which figures show a source, and of which figure's rows a correction speaks, at first."""

    sources: Mapping[str, tuple[str, ...]]
    corrections: Mapping[str, str]


@lru_cache(maxsize=2)
def uses(tables: Tables) -> Uses:
    """What the default views of all figures show."""
    sources: dict[str, list[str]] = defaultdict(list)
    corrections: dict[str, str] = {}
    for figure in FIGURES.values():
        chart = draw(view_of(figure, tables, {}), tables)
        for source_id in sorted(chart.note.source_ids):
            sources[source_id].append(figure.id)
        for names in chart.rows["correction"]:
            for name in names.split():
                corrections.setdefault(name, figure.id)
    return Uses({name: tuple(figures) for name, figures in sources.items()}, corrections)


def matching(tables: Tables, words: str) -> pd.DataFrame:
    """Publications in which every word searched for occurs somewhere."""
    sources = tables.sources
    text = sources[["source_id", "publisher", "title", "published", "via", "licence"]].agg(
        " ".join, axis=1
    )
    fits = pd.Series(True, index=sources.index)
    for word in words.lower().split():
        fits &= text.str.lower().str.contains(word, regex=False)
    return sources[fits]


@st.fragment
def _publications(tables: Tables, say: Translator) -> None:
    key = f"search.{say.code}"
    wanted = st.query_params.get("search", "")
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted

    def remember() -> None:
        if st.session_state[key]:
            st.query_params["search"] = st.session_state[key]
        else:
            st.query_params.pop("search", None)

    words = st.text_input(
        say("Search publisher, title, year or licence"), key=key, on_change=remember
    )
    found = matching(tables, words)
    by_publisher = sorted(found.groupby("publisher"), key=lambda pair: -len(pair[1]))
    st.html(
        fill(
            "publications.html",
            say,
            number=len(found),
            years=range(sparklines.YEARS[0], sparklines.YEARS[1] + 1),
            groups=[_group(say, str(name), rows, uses(tables)) for name, rows in by_publisher],
            opened=bool(words),
        )
    )


def _group(say: Translator, publisher: str, rows: pd.DataFrame, used: Uses) -> dict[str, Any]:
    """A publisher: when it published, and what, the newest first."""
    newest_first = rows.sort_values("available", ascending=False)
    return {
        "publisher": say.data(publisher),
        "ticks": sparklines.ticks(day.date() for day in rows["available"]),
        "publications": [_publication(say, row, used) for _, row in newest_first.iterrows()],
    }


def _publication(say: Translator, row: pd.Series, used: Uses) -> dict[str, Any]:
    publication = publication_of(str(row["source_id"]), row)
    facts = [
        say("Published: {day}", day=say.partial_day(row["published"]))
        if row["published"]
        else say("date of publication unknown"),
        say("Copied on {day}", day=say.day(row["accessed"])),
        say("Licence: {licence}", licence=say.data(row["licence"])),
        say(codes.FREQUENCY[row["frequency"]]),
        say.data(row["caveat"]),
    ]
    return {
        "source_id": publication.source_id,
        "name": publication.name(say),
        "original": publication.original,
        "facts": joined(" · ", (fact for fact in facts if fact)),
        "kind": say(codes.SOURCE_KIND[row["kind"]]),
        "read_in": publication.read_in,
        "figures": [
            (name, say(FIGURES[name].name)) for name in used.sources.get(publication.source_id, ())
        ],
    }


def _corrections(tables: Tables, say: Translator) -> str:
    """Every correction once, by the first figure that shows its row, else by its topic."""
    spoken_of, groups = uses(tables).corrections, defaultdict(list)
    for _, row in tables.corrections.iterrows():
        shown = spoken_of.get(row["correction_id"], "")
        table = str(row["file"]).removesuffix(".csv")
        topic = next(topic for topic in TOPIC_PLACES if table in READS[topic])
        groups[shown, topic].append(
            {
                "provider": say.data(row["provider"]),
                "reason": say.data(row["reason"]),
                "done": _done(say, row),
            }
        )
    order = [*FIGURES, ""]
    return fill(
        "corrections.html",
        say,
        groups=[
            {
                "name": say(FIGURES[shown].name)
                if shown
                else say("{topic}: rows no figure shows at first", topic=say(TOPICS[topic])),
                "figure": shown,
                "corrections": groups[shown, topic],
            }
            for shown, topic in sorted(groups, key=lambda key: order.index(key[0]))
        ],
        about=say(CHECK.about),
        check=f"/{CHECK.path}?{LANGUAGE}={say.code}",
        name=say(CHECK.name),
    )


def _done(say: Language, row: pd.Series) -> str:
    action = say(codes.CORRECTION_ACTION[row["action"]])
    status = say(codes.CORRECTION_STATUS[row["status"]])
    if row["action"] == "override":
        action = say(
            "“{printed}” replaced by “{corrected}”",
            printed=row["printed"],
            corrected=row["corrected"],
        )
    return f"{action}; {status}"
