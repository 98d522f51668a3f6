"""The source note for exactly these rows: who said it, when, and how we know of it.

What was read in another source has two addresses: no link names the one and leads to the other.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Final
from urllib.parse import urlsplit

import pandas as pd

from locales import Translator, join_texts, later
from schemas import codes

UNSEEN: Final = "unseen"
_ADDRESS: Final = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s,;()]*)?")
_SCHEME: Final = re.compile(r"^(?:https?://)?(?:www\.)?")
_ENDINGS: Final = frozenset({"com", "org", "net", "gov", "co"})
_SHORTEST: Final = 4
"""Labels between the name of a site and its country; a shorter name may stand in anybody's."""


@dataclass(frozen=True)
class LinkedText:
    """A piece of the name of a source, with the address it leads to, if it is one."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Publication:
    """One publication behind a figure, as a row of sources.csv describes it."""

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

    def describe(self, t: Translator) -> str:
        """Its title; of what nobody has seen, whose it is."""
        return t.data(self.publisher) if self.kind == UNSEEN else self.title

    def describe_day(self, t: Translator) -> str:
        """When it came out, or else by when it was surely online."""
        if self.published:
            return t.format_partial_day(self.published)
        return t.format_day(self.available)

    @property
    def original(self) -> str:
        """The address of the publication itself; '' where none is known."""
        return "" if self.via and leads_to_copy(self.url, self.via) else self.url

    @property
    def read_in(self) -> tuple[LinkedText, ...]:
        """The name and the addresses of the source read in its stead."""
        return split_via(self.via, self.url) if self.kind == "secondary" else ()


@dataclass(frozen=True)
class CitedPublisher:
    """All publications of one publisher behind a figure, oldest first."""

    publisher: str
    publications: tuple[Publication, ...]

    def describe(self, t: Translator) -> str:
        """The publisher with its dates: 'OHCHR, 42 publications, 1 March 2022 to 2 May 2026'."""
        n, first, last = len(self.publications), self.publications[0], self.publications[-1]
        facts, days = [t.data(self.publisher)], first.describe_day(t)
        if n > 1:
            facts.append(t.count("{n} publication", "{n} publications", n))
            if last.describe_day(t) != days:
                days = t("{first} to {last}", first=days, last=last.describe_day(t))
        elif not first.published:
            days = t("online by {day}", day=days)
        words = join_texts(", ", (*facts, days))
        unseen = all(one.kind == UNSEEN for one in self.publications)
        return join_texts(" ", (words, f"({t(codes.SOURCE_KIND[UNSEEN])})")) if unseen else words

    def describe_access(self, t: Translator) -> str:
        """Whether they were read in another source; '' if the publications themselves were."""
        indirectly = sum(one.kind == "secondary" for one in self.publications)
        if 0 < indirectly < len(self.publications):
            return t("partly consulted indirectly")
        one = t(codes.SOURCE_KIND["secondary"]) if indirectly else ""
        return t("sources consulted indirectly") if indirectly > 1 else one


@dataclass(frozen=True)
class SourceNote:
    """The source note of a chart; nobody types it, so it cannot go stale."""

    cited: tuple[CitedPublisher, ...]
    text: str

    @property
    def publications(self) -> tuple[Publication, ...]:
        """Every publication, by publisher."""
        return tuple(one for cited in self.cited for one in cited.publications)

    @property
    def source_ids(self) -> frozenset[str]:
        """The names of all sources cited."""
        return frozenset(publication.source_id for publication in self.publications)

    def collect_caveats(self, rows: Mapping[str, int]) -> tuple[str, ...]:
        """What must be known about sources that gave so many `rows`, those of most rows first."""
        weight: Counter[str] = Counter()
        for one in self.publications:
            if one.source_id in rows:
                weight[one.caveat] += rows[one.source_id]
        return tuple(caveat for caveat, _ in weight.most_common() if caveat)


def cite(source_ids: Iterable[str], sources: pd.DataFrame, t: Translator) -> SourceNote:
    """The note for rows of these sources, most rows first; `sources` has source_id as its index."""
    rows = Counter(source_ids)
    weight: Counter[str] = Counter()
    by_publisher: dict[str, list[Publication]] = {}
    for name, row in sources.loc[sorted(rows)].sort_values("available", kind="stable").iterrows():
        publication = read_publication(str(name), row)
        weight[publication.publisher] += rows[publication.source_id]
        by_publisher.setdefault(publication.publisher, []).append(publication)
    order = sorted(by_publisher, key=lambda publisher: (-weight[publisher], publisher))
    cited = tuple(CitedPublisher(publisher, tuple(by_publisher[publisher])) for publisher in order)
    form = later("Sources: {text}") if len(cited) > 1 else later("Source: {text}")
    named = t.join_items(one.describe(t) for one in cited)
    return SourceNote(cited, t(form, text=named) if cited else "")


def read_publication(source_id: str, row: pd.Series) -> Publication:
    """The publication that a row of sources.csv describes."""
    return Publication(source_id, *(row[one.name] for one in fields(Publication)[1:]))


def split_via(via: str, url: str) -> tuple[LinkedText, ...]:
    """The name of the source that was read, its addresses as links.

    Where `url` is itself an address of that source, it is the exact one.
    """
    found, at = [], 0
    for address in _ADDRESS.finditer(via):
        text = address.group()
        whole = text if text.startswith("http") else f"https://{text}"
        link = LinkedText(text, url if _below(url, text) else whole)
        found += [LinkedText(via[at : address.start()]), link]
        at = address.end()
    if not found and leads_to_copy(url, via):
        return (LinkedText(via, url),)
    return tuple(piece for piece in (*found, LinkedText(via[at:])) if piece.text)


def leads_to_copy(url: str, via: str) -> bool:
    """Whether an address is not that of the original but of the source that was read."""
    if any(_below(url, address) for address in _ADDRESS.findall(via)):
        return True
    labels = (urlsplit(url).hostname or "").split(".")[:-1]
    site = next((label for label in reversed(labels) if label not in _ENDINGS), "")
    names = re.sub(r"[^a-z0-9]", "", _ADDRESS.sub("", via).lower())
    return len(site) >= _SHORTEST and site in names


def _below(url: str, address: str) -> bool:
    """Whether an address lies on a site, or below a page of it."""
    inner, outer = (_SCHEME.sub("", text).rstrip("/") for text in (url, address))
    site = inner.split("/")[0]
    return f"{inner}/".startswith(f"{outer}/") or site.endswith(f".{outer}")
