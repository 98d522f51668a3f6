"""`python -m snapshots …`: publish all figures as a static site, verify or withdraw snapshots."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from exports.addresses import read_site
from exports.renderer import Renderer
from figures import FIGURES
from locales import LANGUAGES, Language, find_language
from schemas import InvalidData, read_all
from snapshots.errors import FAILURES, describe_failure
from snapshots.history import record_withdrawals
from snapshots.snapshot import freeze
from snapshots.store import SnapshotStore, open_store
from snapshots.verification import summarise, verify
from web.static_site import publish, write_news

PAINTER: Final = Renderer()

Run = Callable[[argparse.Namespace, Language], int]

_OTHERS: Final = tuple(code for code in LANGUAGES if code != "en")
"""Languages in which a reason may be given besides English."""


def publish_site(arguments: argparse.Namespace, t: Language) -> int:
    """Write every figure in every language, an index and the feeds, as a site of plain files."""
    tables, target, new = read_all(), SnapshotStore(arguments.folder, quota=sys.maxsize), 0
    for step in publish(
        tables,
        target,
        PAINTER,
        read_site(),
        changed=arguments.changed,
        only=arguments.only or FIGURES,
    ):
        new += step.new
        view = step.edition.view
        done = t("frozen") if step.new else t("unchanged")
        print(f"{step.number}/{step.all} {view.figure} ({view.language}): {done}", flush=True)
    write_news(tables, target, read_site(), datetime.now(UTC))
    print(t("{new} new snapshots in {folder}.", new=new, folder=arguments.folder))
    return 0


def verify_store(arguments: argparse.Namespace, t: Language) -> int:
    """Check every snapshot of the store; freeze again whose content the tables still give."""
    kept = SnapshotStore(arguments.store) if arguments.store else open_store()
    findings = []
    for finding in verify(kept, read_all(), partial(freeze, painter=PAINTER)):
        findings.append(finding)
        print(f"{len(findings)} {finding.words(t)}", flush=True)
    print(*summarise(findings, t), sep="\n")
    return 0 if all(finding.sound for finding in findings) else 1


def withdraw(arguments: argparse.Namespace, t: Language) -> int:
    """Tell readers of a snapshot that it must not be relied upon any more; it stays readable."""
    kept = SnapshotStore(arguments.store) if arguments.store else open_store()
    figure, _, digest = arguments.snapshot.strip("/").partition("/")
    if not kept.has(figure, digest):
        print(t("There is no such snapshot."), file=sys.stderr)
        return 1
    others = {code: getattr(arguments, f"reason_{code}") for code in _OTHERS}
    given = {code: reason for code, reason in others.items() if reason}
    kept.withdraw(figure, digest, arguments.reason, others=given)
    record_withdrawals(kept)
    print(t("Withdrawn. Its readers are told why."))
    return 0


COMMANDS: Mapping[str, Run] = {
    "publish": publish_site,
    "verify": verify_store,
    "withdraw": withdraw,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 1 if something is wrong, 2 if it could not run."""
    parser = argparse.ArgumentParser(prog="python -m snapshots", description=__doc__)
    parser.add_argument("--lang", choices=list(LANGUAGES), default="en", help="words of this tool")
    commands = parser.add_subparsers(dest="command", required=True)
    publishing, verifying, withdrawing = (
        commands.add_parser(name, help=run.__doc__) for name, run in COMMANDS.items()
    )
    add = publishing.add_argument
    add("folder", help="folder or s3://bucket/folder of the site")
    add("--changed", action="store_true", help="paint only what is not there yet")
    add("--only", nargs="+", metavar="FIGURE", choices=list(FIGURES), help="not all figures")
    add = withdrawing.add_argument
    add("snapshot", metavar="FIGURE/HASH")
    add("--reason", required=True, help="one sentence, in English")
    for code in _OTHERS:
        add(f"--reason-{code}", help=f"the same in {LANGUAGES[code]}")
    for one in (verifying, withdrawing):
        one.add_argument("--store", help="instead of DASHBOARD_STORE")
    given = parser.parse_args(arguments)
    t = find_language(given.lang)
    try:
        return COMMANDS[given.command](given, t)
    except InvalidData as invalid:
        print(
            *(finding.write_sentence(t) for finding in invalid.findings), sep="\n", file=sys.stderr
        )
    except FAILURES as error:
        print(describe_failure(error, t), file=sys.stderr)
    finally:
        PAINTER.close()
    return 2


if __name__ == "__main__":
    sys.exit(main())
