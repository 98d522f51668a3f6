"""A picture as a part of a page: small, readable by machines, at home on light and dark paper.

Nothing is clipped: what a chart draws stands within its axes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final
from xml.etree import ElementTree as ET

from exports.html import fill_template
from exports.svg.path import PathStep, read_path, write_decimal, write_path
from figures.core.palette import INK
from locales import find_language

Style = Mapping[str, str]

_SVG: Final = "{http://www.w3.org/2000/svg}"
_TRANSLATE: Final = re.compile(r"translate\(\s*(-?[\d.e-]+)[\s,]*(-?[\d.e-]+)?\s*\)")
_REFERENCE: Final = re.compile(r"#([\w-]+)")
_TRACE: Final = re.compile(r"\btrace[0-9a-f]{6}\b")
ET.register_namespace("", _SVG.strip("{}"))
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
_SIZE: Final = "13"
_REGULAR, _BOLD = "400", "700"

_Look = dict[str, str]
_Line = tuple[_Look, str]
"""Words with their attributes."""


@dataclass(frozen=True)
class _Place:
    """Where in the picture the pen stands: moved so far, styled so."""

    dx: float = 0
    dy: float = 0
    style: Style = field(default_factory=dict)
    trace: int = 0


def minify(svg: bytes, *, prefix: str, title: str, description: str) -> str:
    """The picture as compact SVG for an HTML page; its words are those of the page.

    `prefix` begins every id, so that two pictures can stand on one page. Nothing is styled in
    place: words and lines take `currentColor`, the grid has the class "grid".
    """
    root = ET.fromstring(svg)  # noqa: S314 - painted by our own browser
    drawing = _Drawing(root, prefix)
    drawing.add(root, _Place())
    # Neighbours of one look are one shape; see-through ones only within their series.
    joined = groupby(drawing.shapes, key=lambda shape: shape[:2])
    return fill_template(
        "drawing.svg",
        find_language("en"),
        prefix=prefix,
        title=title,
        description=description,
        box=root.get("viewBox", ""),
        size=_SIZE,
        definitions=drawing.definitions.values(),
        shapes=[
            _path(dict(seen), [step for shape in shapes for step in shape[2]])
            for (seen, _), shapes in joined
        ],
        words=[(dict(seen), texts) for (*_, seen), texts in sorted(drawing.words.items())],
    )


class _Drawing:
    """What is found in a picture, in the order in which it was painted."""

    def __init__(self, root: ET.Element, prefix: str) -> None:
        self._prefix = prefix
        self._patterns = {one.get("id", ""): one for one in _all(root, "pattern")}
        self.shapes: list[tuple[tuple[tuple[str, str], ...], int, list[PathStep]]] = []
        """The look of lines, their series if they are see-through, their steps."""
        self.words: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[object]] = {}
        self.definitions: dict[str, tuple[_Look, list[_Look]]] = {}
        """The hatchings used, by their new name."""

    def add(self, part: ET.Element, place: _Place) -> None:
        """Add an element with all that is in it."""
        tag = part.tag.removeprefix(_SVG)
        moved = _TRANSLATE.findall(part.get("transform", ""))
        here = replace(
            place,
            dx=place.dx + sum(float(x) for x, _ in moved),
            dy=place.dy + sum(float(y or 0) for _, y in moved),
            style={**place.style, **read_style(part)},
            trace=id(part) if "trace" in part.get("class", "").split() else place.trace,
        )
        if tag in ("defs", "title", "desc", "metadata") or here.style.get("opacity") == "0":
            return
        if tag in ("path", "rect"):
            self._add_lines(_lines(part, here), part, here)
        elif tag == "text":
            self._add_words(part, here)
        else:
            for child in part:
                self.add(child, here)

    def _add_lines(self, steps: list[PathStep], part: ET.Element, place: _Place) -> None:
        """Add lines, unless there is nothing to see."""
        seen = read_look(place.style) if len(steps) > 1 else {}
        if not seen:
            return
        pattern = _REFERENCE.search(seen["fill"] if seen["fill"].startswith("url(") else "")
        if pattern:
            seen["fill"] = f"url(#{self._define_pattern(pattern[1], place)})"
        if "grid crisp" in part.get("class", ""):
            seen["class"] = "grid"
        faint = place.trace if "fill-opacity" in seen else 0
        self.shapes.append((tuple(sorted(seen.items())), faint, steps))

    def _define_pattern(self, name: str, place: _Place) -> str:
        """The new name of a hatching, moved to where it is used."""
        hatching = self._patterns[name]
        x, y = write_decimal(place.dx), write_decimal(place.dy)
        new = f"{self._prefix}-{name}-{x}-{y}".replace(".", "_")
        looks = ((part, read_look(read_style(part))) for part in hatching)
        inner = [
            _path(dict(sorted(seen.items())), _lines(part, _Place()))
            for part, seen in looks
            if seen
        ]
        wide, tall = (
            f"{float(hatching.get(side, '8').removesuffix('px')):.3f}" for side in _SIDES[2:]
        )
        turned = f"translate({x} {y}){hatching.get('patternTransform', '')}"
        own = {"id": new, "width": wide, "height": tall, "patternUnits": "userSpaceOnUse"}
        self.definitions[new] = ({**own, "patternTransform": turned}, inner)
        return new

    def _add_words(self, part: ET.Element, place: _Place) -> None:
        """Add words, each line where it stands."""
        size = float(place.style.get("font-size", _SIZE).removesuffix("px"))
        rows = [one for one in _all(part, "tspan") if "line" in one.get("class", "")] or [part]
        said = [("".join(row.itertext()).strip(), row) for row in rows]
        said = [(words, row) for words, row in said if words.strip("\xa0")]
        if not said:
            return
        weight = _weight(said[0][1])
        lines: list[_Line] = []
        for words, row in said:
            down = float(row.get("dy", "0").removesuffix("em")) * size
            x = write_decimal(float(row.get("x", 0)) + place.dx)
            y = write_decimal(float(row.get("y", 0)) + place.dy + down)
            heavy = {"font-weight": _weight(row)} if _weight(row) != weight else {}
            lines.append(({"x": x, "y": y, **heavy}, words))
        anchor, short = place.style.get("text-anchor", "start"), write_decimal(size)
        own: _Look = {"text-anchor": anchor} if anchor != "start" else {}
        own |= {"font-size": short} if short != _SIZE else {}
        own |= {"fill": "#FFF"} if shorten_colour(place.style.get("fill", "")) == "#FFF" else {}
        own |= {"font-weight": weight} if weight != _REGULAR else {}
        key = (anchor, short, tuple(own.items()))
        self.words.setdefault(key, []).append((*lines[0], lines[1:]))


_SIDES: Final = ("x", "y", "width", "height")


def _all(root: ET.Element, tag: str) -> Iterator[ET.Element]:
    return root.iter(f"{_SVG}{tag}")


def _lines(part: ET.Element, place: _Place) -> list[PathStep]:
    """The lines of a path, a box or a dot, where they stand."""
    if part.tag.endswith("circle"):
        x, y, r = (float(part.get(name, "0")) for name in ("cx", "cy", "r"))
        drawn = f"M{x + r},{y}A{r},{r} 0 1,1 {x},{y - r}A{r},{r} 0 0,1 {x + r},{y}Z"
        return read_path(drawn, place.dx, place.dy)
    if "d" in part.attrib or not part.tag.endswith("rect"):
        return read_path(part.get("d", ""), place.dx, place.dy)
    left, top, wide, tall = (float(part.get(name, "0").removesuffix("px")) for name in _SIDES)
    drawn = f"M{left},{top}h{wide}v{tall}h{-wide}Z" if wide and tall else ""
    return read_path(drawn, place.dx, place.dy)


def _path(seen: _Look, steps: Sequence[PathStep]) -> _Look:
    """The attributes of a path; single lines have no inside to be filled."""
    if "ML" * (len(steps) // 2) == "".join(step.kind for step in steps):
        seen.pop("fill")
    return {**seen, "d": write_path(steps)}


def _weight(row: ET.Element) -> str:
    """How heavy the letters of a line are."""
    bold = any("bold" in str(read_style(one).get("font-weight")) for one in row.iter())
    return _BOLD if bold else _REGULAR


_NAMES: Final = ("fill", "stroke", "fill-opacity", "stroke-opacity", "stroke-width", "text-anchor")
_COLOUR: Final = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
_WORDS: Final = frozenset({INK.upper(), "#444"})
"""Colours of words: they follow the page."""
_USUAL: Final = {"opacity": "1", "width": "1", "dasharray": "none"}


def read_style(part: ET.Element) -> Style:
    """Everything that styles an element, whether written as style or as attributes."""
    pairs = (pair.split(":", 1) for pair in part.get("style", "").split(";") if ":" in pair)
    found: dict[str, str] = {name: part.attrib[name] for name in _NAMES if name in part.attrib}
    return found | {name.strip(): value.strip() for name, value in pairs}


def read_look(styled: Style) -> dict[str, str]:
    """Fill and stroke as attributes; nothing for what cannot be seen."""
    fill, stroke = _ink(styled, "fill", "#000"), _ink(styled, "stroke", "none")
    width = styled.get("stroke-width", "1").removesuffix("px")
    if float(width) == 0:
        stroke = "none"
    if fill == stroke == "none" or (fill, stroke) == ("#FFF", "none"):
        return {}
    found = {"fill": fill}
    if fill != "none":
        found["fill-opacity"] = _short(styled.get("fill-opacity", "1"))
    if stroke != "none":
        found["stroke"] = stroke
        found["stroke-width"] = _short(width)
        found["stroke-opacity"] = _short(styled.get("stroke-opacity", "1"))
        found["stroke-dasharray"] = re.sub(r"px|,", "", styled.get("stroke-dasharray", "none"))
    return {name: text for name, text in found.items() if _USUAL.get(name.split("-")[-1]) != text}


def _ink(styled: Style, name: str, usual: str) -> str:
    if styled.get(f"{name}-opacity") == "0":
        return "none"
    found = shorten_colour(styled.get(name, usual))
    return "currentColor" if found in _WORDS else found


def _short(number: str) -> str:
    """A number in as few letters as can be: .25, 1.8, 2."""
    return f"{float(number):.3g}".removeprefix("0") if float(number) else "0"


def shorten_colour(value: str) -> str:
    """A colour in as few letters as can be."""
    found = _COLOUR.fullmatch(value)
    if not found:
        return value
    text = "".join(f"{int(part):02X}" for part in found.groups())
    return "#" + (text[::2] if text[::2] == text[1::2] else text)


def normalise(svg: bytes) -> bytes:
    """The same drawing with what Plotly names by chance named in order, its attributes in order."""
    root = ET.fromstring(svg)  # noqa: S314 - painted by our own browser
    named = [part.attrib["id"] for part in root.iter() if "id" in part.attrib]
    names = {name: f"n{number}" for number, name in enumerate(dict.fromkeys(named))}
    for part in root.iter():
        for attribute, value in part.attrib.items():
            if attribute == "id":
                part.attrib[attribute] = names[value]
            elif attribute == "class":
                part.attrib[attribute] = _TRACE.sub("trace", value)
            elif "#" in value:
                part.attrib[attribute] = _REFERENCE.sub(
                    lambda found: f"#{names.get(found[1], found[1])}", value
                )
    return ET.canonicalize(ET.tostring(root, encoding="unicode")).encode()
