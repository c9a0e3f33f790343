"""The two times: legal time, which the local stage may set, and technical time, which nobody may.

Legal time (`now`) dates arrivals, decisions and certificates. Technical time (`wall`) ends tokens, nonces,
links and stored items: whoever honours those (Cognito, S3, the table's TTL) reads the real clock.
"""

import json
import os
from datetime import date, datetime, timedelta
from datetime import timezone as fixed
from pathlib import Path
from zoneinfo import ZoneInfo

UTC = fixed.utc  # noqa: UP017  datetime.UTC reads worse beside JST
JST = ZoneInfo("Asia/Tokyo")


def wall() -> datetime:
    """The real time, aware, UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one place


def now() -> datetime:
    """Legal time, aware, UTC. Only the local stage names a CLOCK_FILE; elsewhere this is the real time."""
    path = os.environ.get("CLOCK_FILE")
    return set_by(Path(path), wall()) if path else wall()


def set_by(path: Path, real: datetime) -> datetime:
    """`real`, moved as the file says: {"offset_seconds": n} shifts, {"frozen": RFC 3339} stops; no file: `real`."""
    try:
        setting = json.loads(path.read_text())
    except FileNotFoundError:
        return real
    if "frozen" in setting:
        return datetime.fromisoformat(setting["frozen"]).astimezone(UTC)
    return real + timedelta(seconds=setting["offset_seconds"])


def jst(moment: datetime) -> datetime:
    """The same instant on a Japanese wall clock."""
    return moment.astimezone(JST)


def jst_date(moment: datetime) -> date:
    """The date in Japan, which is the date in Japanese law."""
    return jst(moment).date()


def rfc3339(moment: datetime) -> str:
    """UTC with milliseconds and a Z, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
