"""The pages that are written from the code: docs/slo.md and docs/metrics.md. `make golden` writes them."""

from collections.abc import Mapping
from typing import Any

from infra import slo
from infra.slo import BURNS, DAYS, FEW, Slo


def slo_page() -> str:
    """What is promised, why so much, and when somebody hears that a promise is being spent."""
    return "\n".join([*_promises(), *_alarms(), *_limits()]) + "\n"


def _promises() -> list[str]:
    rows = [
        f"| [{each.slug}](runbooks/{each.slug}.md) | {_percent(each.goal)} | {each.what} | {_budget(each)} | {each.why} |"
        for each in slo.promised()
    ]
    return [
        "# What is promised (SLO)",
        "",
        f"Written from `infra/slo.py`, held true by `tests/infra/test_slo.py`. Each counts over {DAYS} days. The first "
        "is kept for every API, the second for those that people wait for, the others once.",
        "",
        "| promise | goal | of all | budget | why so |",
        "| --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _alarms() -> list[str]:
    rows = []
    for burn in BURNS:
        shares = " · ".join(f"{_percent(each.goal)}: {_percent(each.threshold(burn))}" for each in _one_of_each_goal())
        whom = "page" if burn.page else "ticket"
        rows.append(
            f"| {burn.rate:g} × | {_time(burn.long_minutes)} and {_time(burn.short_minutes)} | "
            f"{_percent(burn.spent())} | {DAYS / burn.rate:.1f} days | {whom} | {shares} |"
        )
    return [
        "## When somebody hears of it",
        "",
        "An alarm fires when the bad share is above its threshold over the long window *and* over the short one: long, "
        "so that a hiccup wakes nobody; short, so that it ends when the trouble ends. "
        f"Below {FEW} bad events in a window nothing burns: at night one failure of three requests is a ticket.",
        "",
        "| burn | windows | budget spent by then | all spent in | whom | bad share above, by goal |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _limits() -> list[str]:
    return [
        "## What it does not see",
        "",
        "- Requests that never reach the gateway: CloudFront, DNS, the citizen's line.",
        "- Applications that never arrive in the inbox and inquiries that never end: a duration is measured at its end. "
        "Their processes, queues and `…Waiting` metrics have alarms of their own.",
        "- CloudWatch's arithmetic itself: the simulation computes the templates' own expressions as CloudWatch "
        "documents them; no stage has run on AWS.",
        "",
    ][:-1]


def _one_of_each_goal() -> list[Slo]:
    return list({each.goal: each for each in slo.promised()}.values())


def _budget(each: Slo) -> str:
    if each.within:
        return f"{_percent(1 - each.goal)} may be later"
    return f"{(1 - each.goal) * DAYS * 24 * 60:.0f} minutes of everything"


def _percent(share: float) -> str:
    return f"{share * 100:.4g} %"


def _time(minutes: int) -> str:
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def metrics_page(catalogue: Mapping[str, Any]) -> str:
    """The metrics that the product's log lines carry."""
    rows = [
        f"| `{name}` | {each['unit']} | {', '.join(each['dimensions'])} | {each['says']} |"
        for name, each in catalogue["metrics"].items()
    ]
    return (
        "\n".join(
            [
                "# Metrics",
                "",
                "Written from `layers/madoguchi/python/madoguchi/metrics.json`, which the code and `infra/` both read. The "
                f"namespace is `{catalogue['namespace']}`. CloudWatch takes them out of the log lines (embedded metric "
                "format): no call, no agent. Turning the log level above INFO turns them off, and the promises with them.",
                "",
                "Dimensions are words of ours: the stage, the capability, the function, `read` or `write`. Never an id: that "
                "would be a metric for each person. A zone is no dimension, for a function stands in one zone.",
                "",
                "| name | unit | dimensions | what it counts |",
                "| --- | --- | --- | --- |",
                *rows,
                "",
                "## The line that carries them",
                "",
                "One JSON line for each request, message, row, step or trigger, with these keys:",
                "",
                "| key | is |",
                "| --- | --- |",
                "| `message` | answered, message, message given up, record, step, trigger; `called` for a neighbour |",
                "| `correlation_id` | the chain: from the door on through events, queues, processes and neighbours |",
                "| `stage`, `capability`, `function` | where |",
                "| `duration_ms` | how long |",
                "| `receipt`, `revision`, `application_id`, `processing_number`, … | ids, when known |",
                "| `method`, `route`, `status` | of a door; the route is the template, not the path |",
                "| `type`, `message_id`, `tries` | of a message; `kind`, `event_id` of a row; `outcome` of a step |",
                "| `error`, `frames` | the class of what was raised and where; never its words |",
            ]
        )
        + "\n"
    )
