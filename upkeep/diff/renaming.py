"""Publications that are the same under another name; a name alone says nothing to readers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from schemas import MODELS
from upkeep.diff.written import Written

_IDENTITY: Final = ("publisher", "title", "url", "published", "available")
"""The columns by which a publication is the same whatever it is called."""
_NAMES: Final = ("source_id", "conflicts_with")

Texts = Mapping[str, Written]
Facts = Mapping[str, frozenset[tuple[str, ...]]]


def renamed(old: Texts, new: Texts) -> dict[str, str]:
    """Old names of sources with their new ones.

    A source is the same if it is the same publication and its rows are of the same facts; where
    several could be meant, the one with most of them.
    """
    before, after = _identities(old), _identities(new)
    gone = {name: what for name, what in before.items() if name not in after}
    come = {name: what for name, what in after.items() if name not in before}
    if not gone or not come:
        return {}
    told, tells = _facts(old), _facts(new)
    pairs = []
    for was, what in gone.items():
        for now in (name for name, identity in come.items() if identity == what):
            shared = len(told.get(was, frozenset()) & tells.get(now, frozenset()))
            if shared or not (told.get(was) or tells.get(now)):
                pairs.append((-shared, was, now))
    found: dict[str, str] = {}
    for _, was, now in sorted(pairs):
        if was not in found and now not in found.values():
            found[was] = now
    return found


def _identities(texts: Texts) -> dict[str, tuple[str, ...]]:
    sources = texts.get("sources")
    wanted = ("source_id", *_IDENTITY)
    if sources is None or not set(wanted) <= set(sources.header):
        return {}
    places = [sources.header.index(name) for name in wanted]
    return {row[places[0]]: tuple(row[at] for at in places[1:]) for row in sources.rows}


def _facts(texts: Texts) -> Facts:
    """For every source, what its rows are about."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name, text in texts.items():
        if name == "sources" or "source_id" not in text.header:
            continue
        source = text.header.index("source_id")
        # A source that only got another name keeps its day of knowledge, so as_of counts here.
        key = [name for name in MODELS[name].key_columns() if name != "source_id"]
        places = [text.header.index(name) for name in key if name in text.header]
        for row in text.rows:
            found.setdefault(row[source], set()).add((name, *(row[at] for at in places)))
    return {name: frozenset(facts) for name, facts in found.items()}


def under_new_names(texts: Texts, names: Mapping[str, str]) -> dict[str, Written]:
    """The same tables with every source called by its new name, wherever it is named."""
    if not names:
        return dict(texts)
    return {name: replace(text, rows=tuple(_rows(text, names))) for name, text in texts.items()}


def _rows(text: Written, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    places = {at for at, name in enumerate(text.header) if name in _NAMES}
    keys = {at for at, name in enumerate(text.header) if name == "row"}
    for row in text.rows:
        yield tuple(
            names.get(cell, cell) if at in places else _key(cell, names) if at in keys else cell
            for at, cell in enumerate(row)
        )


def _key(text: str, names: Mapping[str, str]) -> str:
    """The key of a row as a correction writes it: 'source_id=x;outcome=killed'."""
    parts = []
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        known = name.strip() in _NAMES and value.strip() in names
        parts.append(f"{name}{equals}{names[value.strip()]}" if known else part)
    return ";".join(parts)
