"""The source note for exactly these rows: who said it, when, and whether we read it in a copy."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from locales import Language


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

    def words(self, say: Language) -> str:
        """The publisher with its dates: 'OHCHR, 42 publications, 1 March 2022 to 2 May 2026'."""
        name = say(self.publisher)
        first, last = self.publications[0], self.publications[-1]
        if len(self.publications) == 1:
            words = f"{name}, {_when(first, say)}"
            return f"{words} ({say('read in {via}', via=first.via)})" if first.via else words
        count = say.count("{n} publication", "{n} publications", len(self.publications))
        days = say("{first} to {last}", first=_day(first, say), last=_day(last, say))
        words = f"{name}, {count}, {days}"
        copies = sum(bool(publication.via) for publication in self.publications)
        if copies == len(self.publications):
            return f"{words} ({say('read in copies')})"
        return f"{words} ({say('partly read in copies')})" if copies else words


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

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the sources themselves ask to be said, each once."""
        return tuple(dict.fromkeys(one.caveat for one in self.publications if one.caveat))


def cite(source_ids: Iterable[str], sources: pd.DataFrame, say: Language) -> Note:
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
    label = say("Source: {text}") if len(cited) == 1 else say("Sources: {text}")
    return Note(cited, label.format(text="; ".join(one.words(say) for one in cited)))


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
