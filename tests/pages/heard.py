"""A page as those hear it who do not see it: the tree Chromium hands to a screen reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from playwright.sync_api import Page

_LANDMARKS: Final = {"banner", "main", "contentinfo"}
_PRESSED: Final = {
    "link", "button", "combobox", "textbox", "radio", "checkbox", "DisclosureTriangle",
    "DisclosureTriangleGrouped",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """What a screen reader says of one part, and how many parts it finds in it."""

    role: str
    name: str
    level: int
    parts: int


@dataclass(frozen=True)
class Heard:
    """All parts of a page, in the order in which they are read."""

    parts: Sequence[Part]

    def of(self, *roles: str) -> list[Part]:
        return [part for part in self.parts if part.role in roles]

    @cached_property
    def landmarks(self) -> list[str]:
        """What is there once on a page."""
        return [part.role for part in self.of(*_LANDMARKS)]

    @cached_property
    def levels(self) -> list[int]:
        return [part.level for part in self.of("heading")]

    @cached_property
    def skipped(self) -> list[tuple[int, int]]:
        """Headings more than one level below the one before."""
        return [(one, next_) for one, next_ in pairwise([0, *self.levels]) if next_ > one + 1]

    @cached_property
    def nameless(self) -> list[str]:
        """What can be pressed, or is a place to go to, and has no name."""
        return [
            part.role for part in self.of(*_PRESSED, "navigation", "image") if not part.name.strip()
        ]

    @cached_property
    def pictures(self) -> list[str]:
        """The names of pictures in which nothing else is read."""
        return [part.name for part in self.of("image") if not part.parts]


def heard(page: Page) -> Heard:
    """Listen to a page."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return Heard(tuple(_parts({node["nodeId"]: node for node in nodes}, nodes[0])))


def _parts(nodes: dict[str, Any], node: dict[str, Any]) -> Iterator[Part]:
    below = [
        part
        for child in node.get("childIds", ())
        if child in nodes
        for part in _parts(nodes, nodes[child])
    ]
    if not node["ignored"]:
        level = [one["value"]["value"] for one in node["properties"] if one["name"] == "level"]
        name = node.get("name", {}).get("value", "")
        yield Part(node["role"]["value"], name, level[0] if level else 0, len(below))
    yield from below


TOO_SMALL: Final = """[...document.querySelectorAll(
    'a[href], button, summary, input, textarea, [role=button], [role=radio]')]
  .filter(part => part.checkVisibility({visibilityProperty: true}) && !part.closest('#aside'))
  .filter(part => !(part.closest('p, li, dd') && getComputedStyle(part).display === 'inline'))
  .map(part => [part, part.getBoundingClientRect()])
  .filter(([, {width, height}]) => width && Math.min(width, height) < 23.9)
  .map(([part, {width, height}]) => `${part.outerHTML.slice(0, 120)}: ${width} x ${height}`)"""
"""What is pressed and smaller than a fingertip's 24 pixels; links within a text may be."""

UNSEEN: Final = """[...document.querySelectorAll('a[href], button, summary, input, [tabindex="0"]')]
  .filter(part => part.checkVisibility({visibilityProperty: true}) && !part.disabled)
  .filter(part => {
    part.focus({preventScroll: true});
    const {outlineStyle, outlineWidth} = getComputedStyle(part);
    const unseen = outlineStyle === 'none' || parseFloat(outlineWidth) < 2;
    return document.activeElement === part && unseen;
  }).map(part => part.outerHTML.slice(0, 120))"""
"""What a keyboard reaches and does not show that it did; to be asked after a key was pressed."""
