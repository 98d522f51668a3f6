"""How a part of a picture looks: its style as attributes, with all that goes without saying out."""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from figures.core.palette import INK

Style = Mapping[str, str]

_NAMES: Final = ("fill", "stroke", "fill-opacity", "stroke-opacity", "stroke-width", "text-anchor")
_COLOUR: Final = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
_WORDS: Final = frozenset({INK.upper(), "#444"})
"""Colours of words: they follow the page."""
_USUAL: Final = {"opacity": "1", "width": "1", "dasharray": "none"}


def style(part: ET.Element) -> Style:
    """Everything that styles an element, whether written as style or as attributes."""
    pairs = (pair.split(":", 1) for pair in part.get("style", "").split(";") if ":" in pair)
    found: dict[str, str] = {name: part.attrib[name] for name in _NAMES if name in part.attrib}
    return found | {name.strip(): value.strip() for name, value in pairs}


def look(styled: Style) -> dict[str, str]:
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
    found = colour(styled.get(name, usual))
    return "currentColor" if found in _WORDS else found


def _short(number: str) -> str:
    """A number in as few letters as can be: .25, 1.8, 2."""
    return f"{float(number):.3g}".removeprefix("0") if float(number) else "0"


def colour(value: str) -> str:
    """A colour in as few letters as can be."""
    found = _COLOUR.fullmatch(value)
    if not found:
        return value
    text = "".join(f"{int(part):02X}" for part in found.groups())
    return "#" + (text[::2] if text[::2] == text[1::2] else text)
