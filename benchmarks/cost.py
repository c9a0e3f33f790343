"""What the journey costs in yen: counted requests, units and bytes, times dated prices; and what the next saving is."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.counts import DATA, kept

PRICES, JOURNEY, STAGE = DATA / "prices.json", DATA / "journey.json", DATA / "stage.json"
APPLICATIONS = 1_000
HOURS = 730  # of a month
GB, KB = 1024**3, 1024
CITIZENS = ("applications/public_api", "identity/", "ledger/records_api", "notices/public_api", "procedures/public_api")
S3_READS = {"s3:GetObject", "s3:HeadObject", "s3:GetObjectTagging"}
QUEUED = 3  # requests of SQS for a message: sent, received, deleted
Json = dict[str, Any]
Amounts = Counter[str]


def read(name: Any) -> Json:
    found: Json = json.loads(name.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Model:
    """The counts, how often each step happens for one application, and what is assumed."""

    steps: dict[str, Json]
    times: dict[str, float]
    assumed: Json

    def with_times(self, **changed: float) -> "Model":
        named = {name.replace("_", " "): times for name, times in changed.items()}
        return Model(self.steps, {**self.times, **named}, self.assumed)

    def application(self) -> Amounts:
        """What one application uses, by price id."""
        used: Amounts = Counter()
        for name, times in self.times.items():
            for price, amount in self.step(self.steps[name]).items():
                used[price] += amount * times  # type: ignore[assignment]
        used.update(self._around())
        return used

    def step(self, step: Json) -> Amounts:
        if step["by"] == "execution":
            lines = step["transitions"] * self.assumed["state_log_bytes"] / GB
            return Counter({"states.transition": step["transitions"], "logs.gb": lines})  # type: ignore[dict-item]
        used: Amounts = Counter({"sqs.request": QUEUED} if step["by"] == "queue" else {})
        self._calls(step, used)
        self._functions(step, used)
        if step["by"] == "door":
            self._door(step, used)
        for event in step["events"]:
            self._announced(event, used)
        for *_, way, amount in step["units"]:
            used[f"dynamodb.{way}"] += amount
        return used

    def _calls(self, step: Json, used: Amounts) -> None:
        for call, times in step["calls"].items():
            service = call.split(":")[0]
            if service == "s3":
                used["s3.get" if call in S3_READS else "s3.put"] += times
            elif call in PRICE_OF_CALL:
                used[PRICE_OF_CALL[call]] += times
            elif service == "kms":
                sealed = any(entry.startswith("numbering/") for entry in step["functions"])
                used["kms.asymmetric" if sealed and call == "kms:Decrypt" else "kms.request"] += times

    def _functions(self, step: Json, used: Amounts) -> None:
        starts, calls = len(step["functions"]), sum(step["calls"].values())
        spent = self.assumed["milliseconds"]
        memory = self.assumed["memory_mb"]["door" if step["by"] == "door" else "other"]
        milliseconds = starts * spent["start"] + (calls + step["neighbours"]) * spent["each_call"]
        used["lambda.request"] += starts
        used["lambda.gbs"] += milliseconds / 1000 * memory / 1024  # type: ignore[assignment]
        used["logs.gb"] += (step["logged"] + starts * self.assumed["platform_log_bytes"]) / GB  # type: ignore[assignment]
        used["xray.trace"] += self.assumed["traced_share"]  # type: ignore[assignment]

    def _door(self, step: Json, used: Amounts) -> None:
        used["apigateway.request"] += 1
        used["logs.gb"] += self.assumed["access_log_bytes"] / GB  # type: ignore[assignment]
        if step["functions"][0].startswith(CITIZENS):
            used["cloudfront.request"] += 1
            used["waf.request"] += 1

    def _announced(self, _event: str, used: Amounts) -> None:
        """The announcer's own start, its call, and the event."""
        used["events.event"] += 1
        self._functions(self.steps["announce the arrival"], used)

    def _around(self) -> Amounts:
        """What no function does: pages, uploads, scans, what is kept, and the month's users."""
        a = self.assumed
        kept_gb = {name: kb * KB / GB * a["kept_months"] for name, kb in a["kept_kb"].items()}
        return Counter(
            {
                "cloudfront.request": a["page_requests"],
                "waf.request": a["page_requests"],
                "cloudfront.gb": a["page_kb"] * KB / GB,
                "s3.put": self.times["attach a file"],
                "guardduty.object": self.times["attach a file"],
                "guardduty.gb": self.times["attach a file"] * a["attachment_kb"] * KB / GB,
                "s3.storage": kept_gb["s3"],
                "dynamodb.storage": kept_gb["dynamodb"],
                "logs.storage": 0,
                "cognito.mau": a["citizens_of_1000"] / 1000,
            }
        )


