"""Legal time as the stage's clock file sets it, the same file that the product reads."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path


def legal_now(clock_file: Path | None) -> datetime:
    """{"offset_seconds": n} shifts, {"frozen": RFC 3339} stops; without a file the real time."""
    real = datetime.now(UTC)
    if clock_file is None or not clock_file.exists():
        return real
    setting = json.loads(clock_file.read_text(encoding="utf-8"))
    if "frozen" in setting:
        return datetime.fromisoformat(setting["frozen"]).astimezone(UTC)
    return real + timedelta(seconds=setting["offset_seconds"])
