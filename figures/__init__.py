"""Every figure of the house, by its public id."""

from collections.abc import Mapping
from types import MappingProxyType

from figures.aid import AID
from figures.core.figure import Figure
from figures.deaths import DEATHS
from figures.displacement import DISPLACEMENT
from figures.headlines import HEADLINES

FIGURES: Mapping[str, Figure] = MappingProxyType(
    {figure.id: figure for figure in (*HEADLINES, *DISPLACEMENT, *DEATHS, *AID)}
)
