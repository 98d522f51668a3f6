"""A picture as a part of a page: small, readable by machines, at home on light and dark paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final
from xml.etree import ElementTree as ET

from exports.svg.path import Extent, Step, decimal, extent, read, straightened, written
from exports.svg.style import Style, colour, look, style

_SVG: Final = "{http://www.w3.org/2000/svg}"
_TRANSLATE: Final = re.compile(r"translate\(\s*(-?[\d.e-]+)[\s,]*(-?[\d.e-]+)?\s*\)")
_CONTROL: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]")
_SIZE: Final = "13"
_REGULAR, _BOLD = "400", "700"
_NEAR: Final = 1.5


@dataclass(frozen=True)
class _Place:
    """Where in the picture the pen stands: moved so far, styled so, clipped by this box."""

    dx: float = 0
    dy: float = 0
    style: Style = field(default_factory=dict)
    clip: tuple[str, Extent] | None = None
    trace: int = 0


@dataclass(frozen=True)
class _Shape:
    """Lines of one look."""

    look: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    trace: int


@dataclass
class _Sheet:
    """What was found in a picture, in the order in which it was painted."""

    prefix: str
    clips: dict[str, Extent]
    patterns: dict[str, ET.Element]
    shapes: list[_Shape] = field(default_factory=list)
    words: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    """Definitions used, by their new name."""


def inline(svg: bytes, *, prefix: str, title: str, description: str) -> str:
    """The picture as compact SVG for an HTML page; its words are those of the page.

    `prefix` begins every id, so that two pictures can stand on one page. Nothing is styled in
    place: words and lines take `currentColor`, the grid has the class "grid".
    """
    root = ET.fromstring(svg)  # noqa: S314 - painted by our own browser
    sheet = _Sheet(prefix, _clips(root), {one.get("id", ""): one for one in _all(root, "pattern")})
    _walk(root, _Place(), sheet)
    shapes = "".join(_drawn(shape) for shape in _joined(sheet.shapes))
    words = "".join(_said(*key, texts) for key, texts in sorted(sheet.words.items()))
    definitions = "".join(sheet.used.values())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{escape(root.get("viewBox", ""))}" '
        f'role="img" aria-labelledby="{prefix}-t" aria-describedby="{prefix}-d">'
        f'<title id="{prefix}-t">{_text(title)}</title>'
        f'<desc id="{prefix}-d">{_text(description)}</desc>'
        + (f"<defs>{definitions}</defs>" if definitions else "")
        + f'<g aria-hidden="true">{shapes}'
        f'<g fill="currentColor" font-size="{_SIZE}">{words}</g></g></svg>'
    )


def _text(words: str) -> str:
    """Words that are safe in HTML and in XML."""
    return escape(_CONTROL.sub("", words), quote=False)


def _all(root: ET.Element, tag: str) -> Iterator[ET.Element]:
    return root.iter(f"{_SVG}{tag}")


def _clips(root: ET.Element) -> dict[str, Extent]:
    """The boxes things are clipped by, by their names."""
    found: dict[str, Extent] = {}
    for clip in _all(root, "clipPath"):
        box = next(_all(clip, "rect"), None)
        if box is not None:
            left, top = float(box.get("x", 0)), float(box.get("y", 0))
            right = left + float(box.get("width", 0))
            found[clip.get("id", "")] = (left, top, right, top + float(box.get("height", 0)))
    return found


def _walk(part: ET.Element, place: _Place, sheet: _Sheet) -> None:
    tag = part.tag.removeprefix(_SVG)
    if tag in ("defs", "title", "desc", "metadata"):
        return
    dx, dy = _moved(part)
    here = replace(
        place,
        dx=place.dx + dx,
        dy=place.dy + dy,
        style={**place.style, **style(part)},
        trace=id(part) if "trace" in part.get("class", "").split() else place.trace,
    )
    clip = re.search(r"#([\w-]+)", part.get("clip-path", ""))
    if clip and clip[1] in sheet.clips:
        left, top, right, bottom = sheet.clips[clip[1]]
        box = (left + here.dx, top + here.dy, right + here.dx, bottom + here.dy)
        here = replace(here, clip=(clip[1], box))
    if here.style.get("opacity") == "0":
        return
    match tag:
        case "path" | "rect":
            _draw(_lines(part, here), part, here, sheet)
        case "text":
            _say(part, here, sheet)
        case _:
            for child in part:
                _walk(child, here, sheet)


def _moved(part: ET.Element) -> tuple[float, float]:
    found = _TRANSLATE.findall(part.get("transform", ""))
    return sum(float(x) for x, _ in found), sum(float(y or 0) for _, y in found)


def _lines(part: ET.Element, place: _Place) -> list[Step]:
    """The lines of a path or a box, where they stand."""
    if "d" in part.attrib or not part.tag.endswith("rect"):
        return read(part.get("d", ""), place.dx, place.dy)
    left, top, wide, tall = (
        float(part.get(name, "0").removesuffix("px")) for name in ("x", "y", "width", "height")
    )
    if not wide or not tall:
        return []
    return read(f"M{left},{top}h{wide}v{tall}h{-wide}Z", place.dx, place.dy)


def _draw(steps: list[Step], part: ET.Element, place: _Place, sheet: _Sheet) -> None:
    """Put lines on the sheet, unless there is nothing to see."""
    seen = look(place.style) if len(steps) > 1 else {}
    if not seen:
        return
    pattern = re.search(r"#([\w-]+)", seen["fill"] if seen["fill"].startswith("url(") else "")
    if pattern:
        seen["fill"] = f"url(#{_pattern(pattern[1], place, sheet)})"
    if "grid crisp" in part.get("class", ""):
        seen["class"] = "grid"
    if place.clip and not _inside(extent(steps), place.clip[1]):
        seen["clip-path"] = f"url(#{_clip(*place.clip, sheet)})"
    if seen.get("fill") == "none":
        steps = straightened(steps)
    faint = place.trace if "fill-opacity" in seen else 0
    sheet.shapes.append(_Shape(tuple(sorted(seen.items())), tuple(steps), faint))


def _inside(drawn: Extent, box: Extent) -> bool:
    left, top, right, bottom = (there - here for there, here in zip(drawn, box, strict=True))
    return min(left, top) >= -_NEAR and max(right, bottom) <= _NEAR


def _clip(name: str, box: Extent, sheet: _Sheet) -> str:
    """The new name of a clip, defined where it stands now."""
    left, top = decimal(box[0]), decimal(box[1])
    new = f"{sheet.prefix}-{name}-{left}-{top}".replace(".", "_")
    wide, tall = decimal(box[2] - box[0]), decimal(box[3] - box[1])
    sheet.used[new] = (
        f'<clipPath id="{new}"><rect x="{left}" y="{top}" width="{wide}" height="{tall}"/>'
        "</clipPath>"
    )
    return new


def _pattern(name: str, place: _Place, sheet: _Sheet) -> str:
    """The new name of a hatching, moved to where it is used."""
    hatching = sheet.patterns[name]
    x, y = decimal(place.dx), decimal(place.dy)
    new = f"{sheet.prefix}-{name}-{x}-{y}".replace(".", "_")
    looks = ((part, look(style(part))) for part in hatching)
    inner = "".join(
        _drawn(_Shape(tuple(sorted(seen.items())), tuple(_lines(part, _Place())), 0))
        for part, seen in looks
        if seen
    )
    turned = hatching.get("patternTransform", "")
    wide, tall = (
        f"{float(hatching.get(name, '8').removesuffix('px')):.3f}" for name in ("width", "height")
    )
    sheet.used[new] = (
        f'<pattern id="{new}" width="{wide}" height="{tall}" '
        f'patternUnits="userSpaceOnUse" patternTransform="translate({x} {y}){turned}">'
        f"{inner}</pattern>"
    )
    return new


def _joined(shapes: Sequence[_Shape]) -> Iterator[_Shape]:
    """Neighbours of one look as one shape; see-through ones only within their series."""
    last: _Shape | None = None
    for shape in shapes:
        if last and (last.look, last.trace) == (shape.look, shape.trace):
            last = replace(last, steps=last.steps + shape.steps)
            continue
        if last:
            yield last
        last = shape
    if last:
        yield last


def _drawn(shape: _Shape) -> str:
    flat = "ML" * (len(shape.steps) // 2) == "".join(step.kind for step in shape.steps)
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in shape.look
        if not (flat and name == "fill")  # a single line has no inside
    )
    return f'<path{attributes} d="{written(shape.steps)}"/>'


def _say(part: ET.Element, place: _Place, sheet: _Sheet) -> None:
    """Put words on the sheet, each line where it stands."""
    size = float(place.style.get("font-size", _SIZE).removesuffix("px"))
    rows = [one for one in _all(part, "tspan") if "line" in one.get("class", "")] or [part]
    ink = colour(place.style.get("fill", ""))
    own = f' fill="{ink}"' if ink == "#FFF" else ""
    anchor = place.style.get("text-anchor", "start")
    lines = [(words, row) for row in rows if (words := _text("".join(row.itertext()).strip()))]
    lines = [(words, row) for words, row in lines if words.strip("\xa0")]
    if not lines:
        return
    weight = _weight(lines[0][1])
    spoken = ""
    for words, row in lines:
        down = float(row.get("dy", "0").removesuffix("em")) * size
        x = decimal(float(row.get("x", 0)) + place.dx)
        y = decimal(float(row.get("y", 0)) + place.dy + down)
        at = f'x="{x}" y="{y}"'
        heavy = f' font-weight="{_weight(row)}"' if _weight(row) != weight else ""
        spoken += f"<tspan {at}{heavy}>{words}</tspan>" if spoken else f"{at}>{words}"
    own += f' font-weight="{weight}"' if weight != _REGULAR else ""
    sheet.words.setdefault((anchor, decimal(size), own), []).append(f"<text {spoken}</text>")


def _weight(row: ET.Element) -> str:
    """How heavy the letters of a line are."""
    bold = any("bold" in str(style(one).get("font-weight")) for one in row.iter())
    return _BOLD if bold else _REGULAR


def _said(anchor: str, size: str, own: str, texts: Sequence[str]) -> str:
    look = f' text-anchor="{anchor}"' if anchor != "start" else ""
    look += f' font-size="{size}"' if size != _SIZE else ""
    words = "".join(texts)
    return f"<g{look}{own}>{words}</g>" if look or own else words
