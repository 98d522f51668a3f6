"""Two addresses for a figure read in another source: the original, and where it was read.

A link never names the one and leads to the other.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_ADDRESS: Final = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s,;()]*)?")
_ENDINGS: Final = frozenset({"com", "org", "net", "gov", "co"})
"""Labels that stand between the name of a site and its country."""
_SHORTEST: Final = 4
"""A shorter name of a site may stand in the name of anybody."""


@dataclass(frozen=True)
class Piece:
    """A piece of the name of a source, with the address it leads to, if it is one."""

    text: str
    url: str = ""


def pieces(via: str, url: str) -> tuple[Piece, ...]:
    """The name of the source that was read, its addresses as links.

    Where `url` is itself an address of that source, it is the exact one.
    """
    found, at = [], 0
    for address in _ADDRESS.finditer(via):
        text = address.group()
        whole = text if text.startswith("http") else f"https://{text}"
        found += [
            Piece(via[at : address.start()]),
            Piece(text, url if _below(url, text) else whole),
        ]
        at = address.end()
    if not found and leads_to_copy(url, via):
        return (Piece(via, url),)
    return tuple(piece for piece in (*found, Piece(via[at:])) if piece.text)


def leads_to_copy(url: str, via: str) -> bool:
    """Whether an address is not that of the original but of the source that was read."""
    if any(_below(url, address) for address in _ADDRESS.findall(via)):
        return True
    site, names = _site(url), _ADDRESS.sub("", via).lower()
    return len(site) >= _SHORTEST and site in re.sub(r"[^a-z0-9]", "", names)


def _below(url: str, address: str) -> bool:
    """Whether an address lies on a site, or below a page of it."""
    inner, outer = (
        re.sub(r"^(?:https?://)?(?:www\.)?", "", text).rstrip("/") for text in (url, address)
    )
    site = inner.split("/")[0]
    return f"{inner}/".startswith(f"{outer}/") or site.endswith(f".{outer}")


def _site(url: str) -> str:
    """The name of a site: 'kyivindependent' of https://kyivindependent.com/news."""
    *labels, _ = (urlsplit(url).hostname or "").split(".")
    while labels and labels[-1] in _ENDINGS:
        labels.pop()
    return labels[-1] if labels else ""
