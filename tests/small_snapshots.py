"""Small snapshots, and a program that puts many of them into a store: `url first last`."""

import json
import random
import sys
from hashlib import sha256

from snapshots.store import SnapshotStore

FIGURE = "refugees"
NAMES = ("index.html", "figure.svg", "figure@2x.png", "data.csv")


def snapshot_of(number: int) -> tuple[str, dict[str, bytes]]:
    """A hash and files that belong together: the manifest gives the sum of each."""
    lot = random.Random(number)  # noqa: S311 - chance, not secrecy
    files = {name: lot.randbytes(2000) for name in NAMES}
    sums = {name: sha256(content).hexdigest() for name, content in files.items()}
    files["snapshot.json"] = json.dumps({"files": sums}).encode()
    return sha256(files["snapshot.json"]).hexdigest()[:20], files


def complete(kept: SnapshotStore) -> int:
    """How many snapshots are to be seen; every one of them must be whole."""
    count = 0
    for figure, name in kept.find_all():
        manifest = kept.manifest(figure, name)
        assert manifest is not None
        for file, total in manifest["files"].items():
            content = kept.read(figure, name, file)
            assert content is not None
            assert sha256(content).hexdigest() == total
        count += 1
    return count


if __name__ == "__main__":
    kept = SnapshotStore(sys.argv[1])
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        kept.put(FIGURE, *snapshot_of(number))
        sys.stdout.write("put\n")
        sys.stdout.flush()
