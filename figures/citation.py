"""The source note for exactly these rows: who said it, when, and whether we read it in a copy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from locales import Language, Translator, joined


@dataclass(frozen=True)
class Publication:
    """One publication behind a figure."""

    source_id: str
    title: str
    url: str
    published: str
    available: pd.Timestamp
    via: str
    licence: str
    caveat: str


@dataclass(frozen=True)
class Cited:
    """All publications of one publisher behind a figure, oldest first."""

    publisher: str
    publications: tuple[Publication, ...]

    def words(self, say: Translator, *, brief: bool = False) -> str:
        """The publisher with its dates: 'OHCHR, 42 publications, 1 March 2022 to 2 May 2026'.

        A `brief` one says that a copy was read, not which.
        """
        name = say.data(self.publisher)
        first, last = self.publications[0], self.publications[-1]
        if len(self.publications) == 1:
            words = joined(", ", (name, _when(first, say)))
            if not first.via:
                return words
            read = say("read in a copy") if brief else say("read in {via}", via=first.via)
            return joined(" ", (words, f"({read})"))
        count = say.count("{n} publication", "{n} publications", len(self.publications))
        days = _day(first, say)
        if _day(last, say) != days:
            days = say("{first} to {last}", first=days, last=_day(last, say))
        words = joined(", ", (name, count, days))
        copies = sum(bool(publication.via) for publication in self.publications)
        if copies == len(self.publications):
            return joined(" ", (words, f"({say('read in copies')})"))
        partly = say("partly read in copies")
        return joined(" ", (words, f"({partly})")) if copies else words


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
    named = say.row(one.words(say, brief=True) for one in cited)
    one = len(cited) == 1
    return Note(
        cited, say("Source: {text}", text=named) if one else say("Sources: {text}", text=named)
    )


def _cited(publisher: str, sources: pd.DataFrame) -> Cited:
    oldest_first = sources.sort_values(["available"], kind="stable")
    return Cited(
        publisher,
        tuple(
            Publication(
                str(source_id),
                row["title"],
                row["url"],
                row["published"],
                row["available"],
                row["via"],
                row["licence"],
                row["caveat"],
            )
            for source_id, row in oldest_first.iterrows()
        ),
    )


def _day(publication: Publication, say: Language) -> str:
    if publication.published:
        return say.partial_day(publication.published)
    return say.day(publication.available)


def _when(publication: Publication, say: Language) -> str:
    if publication.published:
        return say.partial_day(publication.published)
    return say("public since {day} at the latest", day=say.day(publication.available))
