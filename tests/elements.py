"""The elements of a piece of HTML, as a browser's parser sees them."""

from html.parser import HTMLParser

Element = tuple[str, dict[str, str]]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words += data


def elements(html: str) -> list[Element]:
    """Every element that is opened, with its attributes."""
    parser = _Elements()
    parser.feed(html)
    return parser.found


def words(html: str) -> str:
    """The text between the elements."""
    parser = _Elements()
    parser.feed(html)
    return parser.words
