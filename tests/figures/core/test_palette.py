"""Colours are told apart by every eye, and read on light and dark paper."""

import math
import re
from itertools import combinations
from typing import Final

import pytest

from figures import FIGURES
from figures.core.chart import draw
from figures.core.palette import PAPER, Tone
from figures.core.view import make_view
from schemas import Tables

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

DARK_PAPER: Final = "#171614"
LEAST_APART, LEAST_CONTRAST = 10, 3

EYES: Final[dict[str, Matrix]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""How each kind of eye sees linear red, green and blue (Machado, Oliveira and Fernandes 2009)."""

_XYZ: Final[Matrix] = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: Final = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Colour:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return red, green, blue


def turned(matrix: Matrix, colour: Colour) -> Colour:
    a, b, c = (sum(m * v for m, v in zip(row, colour, strict=True)) for row in matrix)
    return a, b, c


def lab(colour: str, eye: Matrix) -> Colour:
    seen = turned(eye, linear(colour))
    clipped = (min(max(seen[0], 0), 1), min(max(seen[1], 0), 1), min(max(seen[2], 0), 1))
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (v / w for v, w in zip(turned(_XYZ, clipped), _WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: Colour, other: Colour) -> float:
    """The difference of two colours by CIEDE2000."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    c7 = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    more = 1 + 0.5 * (1 - math.sqrt(c7 / (c7 + 25**7)))
    a1, a2 = a1 * more, a2 * more
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    light, chroma, mean = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + turn / 2) % 360
    t = 1 - sum(
        share * math.cos(math.radians(times * mean + shift))
        for share, times, shift in ((0.17, 1, -30), (-0.24, 2, 0), (-0.32, 3, 6), (0.2, 4, -63))
    )
    s_l = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    c7 = chroma**7
    turning = math.sin(math.radians(60 * math.exp(-(((mean - 275) / 25) ** 2))))
    r = -2 * math.sqrt(c7 / (c7 + 25**7)) * turning
    dl, dc, dh = (l2 - l1) / s_l, (c2 - c1) / s_c, hue / s_h
    return math.sqrt(dl**2 + dc**2 + dh**2 + r * dc * dh)


def contrast(one: str, other: str) -> float:
    dark, light = sorted(turned(_XYZ, linear(colour))[1] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def test_the_difference_of_colours_is_that_of_the_standard() -> None:
    # Pairs 1, 7 and 25 of the test data of Sharma, Wu and Dalal (2005).
    assert apart((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert apart((50, 0, 0), (50, -1, 2)) == pytest.approx(2.3669, abs=1e-4)
    assert apart((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(
        1.2644, abs=1e-4
    )


@pytest.mark.parametrize("eye", EYES)
def test_every_two_colours_are_told_apart_by_every_eye(eye: str) -> None:
    for one, other in combinations(Tone, 2):
        assert apart(lab(one, EYES[eye]), lab(other, EYES[eye])) >= LEAST_APART, (one, other)


def test_a_palette_that_fails_would_be_found() -> None:
    blue, violet = (lab(colour, EYES["protan"]) for colour in ("#2F7FD6", "#9A6AD0"))
    assert apart(blue, violet) < LEAST_APART


@pytest.mark.parametrize("paper", [PAPER, DARK_PAPER])
def test_every_colour_reads_on_light_and_on_dark_paper(paper: str) -> None:
    for tone in Tone:
        assert contrast(tone, paper) >= LEAST_CONTRAST, tone


@pytest.mark.parametrize("figure_id", FIGURES)
def test_no_mark_has_a_colour_of_its_own(figure_id: str, tables: Tables) -> None:
    drawn = draw(make_view(FIGURES[figure_id], tables, {}), tables).plotly
    used = {colour for trace in drawn.data for colour in re.findall(r"#\w{6}", trace.to_json())}
    assert used <= set(Tone)
