"""Every publication behind the figures, and what the words on this site mean."""

from collections import defaultdict
from functools import lru_cache
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from exports.html import marked
from figures import FIGURES
from figures.chart import draw
from figures.citation import publication_of
from figures.view import LANGUAGE, view_of
from locales import Language, Translator, joined, later, translator
from pages.directory import CHECK
from schemas import Tables, codes
from snapshots.markup import link, named, read_in

DEFINITIONS: Final = (
    (
        later("Verified"),
        later(
            "Each death or injury was checked individually by United Nations human rights "
            "monitors. It is what could be verified, not the whole toll and not a minimum "
            "estimate."
        ),
    ),
    (
        later("Estimate"),
        later(
            "Calculated from a sample, from reports or from a model. It has a method, and "
            "often a range within which the true number probably lies."
        ),
    ),
    (
        later("Claim"),
        later(
            "Said by a person or an office, without a published method. Shown because it "
            "was said, never added to or averaged with anything."
        ),
    ),
    (
        later("Registered"),
        later(
            "Counted because somebody registered or was recorded: refugees by host states, "
            "for example."
        ),
    ),
    (
        later("Planning figure"),
        later("A number on which aid is planned, not a count of people."),
    ),
    (
        later("Stock and flow"),
        later(
            "A stock is counted on one day, a flow over a period. Border crossings are a "
            "flow; they are not refugees."
        ),
    ),
    (
        later("Commitment and allocation"),
        later(
            "A commitment is a promise, an allocation is money set aside for a purpose. "
            "They are never shown on one axis and never added."
        ),
    ),
    (
        later("Edition"),
        later(
            "Publishers correct their own past figures. Every edition is kept, and the "
            "latest one is shown unless a figure is about the changes."
        ),
    ),
    (
        later("Source consulted indirectly"),
        later(
            "The publication itself could not be consulted. Beside it stands the source in "
            "which its figure was read."
        ),
    ),
    (
        later("Territory"),
        later(
            "Figures of Ukraine follow each source's own territory. Crimea and Sevastopol "
            "are part of Ukraine's internationally recognised territory; few sources cover "
            "them."
        ),
    ),
)


def show(tables: Tables, say: Language) -> None:
    """Definitions, then a search over all publications, then our corrections."""
    st.html(
        f"<h1>{escape(say('Sources and method'))}</h1>"
        + _definitions(say)
        + f"<h2>{escape(say('Publications'))}</h2>"
    )
    speaking = translator(say.code, tables)
    _publications(tables, speaking)
    st.html(_corrections(tables, speaking) + _for_keepers(say))


def _definitions(say: Language) -> str:
    items = "".join(
        f"<dt>{escape(say(word))}</dt><dd>{escape(say(meaning))}</dd>"
        for word, meaning in DEFINITIONS
    )
    return f"<h2>{escape(say('What the words mean'))}</h2><dl>{items}</dl>"


@lru_cache(maxsize=2)
def uses(tables: Tables) -> dict[str, tuple[str, ...]]:
    """For each source, the figures whose default view shows it."""
    found: dict[str, list[str]] = defaultdict(list)
    for figure in FIGURES.values():
        for source_id in sorted(draw(view_of(figure, tables, {}), tables).note.source_ids):
            found[source_id].append(figure.id)
    return {source_id: tuple(figures) for source_id, figures in found.items()}


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
    count = say.count("{n} publication", "{n} publications", len(found))
    groups = "".join(
        _group(say, str(publisher), rows, uses(tables), opened=bool(words))
        for publisher, rows in sorted(found.groupby("publisher"), key=lambda pair: -len(pair[1]))
    )
    st.html(
        f'<p class="quiet" role="status">{escape(count)}</p>'
        f'<div class="publications">{groups}</div>'
    )


def _group(
    say: Translator,
    publisher: str,
    rows: pd.DataFrame,
    used: dict[str, tuple[str, ...]],
    *,
    opened: bool,
) -> str:
    items = "".join(
        _publication(say, row, used)
        for _, row in rows.sort_values("available", ascending=False).iterrows()
    )
    count = say.count("{n} publication", "{n} publications", len(rows))
    return (
        f"<details{' open' if opened else ''}><summary>{marked(say.data(publisher))} "
        f'<span class="quiet">{escape(count)}</span></summary><ul>{items}</ul></details>'
    )


def _publication(say: Translator, row: pd.Series, used: dict[str, tuple[str, ...]]) -> str:
    publication = publication_of(str(row["source_id"]), row)
    title = link(publication.original, publication.name(say))
    facts = [
        say("Published: {day}", day=say.partial_day(row["published"]))
        if row["published"]
        else say("date of publication unknown"),
        say("Copied on {day}", day=say.day(row["accessed"])),
        say("Licence: {licence}", licence=say.data(row["licence"])),
        say(codes.FREQUENCY[row["frequency"]]),
        say.data(row["caveat"]),
    ]
    kind, read = say(codes.SOURCE_KIND[row["kind"]]), read_in(publication.read_in)
    known = named(kind, read, say) if read else escape(kind)
    links = ", ".join(
        f'<a href="/{figure_id}?{LANGUAGE}={say.code}" target="_self">'
        f"{escape(say(FIGURES[figure_id].name))}</a>"
        for figure_id in used.get(str(row["source_id"]), ())
    )
    figures = f"<br>{escape(say('Figures:'))} {links}" if links else ""
    text = marked(joined(" · ", (fact for fact in facts if fact))) + f" · {known}"
    return f'<li id="{row["source_id"]}">{title}<br><span class="quiet">{text}</span>{figures}</li>'


def _corrections(tables: Tables, say: Translator) -> str:
    items = "".join(
        f"<li><strong>{marked(say.data(row['provider']))}</strong>: "
        f"{marked(say.data(row['reason']))} "
        f'<span class="quiet">{escape(_done(say, row))}</span></li>'
        for _, row in tables.corrections.iterrows()
    )
    lead = say("Errors found in the sources, and what we do about each.")
    label = escape(say("List of corrections"))
    return (
        f"<h2>{escape(say('Corrections'))}</h2><p>{escape(lead)}</p>"
        f"<details><summary>{label}</summary><ul>{items}</ul></details>"
    )


def _for_keepers(say: Language) -> str:
    """The way to the page for those who keep the data."""
    link = f'<a href="/{CHECK.path}?{LANGUAGE}={say.code}" target="_self">'
    return f'<p class="quiet">{escape(say(CHECK.about))} {link}{escape(say(CHECK.name))}</a></p>'


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
