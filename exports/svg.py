"""A picture as a part of a page: small, readable by machines, at home on light and dark paper.

What Plotly drew stays in its order; what cannot be seen is left out, and nothing is clipped, for
what a chart draws stands within its axes. How a picture is painted does not belong here.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from markupsafe import Markup

from exports.html import fill_template
from figures.core.palette import INK
from locales import find_language

_SVG: Final = "{http://www.w3.org/2000/svg}"
ET.register_namespace("", _SVG.strip("{}"))
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
_REFERENCE: Final = re.compile(r"#([\w-]+)")
_USE: Final = re.compile(r"""url\(["']?#([\w-]+)["']?\)""")
_TRACE: Final = re.compile(r"\btrace[0-9a-f]{6}\b")
_TRANSLATE: Final = re.compile(r"translate\(\s*(-?[\d.e-]+)[\s,]*(-?[\d.e-]+)?\s*\)")
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_STEP: Final = re.compile("([A-Za-df-z])([^A-Za-df-z]*)")
_ARITY: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7, "Z": 0}
_COLOUR: Final = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
_INKS, _PAPER = frozenset({INK.upper(), "#444", "#000"}), "#FFF"
"""Colours of words, which follow the page, and of the paper."""
_TEXT = ("text", "tspan")
_UNSEEN = ("title", "desc", "metadata", "clipPath")
_KEPT: Final = (
    "d", "x", "y", "width", "height", "dy", "cx", "cy", "r", "patternUnits", "patternTransform",
)  # fmt: skip
_LOOK: Final = {
    "fill": "currentColor", "fill-opacity": "1", "stroke": "none", "stroke-dasharray": "none",
    "stroke-opacity": "1", "stroke-width": "1",
}  # fmt: skip
_TYPE: Final = {
    "fill": "currentColor", "font-size": "13", "font-weight": "normal", "text-anchor": "start",
}  # fmt: skip
"""How shapes and words look that do not say it."""


def minify(svg: bytes, *, prefix: str, title: str, description: str) -> str:
    """The picture as compact SVG for an HTML page; its words are those of the page.

    `prefix` begins every id, so that two pictures can stand on one page. Nothing is styled in
    place: words and lines take `currentColor`.
    """
    root = ET.fromstring(svg)  # noqa: S314 - painted by our own browser
    drawing = ET.Element("g", {"aria-hidden": "true", **dict([*_TYPE.items()][:2])})
    _add(drawing, root, prefix, 0)
    used = {name for part in drawing.iter() for name in _USE.findall(str(part.attrib))}
    for part in list(drawing):
        if part.tag == "pattern" and part.get("id") not in used:
            drawing.remove(part)
    drawn = ET.tostring(drawing, encoding="unicode").replace(" />", "/>")
    return fill_template(
        "drawing.svg",
        find_language("en"),
        prefix=prefix,
        title=title,
        description=description,
        box=root.get("viewBox", ""),
        drawing=Markup(drawn),  # noqa: S704 - written from elements
    )


def _add(clean: ET.Element, part: ET.Element, prefix: str, by: complex) -> None:
    """Add what of the things in a part can be seen."""
    for child in part:
        for seen in _clean(child, prefix, by):
            _join(clean, seen)


def _join(clean: ET.Element, seen: ET.Element) -> None:
    """Add an element; one that looks as the one before it becomes a part of that."""
    before = clean[-1] if len(clean) else ET.Element("none")
    same = before.tag == seen.tag and {**before.attrib, "d": ""} == {**seen.attrib, "d": ""}
    # Where see-through shapes lie on each other they are darker.
    if same and seen.tag == "path" and not {"fill-opacity", "stroke-opacity"} & {*seen.attrib}:
        before.attrib["d"] += seen.attrib["d"]
    else:
        clean.append(seen)


def _clean(part: ET.Element, prefix: str, by: complex) -> Iterator[ET.Element]:
    """A part as far as it can be seen; groups give what is in them."""
    tag, style = part.tag.removeprefix(_SVG), _read_style(part)
    if (own := _describe(tag, style)) is None:
        return
    for x, y in _TRANSLATE.findall(style.get("transform", "")):
        by += complex(float(x), float(y or 0))
    if by and "url(" in own.get("fill", ""):
        # What is hatched is so where it was written.
        own["transform"], by = f"translate({_round(by.real)} {_round(by.imag)})", 0
    if tag == "pattern":
        own["id"] = f"{prefix}-{part.get('id')}"
    else:
        own |= _move(own, by)
    clean = ET.Element(tag, {k: _USE.sub(rf"url(#{prefix}-\1)", v) for k, v in own.items()})
    _add(clean, part, prefix, by)
    if tag in _TEXT:
        clean.text, clean.tail = part.text, part.tail
        yield from [clean] if "".join(clean.itertext()).strip() else []
    else:
        yield from clean if tag in ("g", "defs") else [clean]


def _describe(tag: str, style: Mapping[str, str]) -> dict[str, str] | None:
    """Where an element stands and how it looks; nothing of what cannot be seen."""
    own = {name: style[name] for name in _KEPT if style.get(name)}
    if tag in _UNSEEN or style.get("opacity") == "0":
        return None
    if tag in _TEXT:
        return own | _read_type(style)
    if tag not in ("path", "rect", "circle"):
        return own
    look, drawn = _read_look(style), {own.get(name, "0") for name in ("d", "height", "r")}
    return own | look if look and drawn != {"0"} else None


def _move(own: Mapping[str, str], by: complex) -> dict[str, str]:
    """The geometry of a shape or of words, moved and in few letters."""
    sides = {"x": by.real, "y": by.imag, "width": 0, "height": 0}
    moved = {
        name: _round(float(own[name].removesuffix("px")) + over)
        for name, over in sides.items()
        if name in own
    }
    return moved | ({"d": shorten_path(own["d"], by)} if "d" in own else {})


def shorten_path(data: str, by: complex = 0) -> str:
    """Path data, moved; each step is written from the one before, to a tenth of a pixel.

    Raises KeyError for steps no chart is drawn with.
    """
    words = before = ""
    pen = start = there = 0j
    for kind, relative, own in _read_steps(data):
        if kind == "Z":
            pen = start
        else:
            x, y = {"H": (own[0], None), "V": (None, own[0])}.get(kind, own[-2:])
            pen = complex(
                pen.real if x is None else x + pen.real * relative,
                pen.imag if y is None else y + pen.imag * relative,
            )
        start = pen if kind == "M" else start
        here = complex(round((pen + by).real * 10), round((pen + by).imag * 10))
        step, there = here - there, here
        if kind in "LHV" and not step:
            continue
        new, numbers = {
            "M": ("M", [here.real, here.imag]),
            "Z": ("z", []),
            "A": ("a", [*(number * 10 for number in own[:5]), step.real, step.imag]),
        }.get(kind, ("l", [step.real, step.imag]))
        if new == "l" and 0 in numbers:
            new, numbers = ("h", numbers[:1]) if step.real else ("v", numbers[1:])
        text = "" if new == before != "z" else new
        for number in numbers:
            word = _round(number / 10)
            text += word if text == new or word.startswith("-") else f" {word}"
        words, before = words + text, new
    return words


def _read_steps(data: str) -> Iterator[tuple[str, bool, list[float]]]:
    """Each step with its numbers; what follows a move are lines."""
    for letter, text in _STEP.findall(data):
        kind, numbers = letter.upper(), [float(number) for number in _NUMBER.findall(text)]
        for place in range(0, len(numbers) or 1, _ARITY[kind] or 1):
            own = numbers[place : place + _ARITY[kind]]
            yield "L" if kind == "M" and place else kind, letter.islower(), own


def _read_style(part: ET.Element) -> Mapping[str, str]:
    """Everything said of an element, whether written as style or as attributes."""
    pairs = (pair.split(":", 1) for pair in part.get("style", "").split(";") if ":" in pair)
    return {**part.attrib, **{name.strip(): value.strip() for name, value in pairs}}


def _read_look(style: Mapping[str, str]) -> dict[str, str]:
    """Fill and stroke as attributes; nothing for what cannot be seen."""
    look = {name: style.get(name, usual) for name, usual in _LOOK.items()}
    look["stroke-dasharray"] = re.sub(r"px|,", "", look["stroke-dasharray"])
    for name in ("fill-opacity", "stroke-opacity", "stroke-width"):
        look[name] = f"{float(look[name].removesuffix('px')):.3g}"
    for name in ("fill", "stroke"):
        unseen = "0" in (look[f"{name}-opacity"], name == "stroke" and look["stroke-width"])
        look[name] = "none" if unseen else _shorten_colour(look[name])
    bare = [name for name in ("fill", "stroke") if look[name] == "none"]
    if len(bare) == 2 or (look["fill"], look["stroke"]) == (_PAPER, "none"):
        return {}
    return {
        name: text
        for name, text in look.items()
        if text != _LOOK[name] and (name in bare or name.split("-")[0] not in bare)
    }


def _read_type(style: Mapping[str, str]) -> dict[str, str]:
    """How words are set, where it is not as usual."""
    found = {name: style[name].removesuffix("px") for name in _TYPE if name in style}
    found |= {"fill": _shorten_colour(found["fill"])} if "fill" in found else {}
    return {name: word for name, word in found.items() if word != _TYPE[name]}


def _round(number: float) -> str:
    """A number to a tenth, in as few letters as can be: 3, -.5, 12.1."""
    word = f"{number:.1f}".removesuffix(".0")
    return "0" if word == "-0" else re.sub(r"^(-?)0\.", r"\1.", word)


def _shorten_colour(value: str) -> str:
    """A colour in as few letters as can be; that of words is the page's."""
    found = _COLOUR.fullmatch(value)
    if not found:
        return value
    text = "".join(f"{int(part):02X}" for part in found.groups())
    colour = "#" + (text[::2] if text[::2] == text[1::2] else text)
    return "currentColor" if colour in _INKS else colour


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
