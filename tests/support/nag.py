"""The nag report as a page a person reads: what production does otherwise, how often, and why."""

import json
import re
from collections import Counter
from typing import Any

from infra.nist import EXCEPTIONS
from tests.support.synth import Synth

PACK = "NIST.800.53.R5-"
HEAD = """# What the nag rules say about production

Written by `make nag`, held true by `tests/infra/test_nag.py`. The packs AwsSolutions and Serverless are a gate:
`cdk synth` stops at a finding without an excuse. NIST 800-53 R5 is a report; where production does otherwise, the
reason stands in `infra/nist.py`. [Decision 0029](decisions/0029-nag.md) says why.
"""


def told(synth: Synth) -> dict[str, list[dict[str, str]]]:
    found: Any = json.loads((synth.folder / "nag.json").read_text(encoding="utf-8"))
    return dict(found)


def nist(synth: Synth) -> Counter[str]:
    """Resources by the rule they break."""
    return Counter(each["rule"].removeprefix(PACK).split("[")[0] for each in told(synth)["reported"])


def excused(synth: Synth) -> Counter[tuple[str, str]]:
    """Findings by rule and reason; constants of the account are no part of a rule."""
    return Counter((re.sub(r"\[.*", "", each["rule"]), each["reason"]) for each in told(synth)["excused"])


def page(synth: Synth) -> str:
    gate = [f"| {rule} | {count} | {reason} |" for (rule, reason), count in sorted(excused(synth).items())]
    broken = [f"| {rule} | {count} | {EXCEPTIONS.get(rule, '')} |" for rule, count in sorted(nist(synth).items())]
    head = ["", "| rule | resources | why |", "| --- | --- | --- |"]
    return "\n".join(
        [
            HEAD,
            "## NIST 800-53 R5: done otherwise",
            *head,
            *broken,
            "",
            "## AwsSolutions and Serverless: excused",
            *head,
            *gate,
            "",
        ]
    )
