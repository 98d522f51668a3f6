"""Public addresses: where the house stands, and where each edition of a figure is found."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from figures.core.view import View

SETTING: Final = "DASHBOARD_ADDRESS"
"""Environment variable that names the public address of the house."""
LOCAL_ADDRESS: Final = "http://localhost:8501"
"""The address of a house nobody has named yet."""


@dataclass(frozen=True)
class Site:
    """Where the house stands in public, such as https://numbers.example; no slash at the end."""

    base: str

    def figure_page(self, view: View) -> str:
        """The page on which readers explore a figure, in exactly this view."""
        return f"{self.base}/{view.figure}?{view.write_query()}"

    def oembed_address(self, page: str, form: str = "json") -> str:
        """The address that describes a page to content systems."""
        return f"{self.base}/oembed?{urlencode({'url': page, 'format': form})}"


def split_address(address: str) -> SplitResult | None:
    """The parts of an address that somebody wrote; None of what is no address, as `http://[`."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def read_site() -> Site:
    """The site this process serves or publishes, by its setting."""
    return Site(os.environ.get(SETTING, LOCAL_ADDRESS).rstrip("/"))


LOOKS: Final[Mapping[str, tuple[str, ...]]] = {
    "form": ("whole", "compact", "chart", "table", "number"),
    "theme": ("auto", "light", "dark"),
    "title": ("yes", "no"),
    "pictures": ("light", "dark"),
}
"""How a figure can be shown, by parameter of its address; the first is usual and not written."""


@dataclass(frozen=True)
class Look:
    """How a figure is shown in an article; what it says is the same in every look."""

    form: str = "whole"
    theme: str = "auto"
    title: str = "yes"
    pictures: str = "light"

    @property
    def unusual(self) -> dict[str, str]:
        """What is not usual of it, by name."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in named.items() if value != LOOKS[name][0]}

    @property
    def query(self) -> str:
        """What is not usual of it, as a part of an address; '' if nothing."""
        return urlencode(self.unusual)


USUAL: Final = Look()


def read_look(query: Mapping[str, str], form: str = USUAL.form) -> Look:
    """The look an address asks for; what it does not say, or says wrongly, is usual."""
    asked = {"form": form, **query}
    return Look(**{name: asked[name] for name in LOOKS if asked.get(name) in LOOKS[name]})


@dataclass(frozen=True)
class Edition:
    """A figure as it can be embedded: frozen under a hash, or live when there is none."""

    site: Site
    view: View
    hash: str = ""
    look: Look = USUAL

    @property
    def frozen(self) -> bool:
        """Whether its content can never change."""
        return bool(self.hash)

    @property
    def root(self) -> str:
        """Where the house stands, as its own page links it."""
        return "../../../" if self.frozen else "/"

    @property
    def home(self) -> str:
        """The page on which readers explore this view, as its own page links it."""
        whole = self.site.figure_page(self.view)
        return self.root + whole.removeprefix(f"{self.site.base}/") if self.frozen else whole

    @property
    def path(self) -> str:
        """The path of its page: `/snapshots/<figure>/<hash>/`, or `/figures/<figure>?<view>`."""
        if self.frozen:
            return f"/snapshots/{self.view.figure}/{self.hash}/"
        return f"/figures/{self.view.figure}?{self.query}"

    @property
    def query(self) -> str:
        """View and look as the query of an address."""
        return "&".join(filter(None, (self.view.write_query(), self.look.query)))

    @property
    def page(self) -> str:
        """The whole address of its page."""
        return self.site.base + self.path

    def address_of(self, name: str) -> str:
        """The whole address of one of its files, such as `data.csv`."""
        return self.site.base + self.path_of(name)

    def link_to(self, name: str) -> str:
        """One of its files as its own page links it; a frozen folder can be moved."""
        return quote(name) if self.frozen else self.path_of(name)

    def path_of(self, name: str) -> str:
        """The path of one of its files."""
        if self.frozen:
            return f"{self.path}{quote(name)}"
        return f"/figures/{self.view.figure}/{quote(name)}?{self.query}"
