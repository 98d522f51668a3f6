"""Text that is English in part where another language was asked for, and still knows which part."""

from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import Self


class PartlyTranslated(str):
    """Text with parts that nobody has translated yet: a plain text that knows where they stand."""

    english: tuple[tuple[int, int], ...]
    """Where each of them begins and ends."""

    def __new__(cls, text: str, english: tuple[tuple[int, int], ...] | None = None) -> Self:
        """The text; English as a whole unless it is said which parts are."""
        mixed = super().__new__(cls, text)
        mixed.english = ((0, len(text)),) if english is None else english
        return mixed

    def split_by_language(self) -> Iterator[tuple[str, bool]]:
        """The text piece by piece, each with whether it is English."""
        at = 0
        for begin, end in self.english:
            yield self[at:begin], False
            yield self[begin:end], True
            at = end
        yield self[at:], False


def join_texts(separator: str, items: Iterable[str]) -> str:
    """Texts one after the other, as `separator.join` gives them; what is English stays marked."""
    items = list(items)
    text = separator.join(items)
    if not any(isinstance(item, PartlyTranslated) for item in items):
        return text
    english: list[tuple[int, int]] = []
    at = 0
    for item in items:
        if isinstance(item, PartlyTranslated):
            english += [(at + begin, at + end) for begin, end in item.english]
        at += len(item) + len(separator)
    return PartlyTranslated(text, tuple(english))


def fill_places(message: str, values: Mapping[str, object]) -> str:
    """A message with its places filled in, as `str.format` does; what is English stays marked."""
    if not any(isinstance(value, PartlyTranslated) for value in values.values()):
        return message.format(**values)
    pieces: list[str] = []
    for words, name, form, _ in Formatter().parse(message):
        value = "" if name is None else values[name]
        pieces.append(words)
        pieces.append(value if isinstance(value, PartlyTranslated) else format(value, form or ""))
    return join_texts("", pieces)