PRICE_OF_CALL = {
    "ses:SendEmail": "ses.mail",
    "sns:Publish": "sns.publish",
    "sqs:SendMessage": "sqs.request",
}


def model() -> Model:
    journey = read(JOURNEY)
    return Model({step["name"]: step for step in kept()}, journey["times"], journey["assumed"])


@dataclass(frozen=True)
class Prices:
    """Yen of an amount."""

    rows: dict[str, Json]
    rate: float

    def yen(self, price: str, amount: float) -> float:
        row = self.rows[price]
        return float(amount * row["usd"] / row["per"] * self.rate)

    def total(self, amounts: Mapping[str, float]) -> float:
        return sum(self.yen(price, amount) for price, amount in amounts.items())

    def by_service(self, amounts: Mapping[str, float]) -> list[tuple[str, float]]:
        found: Counter[str] = Counter()
        for price, amount in amounts.items():
            found[self.rows[price]["service"]] += self.yen(price, amount)  # type: ignore[assignment]
        return found.most_common()  # type: ignore[return-value]


def prices(asked: Json) -> Prices:
    return Prices({row["id"]: row for row in asked["prices"]}, asked["yen_per_dollar"]["rate"])


def month(stage: Json, assumed: Json) -> dict[str, float]:
    """What a production stage costs in a month in which nobody comes; its parts are counted in its templates."""
    return {
        "kms.key": stage["keys"],
        "alarm.month": stage["alarms"],
        "dashboard.month": stage["dashboards"],
        "waf.acl": stage["web_acls"],
        "waf.rule": stage["web_acl_rules"],
        "endpoint.hour": stage["endpoint_zones"] * HOURS,
        "secret.month": stage["secrets"],
        "lambda.snapstart": stage["snapshots_gb"] * HOURS * 3600,
        "cognito.client": assumed["towns"],
        "cognito.token": assumed["towns"] * assumed["tokens_a_town_and_month"],
    }


@dataclass(frozen=True)
class Saving:
    """A change that was not made yet. `monthly`: it does not depend on how many apply."""

    what: str
    how: str
    effort: str
    yen: float
    monthly: bool


def savings(now: Model, at: Prices, stage: Json) -> list[Saving]:
    """By effort first, then by yen: the cheapest to make stand on top."""
    whole = at.total(now.application()) * APPLICATIONS

    def saved(other: Model) -> float:
        return whole - at.total(other.application()) * APPLICATIONS

    looks = now.with_times(enter_a_look_up=0)
    looks = Model(now.steps, {**now.times, "enter a look-up": now.times["report a look"]}, now.assumed)
    quiet = Model(now.steps, now.times, {**now.assumed, "state_log_bytes": 0})
    monthly = month(stage, now.assumed)
    tokens = at.yen("cognito.token", monthly["cognito.token"]) * (1 - 1 / 12)
    clients = at.yen("cognito.client", monthly["cognito.client"]) + at.yen("cognito.token", monthly["cognito.token"])
    found = [
        Saving(
            "Processes log failures alone",
            "log level ERROR: the history keeps the rest for 90 days",
            "a line",
            saved(quiet),
            False,
        ),
        Saving(
            "Machine tokens live twelve hours, not one",
            "a client's own setting; revocation is our row",
            "a line",
            tokens,
            True,
        ),
        Saving(
            "A look is entered in one call for everybody it showed",
            "`POST /municipal/entries` takes a list",
            "a day",
            saved(looks),
            False,
        ),
        Saving(
            "Slim inbox index", "project what the list shows instead of the whole case", "a day", _slim(now, at), False
        ),
        Saving(
            "A token service of our own", "signed by KMS, instead of Cognito's machine clients", "a week", clients, True
        ),
    ]
    effort = ["a line", "a day", "a week"]
    return sorted(found, key=lambda each: (effort.index(each.effort), -each.yen))


def _slim(now: Model, at: Prices) -> float:
    """Each write of the inbox index as one unit: the rest of the case is not in it."""
    units = sum(
        (amount - 1) * now.times.get(name, 0)
        for name, step in now.steps.items()
        for _table, index, _kind, way, amount in step["units"]
        if index == "by_month" and way == "write"
    )
    return at.yen("dynamodb.write", units) * APPLICATIONS
