"""The source note for exactly these rows: who said it, when, and how we know of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from figures.core.provenance import Piece, leads_to_copy, pieces
from locales import Language, Translator, joined
from schemas import codes

UNSEEN: Final = "unseen"


@dataclass(frozen=True)
class Publication:
    """One publication behind a figure."""

    source_id: str
    publisher: str
    title: str
    url: str
    published: str
    available: pd.Timestamp
    kind: str
    via: str
    licence: str
    caveat: str

    def name(self, say: Translator) -> str:
        """Its title; of what nobody has seen, whose it is."""
        return say.data(self.publisher) if self.kind == UNSEEN else self.title

    @property
    def original(self) -> str:
        """The address of the publication itself; '' where none is known."""
        return "" if self.via and leads_to_copy(self.url, self.via) else self.url

    @property
    def read_in(self) -> tuple[Piece, ...]:
        """The name and the addresses of the source read in its stead."""
        return pieces(self.via, self.url) if self.kind == "secondary" else ()


@dataclass(frozen=True)
class Cited:
    """All publications of one publisher behind a figure, oldest first."""

    publisher: str
    publications: tuple[Publication, ...]

    def words(self, say: Translator) -> str:
        """The publisher with its dates: 'OHCHR, 42 publications, 1 March 2022 to 2 May 2026'.

        Of one that nobody has seen it says so.
        """
        words = joined(", ", self._facts(say))
        unseen = all(one.kind == UNSEEN for one in self.publications)
        return joined(" ", (words, f"({say(codes.SOURCE_KIND[UNSEEN])})")) if unseen else words

    def _facts(self, say: Translator) -> tuple[str, ...]:
        name = say.data(self.publisher)
        first, last = self.publications[0], self.publications[-1]
        if len(self.publications) == 1:
            return (name, _when(first, say))
        count = say.count("{n} publication", "{n} publications", len(self.publications))
        days = _day(first, say)
        if _day(last, say) != days:
            days = say("{first} to {last}", first=days, last=_day(last, say))
        return (name, count, days)

    def consulted(self, say: Translator) -> str:
        """Whether they were read in another source; '' if the publications themselves were."""
        indirectly = sum(one.kind == "secondary" for one in self.publications)
        if not indirectly:
            return ""
        if indirectly < len(self.publications):
            return say("partly consulted indirectly")
        if indirectly == 1:
            return say(codes.SOURCE_KIND["secondary"])
        return say("sources consulted indirectly")


@dataclass(frozen=True)
class Note:
    """The source note of a chart; nobody types it, so it cannot go stale."""

    cited: tuple[Cited, ...]
    text: str

    @property
    def publications(self) -> tuple[Publication, ...]:
        """Every publication, by publisher."""
        return tuple(one for cited in self.cited for one in cited.publications)

    @property
    def source_ids(self) -> frozenset[str]:
        """The names of all sources cited."""
        return frozenset(publication.source_id for publication in self.publications)

    def caveats(self, rows: Mapping[str, int]) -> tuple[str, ...]:
        """What must be known about the sources, each once, those of most rows first.

        `rows` says how many rows each source gave.
        """
        weight: dict[str, int] = {}
        for one in self.publications:
            if one.caveat:
                weight[one.caveat] = weight.get(one.caveat, 0) + rows.get(one.source_id, 0)
        return tuple(sorted(weight, key=lambda caveat: -weight[caveat]))


def cite(source_ids: Iterable[str], sources: pd.DataFrame, say: Translator) -> Note:
    """The note for rows that name these sources; `sources` is indexed by source_id.

    Publishers come in the order of how many rows they gave.
    """
    counted = pd.Series(list(source_ids), dtype=object).value_counts()
    shown = sources.loc[sorted(counted.index)]
    weight = counted.groupby(shown["publisher"].to_dict()).sum()
    order = sorted(weight.index, key=lambda publisher: (-int(weight[publisher]), publisher))
    cited = tuple(_cited(publisher, shown[shown["publisher"] == publisher]) for publisher in order)
    if not cited:
        return Note((), "")
    named = say.row(one.words(say) for one in cited)
    one = len(cited) == 1
    return Note(
        cited, say("Source: {text}", text=named) if one else say("Sources: {text}", text=named)
    )


def _cited(publisher: str, sources: pd.DataFrame) -> Cited:
    oldest_first = sources.sort_values(["available"], kind="stable")
    return Cited(
        publisher,
        tuple(publication_of(str(name), row) for name, row in oldest_first.iterrows()),
    )


def publication_of(source_id: str, row: pd.Series) -> Publication:
    """The publication that a row of sources.csv describes."""
    return Publication(
        source_id,
        row["publisher"],
        row["title"],
        row["url"],
        row["published"],
        row["available"],
        row["kind"],
        row["via"],
        row["licence"],
        row["caveat"],
    )


def _day(publication: Publication, say: Language) -> str:
    if publication.published:
        return say.partial_day(publication.published)
    return say.day(publication.available)


def _when(publication: Publication, say: Language) -> str:
    if publication.published:
        return say.partial_day(publication.published)
    return say("online by {day}", day=say.day(publication.available))
