"""Start one handler as Lambda would, in a process of its own, and tell what it loaded and what it asked for.

python probe.py <repository> <capability>/<file> <answer file>     the variables come on standard input, as JSON
"""

import importlib
import json
import os
import sys
from collections.abc import Iterator, MutableMapping
from pathlib import Path

ROOT, ENTRY, TOLD = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
CAPABILITY, FILE = ENTRY.split("/")
LAYER, TASK = ROOT / "layers/madoguchi/python", ROOT / "functions" / CAPABILITY
OURS = (str(LAYER), str(ROOT / "functions"))


class Noting(MutableMapping[str, str]):
    """The environment, noting what our own code reads by name. A name it lacks is noted and answered anyhow,

    so that one run tells every missing name. Copies are not noted: a copy of the environment reads everything.
    """

    def __init__(self, real: MutableMapping[str, str]) -> None:
        self.real, self.read, self.missing = real, set[str](), set[str]()

    def __getitem__(self, name: str) -> str:
        if not self._asked_by_us():
            return self.real[name]
        self.read.add(name)
        if name not in self.real:
            self.missing.add(name)
            return f"sample-{name.lower()}"
        return self.real[name]

    def _asked_by_us(self) -> bool:
        """Whether the first frame outside the standard library's mapping and this file is ours."""
        frame = sys._getframe(2)
        while frame and ("_collections_abc" in frame.f_code.co_filename or frame.f_code.co_filename == __file__):
            frame = frame.f_back
        return frame is not None and frame.f_code.co_filename.startswith(OURS)

    def __setitem__(self, name: str, value: str) -> None:
        self.real[name] = value

    def __delitem__(self, name: str) -> None:
        del self.real[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.real)

    def __len__(self) -> int:
        return len(self.real)

    def copy(self) -> dict[str, str]:
        return dict(self.real)


def main() -> None:
    os.environ.update(json.load(sys.stdin))
    noting = Noting(os.environ)
    os.environ = noting  # type: ignore[assignment]  # noqa: B003  the real one stands behind it
    sys.path[0:1] = [str(TASK), str(LAYER)]
    error = ""
    try:
        module = importlib.import_module(FILE)
        if not callable(module.handler):
            error = "handler is not callable"
    except BaseException as failed:
        error = f"{type(failed).__name__}: {failed}"
    told = {
        "error": error,
        "modules": sorted(sys.modules),
        "read": sorted(noting.read),
        "missing": sorted(noting.missing),
    }
    TOLD.write_text(json.dumps(told), encoding="utf-8")


main()
