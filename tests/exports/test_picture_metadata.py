"""Pictures that say what they are, read back by other people's programs."""

import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, IptcImagePlugin

from exports.image_files import (
    ImageMetadata,
    UnknownPicture,
    embed_metadata,
    make_metadata,
    write_xmp,
)
from schemas import Tables
from tests.clients.needs import needed
from tests.editions import ATTACK, chart_of, empty, frozen

FIGURE = "civilian-toll-compared"


def blank(form: str) -> bytes:
    """A small picture without a word in it."""
    if form == "svg":
        return b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0,0"/></svg>'
    content = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(content, form)
    return content.getvalue()


@pytest.fixture(scope="module")
def told(tables: Tables) -> ImageMetadata:
    chart = chart_of(FIGURE, tables, "uk")
    return make_metadata(chart, frozen(chart))


def test_a_picture_says_what_its_chart_says(tables: Tables) -> None:
    for language in ("en", "fr", "uk"):
        chart = chart_of(FIGURE, tables, language)
        told = make_metadata(chart, frozen(chart))
        assert told.title == chart.title
        assert chart.subtitle in told.caption
        assert chart.note.text in told.caption
        assert told.alt == chart.alt
        assert told.address == frozen(chart).page
        for cited in chart.note.cited:
            assert chart.t.data(cited.publisher) in told.credit
            assert chart.t.data(cited.publisher) in told.rights


@pytest.mark.parametrize("form", ["png", "jpeg"])
def test_the_picture_itself_stays_the_same(form: str, told: ImageMetadata) -> None:
    before, after = blank(form), embed_metadata(blank(form), told)
    pictures = [Image.open(io.BytesIO(one)).convert("RGB") for one in (before, after)]
    assert pictures[0].tobytes() == pictures[1].tobytes()
    assert Image.open(io.BytesIO(after)).info["xmp"].decode() == write_xmp(told).decode()


def test_a_jpeg_carries_the_fields_content_systems_read(told: ImageMetadata) -> None:
    read: Any = IptcImagePlugin.getiptcinfo(
        Image.open(io.BytesIO(embed_metadata(blank("jpeg"), told)))
    )
    assert read[(1, 90)] == b"\x1b%G"
    assert read[(2, 105)].decode() == told.title
    assert told.title.startswith(read[(2, 5)].decode().removesuffix("…"))
    assert told.caption.startswith(read[(2, 120)].decode().removesuffix("…"))
    assert all(len(read[(2, number)]) <= 256 for number in (105, 110, 115, 116))
    assert len(read[(2, 5)]) <= 64


@pytest.mark.clients
@pytest.mark.parametrize("form", ["png", "jpeg", "svg"])
def test_every_field_reads_back(form: str, told: ImageMetadata, tmp_path: Path) -> None:
    path = tmp_path / f"figure.{form}"
    path.write_bytes(embed_metadata(blank(form), told))
    answer = subprocess.run(
        [needed("exiftool", shutil.which("exiftool")), "-j", "-G1", "-charset", "utf8", str(path)],
        capture_output=True,
        check=True,
    ).stdout
    read = json.loads(answer)[0]
    assert read["XMP-dc:Title"] == read["XMP-dc:Title-uk"] == told.title
    assert read["XMP-dc:Description"] == read["XMP-dc:Description-uk"] == told.caption
    assert read["XMP-dc:Rights"] == read["XMP-xmpRights:UsageTerms"] == told.rights
    assert read["XMP-dc:Source"] == read["XMP-photoshop:Source"] == told.source
    assert read["XMP-dc:Language"] == "uk"
    assert read["XMP-photoshop:Headline"] == told.title
    assert read["XMP-photoshop:Credit"] == told.credit
    assert read["XMP-iptcCore:AltTextAccessibility"] == told.alt
    assert read["XMP-iptcCore:ExtDescrAccessibility"] == told.description
    assert read["XMP-xmpRights:WebStatement"] == told.address
    if form == "jpeg":
        assert read["IPTC:Headline"] == told.title


def test_an_svg_has_a_name_that_screen_readers_find(told: ImageMetadata) -> None:
    svg = "{http://www.w3.org/2000/svg}"
    root = ET.fromstring(embed_metadata(blank("svg"), told))  # noqa: S314 - our own picture
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert root.findtext(f"{svg}title[@id='title']") == told.title
    assert told.alt in (root.findtext(f"{svg}desc[@id='desc']") or "")


@pytest.mark.parametrize("form", ["png", "svg"])
def test_words_that_are_markup_stay_words(form: str, told: ImageMetadata) -> None:
    hostile = f"{ATTACK}\x00\x1b\ufffe"
    words = dict.fromkeys(("title", "caption", "credit", "source", "rights", "alt"), hostile)
    attacked = embed_metadata(blank(form), replace(told, **words, description=hostile))
    assert b"<script" not in attacked
    ET.fromstring(write_xmp(replace(told, **words)).decode())  # noqa: S314 - our own words
    if form == "svg":
        ET.fromstring(attacked)  # noqa: S314 - our own words


def test_a_picture_of_an_empty_chart_leaves_out_what_is_not_known(tables: Tables) -> None:
    chart = empty(FIGURE, tables, "fr")
    words = write_xmp(make_metadata(chart, frozen(chart))).decode()
    assert "dc:title" in words
    assert "dc:source" not in words
    assert "dc:rights" not in words


@pytest.mark.parametrize("form", ["png", "jpeg", "svg"])
def test_the_same_words_give_the_same_bytes(form: str, told: ImageMetadata) -> None:
    assert embed_metadata(blank(form), told) == embed_metadata(blank(form), told)


def test_a_long_caption_is_cut_between_two_words(told: ImageMetadata) -> None:
    long = replace(told, caption="слово " * 400)
    read: Any = IptcImagePlugin.getiptcinfo(
        Image.open(io.BytesIO(embed_metadata(blank("jpeg"), long)))
    )
    assert len(read[(2, 120)]) <= 2000
    assert read[(2, 120)].decode().endswith("слово…")


def test_what_is_no_picture_is_refused(told: ImageMetadata) -> None:
    with pytest.raises(UnknownPicture):
        embed_metadata(b"GIF89a", told)
