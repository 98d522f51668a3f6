"""A picture in one form only: the same chart painted twice is the same SVG, byte for byte."""

import re
from xml.etree import ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)

_REFERENCE = re.compile(r"#([\w-]+)")
_TRACE = re.compile(r"\btrace[0-9a-f]{6}\b")


def canonical(svg: bytes) -> bytes:
    """The same drawing with its names in order of appearance and its attributes in order.

    Plotly names clips, patterns and traces by chance; nothing else differs between two runs.
    """
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
