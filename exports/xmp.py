"""XMP: what a picture says about itself, as the RDF that PNG, JPEG and SVG all carry."""

import re
from html import escape
from typing import Final

from exports.image_metadata import About

_SPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_IMPOSSIBLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def rdf(about: About) -> str:
    """The RDF that describes a picture; values without words are left out."""
    spaces = "".join(f' xmlns:{name}="{address}"' for name, address in _SPACES.items())
    fields = "".join(
        (
            _in_language("dc:title", about.title, about),
            _in_language("dc:description", about.caption, about),
            _in_language("dc:rights", about.rights, about),
            _plain("dc:source", about.source),
            _languages(about),
            _plain("photoshop:Headline", about.title),
            _plain("photoshop:Credit", about.credit),
            _plain("photoshop:Source", about.source),
            _in_language("Iptc4xmpCore:AltTextAccessibility", about.alt, about),
            _in_language("Iptc4xmpCore:ExtDescrAccessibility", about.description, about),
            _in_language("xmpRights:UsageTerms", about.rights, about),
            _plain("xmpRights:WebStatement", about.address),
        )
    )
    return (
        f'<rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about=""{spaces}>'
        f"{fields}</rdf:Description></rdf:RDF>"
    )


def packet(about: About) -> bytes:
    """The RDF in the wrapping that picture files carry it in."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf(about)}</x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def text(words: str) -> str:
    """Words as XML can hold them."""
    return escape(_IMPOSSIBLE.sub("", words))


def _plain(name: str, words: str) -> str:
    return f"<{name}>{text(words)}</{name}>" if words else ""


def _in_language(name: str, words: str, about: About) -> str:
    """Words in the language of the chart, which is also what readers of no language get."""
    if not words:
        return ""
    items = "".join(
        f'<rdf:li xml:lang="{code}">{text(words)}</rdf:li>'
        for code in ("x-default", about.language)
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def _languages(about: About) -> str:
    return f"<dc:language><rdf:Bag><rdf:li>{about.language}</rdf:li></rdf:Bag></dc:language>"
