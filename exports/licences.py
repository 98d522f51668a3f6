"""What publishers allow: the licences of the publications cited, as other programs know them."""

from dataclasses import dataclass, replace
from typing import Final

from figures.core.chart import Chart
from figures.core.citation import Publication
from locales import Translator

_CREATIVE: Final = "https://creativecommons.org/licenses/by"
_KNOWN: Final = {
    "CC BY 4.0": ("CC-BY-4.0", f"{_CREATIVE}/4.0/"),
    "CC BY-IGO": ("CC-BY-3.0-IGO", f"{_CREATIVE}/3.0/igo/"),
    "CC BY": ("cc-by", "https://opendefinition.org/licenses/cc-by/"),
    "reuse with acknowledgement": ("other-at", ""),
}
_UNKNOWN: Final = "notspecified"
"""What catalogues call terms that no licence names."""


@dataclass(frozen=True)
class Licence:
    """What one or more publishers allow: in their words, and by id and address where it has any."""

    words: str
    id: str
    url: str
    publishers: tuple[str, ...] = ()

    def named(self, say: Translator) -> str:
        """Whose terms they are, and the terms: 'OHCHR: reuse with acknowledgement'."""
        return say.named(say.row(map(say.data, self.publishers)), say.data(self.words))


def licence(publication: Publication) -> Licence:
    """What the publisher of one publication allows; nothing is taken for open that is not."""
    return Licence(publication.licence, *_KNOWN.get(publication.licence, (_UNKNOWN, "")))


def licences(chart: Chart) -> tuple[Licence, ...]:
    """Every licence behind a chart, with the publishers it stands for, in order of the note.

    Where one publisher's terms are no licence, the rows as a whole are offered under none: a
    program takes the first id it finds for all of them. Each publication keeps its own.
    """
    publishers: dict[Licence, dict[str, None]] = {}
    for cited in chart.note.cited:
        for publication in cited.publications:
            publishers.setdefault(licence(publication), {})[cited.publisher] = None
    unknown = any(one.id == _UNKNOWN for one in publishers)
    terms = {"id": _UNKNOWN, "url": ""} if unknown else {}
    return tuple(
        replace(one, publishers=tuple(names), **terms) for one, names in publishers.items()
    )
