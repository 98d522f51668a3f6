"""The report as JUnit XML: one suite for each file, one case for each cause."""

from xml.etree import ElementTree as ET

from exports.html import strip_impossible
from locales import Language
from schemas.findings import Severity
from upkeep.checking import Report
from upkeep.reports.grouping import Group, groups


def as_junit(report: Report, t: Language) -> str:
    """Errors fail their case; warnings and notes are its output."""
    root = ET.Element("testsuites", name="upkeep check")
    by_file: dict[str, list[Group]] = {file: [] for file in report.files}
    for group in groups(report):
        by_file.setdefault(group.file, []).append(group)
    for file, found in by_file.items():
        failing = [group for group in found if group.severity is Severity.ERROR]
        suite = ET.SubElement(
            root, "testsuite", name=_clean(file), tests=str(max(len(found), 1)),
            failures=str(len(failing)), errors="0", skipped="0", time="0",
        )  # fmt: skip
        for group in found:
            _case(suite, group, t)
        if not found:
            ET.SubElement(suite, "testcase", classname=_clean(file), name="check", time="0")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _case(suite: ET.Element, group: Group, t: Language) -> None:
    name = f"{group.cause.name} ({group.severity})"
    case = ET.SubElement(suite, "testcase", classname=_clean(group.file), name=name, time="0")
    lines = [finding.write_message(t) for finding in group.told]
    text = _clean("\n".join(filter(None, [*lines, group.rest(t)])))
    if group.severity is Severity.ERROR:
        told = ET.SubElement(
            case, "failure", message=_clean(t(group.cause.title)), type=group.cause.name
        )
    else:
        told = ET.SubElement(case, "system-out")
    told.text = text


def _clean(text: str) -> str:
    """The text without signs that XML does not allow."""
    return strip_impossible(text, "\ufffd")
