"""docs/cost.md and docs/quotas.md, written from the counts and the dated data: `make cost`."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import cost, counts, heat, quotas

DOCS = Path(__file__).parents[1] / "docs"
Json = dict[str, Any]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---:" if head.startswith("~") else "---" for head in heads[1:]]], *rows]
    return "\n".join("| " + " | ".join(cell.removeprefix("~") for cell in line) + " |" for line in lines)


def yen(amount: float) -> str:
    return f"{amount:,.0f}" if abs(amount) >= 10 else f"{amount:,.1f}"


def number(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 10 else f"{amount:.2g}"


def cost_page() -> str:
    asked, now, stage = cost.read(cost.PRICES), cost.model(), cost.read(cost.STAGE)
    at = cost.prices(asked)
    return COST.format(
        as_of=asked["as_of"],
        rate=asked["yen_per_dollar"]["rate"],
        rate_as_of=asked["yen_per_dollar"]["as_of"],
        rate_source=asked["yen_per_dollar"]["source"],
        verified=sum(row["source"] != "memory" for row in asked["prices"]),
        prices=len(asked["prices"]),
        thousand=yen(at.total(now.application()) * cost.APPLICATIONS),
        services=_services(now, at),
        steps=_steps(now, at),
        fixed=yen(at.total(cost.month(stage, now.assumed))),
        month=_month(stage, now, at),
        savings=_savings(now, at, stage),
        used=_used(now, at),
        assumed=_assumed(),
    )


def _services(now: cost.Model, at: cost.Prices) -> str:
    amounts = at.by_service(now.application())
    whole = sum(amount for _, amount in amounts)
    rows = [(name, yen(amount * cost.APPLICATIONS), f"{amount / whole:.1%}") for name, amount in amounts if amount > 0]
    return table(("service", "~yen per 1,000 applications", "~share"), rows)


def _steps(now: cost.Model, at: cost.Prices) -> str:
    each = {name: at.total(now.step(now.steps[name])) * times for name, times in now.times.items()}
    rows = [
        (name, f"{now.times[name]:g}", yen(each[name] * cost.APPLICATIONS))
        for name in sorted(each, key=each.__getitem__, reverse=True)[:12]
    ]
    return table(("step", "~times", "~yen per 1,000 applications"), rows)


def _month(stage: Json, now: cost.Model, at: cost.Prices) -> str:
    rows = [
        (at.rows[price]["service"], at.rows[price]["unit"], number(amount), yen(at.yen(price, amount)))
        for price, amount in cost.month(stage, now.assumed).items()
        if amount
    ]
    return table(("service", "what", "~how many", "~yen a month"), rows)


def _savings(now: cost.Model, at: cost.Prices, stage: Json) -> str:
    rows = [
        (each.what, each.how, each.effort, yen(each.yen), "a month" if each.monthly else "per 1,000 applications")
        for each in cost.savings(now, at, stage)
    ]
    return table(("what", "how", "effort", "~yen saved", ""), rows)


def _used(now: cost.Model, at: cost.Prices) -> str:
    rows = []
    for price, amount in sorted(now.application().items()):
        row = at.rows[price]
        dollars = f"{row['usd']:g} / {row['per']:,}"
        if amount:
            rows.append((row["service"], row["unit"], number(amount * cost.APPLICATIONS), dollars, row["source"]))
    return table(("service", "unit", "~in 1,000 applications", "~dollars", "price from"), rows)


def _assumed() -> str:
    journey = cost.read(cost.JOURNEY)
    return table(("assumption", "value"), [(name, f"`{value}`") for name, value in journey["assumed"].items()])


def quotas_page() -> str:
    now, stage, asked = cost.model(), cost.read(cost.STAGE), cost.read(quotas.QUOTAS)
    people = heat.towns()
    largest = max(people, key=lambda town: town.people)
    whole = sum(town.people for town in people)
    return QUOTAS.format(
        as_of=asked["as_of"],
        quotas=_quotas(quotas.needs(now, stage)),
        largest=largest.code,
        share=f"{largest.people / whole:.2%}",
        municipalities=f"{len(people):,}",
        people=f"{whole:,}",
        heat="\n\n".join(_heat(now, people, rate) for rate in heat.RATES),
        towns=_fewest(now, people),
    )


def _quotas(found: list[quotas.Need]) -> str:
    rows = []
    for need in found:
        default = "none" if need.default is None else f"{need.default:,}"
        rows.append(
            (
                need.what,
                f"{default} {need.unit if need.default else ''}".strip(),
                *(f"{number(amount)} {_fits(need.buffer(amount))}" for amount in need.needs),
                need.do,
                need.source,
            )
        )
    return table(("quota", "~default", "~need at 30/s", "~need at 3,000/s", "what to do", "default from"), rows)


def _fits(buffer: float | None) -> str:
    if buffer is None:
        return ""
    return f"({buffer:.1f}x)" if buffer >= 1 else f"(**{buffer:.2f}x**)"


def _heat(now: cost.Model, people: list[heat.Town], rate: float) -> str:
    rows = [
        (
            f"{hot.table.removesuffix('-table')}{' / ' + hot.index if hot.index else ''}",
            hot.way,
            hot.kind,
            number(hot.units),
            f"{hot.share:.1%}",
            f"{hot.times:.2f}" if hot.times < 1 else f"**{hot.times:.1f}**",
        )
        for hot in heat.hottest(list(now.steps.values()), now.times, rate, people)
    ]
    heads = ("table / index", "way", "hottest key belongs to", "~units/s", "~of the table's", "~of one partition's")
    return f"### At {rate:g} applications a second\n\n" + table(heads, rows)


def _fewest(now: cost.Model, people: list[heat.Town]) -> str:
    rows = [
        (f"{hot.table.removesuffix('-table')}{' / ' + hot.index if hot.index else ''}", hot.way, f"{rate:,.0f}", advice)
        for hot, rate, advice in heat.first_to_melt(list(now.steps.values()), now.times, people)
    ]
    return table(("table / index", "way", "~full at applications/s", "what divides it"), rows)


COST = """# What it costs

Written by `make cost` from counted calls, units, transitions, messages and bytes of every step (`benchmarks/data/counts.json`), from what stands in the production templates (`stage.json`) and from dated prices (`prices.json`). A test holds this page to them. **No bill has been seen**: nothing has run on an AWS account.

Prices of Tokyo as of {as_of}, {verified} of {prices} compared with a page, the others from memory. A dollar is {rate} yen ({rate_as_of}; {rate_source}). Free allowances are not taken off.

## Per application

**{thousand} yen per 1,000 applications** of the main journey: a claim for child allowance with one attachment, three inquiries, three returned in ten, five notices by mail, and the storage of a year.

{services}

The dearest steps:

{steps}

## Per month, whoever comes

**{fixed} yen a month** for a production stage with every town's core system connected.

{month}

## The next savings

The cheapest to make first. Each is the difference between two runs of this model.

{savings}

## What was counted

{used}

## What was assumed

{assumed}

Times: see `benchmarks/data/journey.json`, with the reasons. Milliseconds are a guess until a stage runs on AWS; the rest of a function's cost is counted.
"""

QUOTAS = """# Quotas, and where it gets hot

Written by `make cost` from the same counts as [cost.md](cost.md), and from `benchmarks/data/quotas.json` as of {as_of}. A test holds this page to them. Nothing here was measured on AWS.

## Each quota that matters

In brackets: how often the need fits into the default. Below 1 (bold) it does not, and must be raised before the day. 30 applications a second is a busy opening hour; 3,000 is the whole country at once. May 2020 had 1.3 a second over a fortnight, and a first morning that nobody could count.

{quotas}

## The hottest keys

A simulation of the surge of May 2020 over {municipalities} municipalities: applications come in proportion to residents ({people} in the register of 2020-01-01, 総務省), so {largest} sends {share} of them. Units are those that the real stores spent on their real keys in the counted journey. A key belongs to one person or case, to a town, or to everybody; the table shows the hottest of each table and index. One partition takes 1,000 write and 3,000 read units a second; above 1 (bold) the key is throttled unless DynamoDB can divide it by its sort key.

{heat}

## Which melts first

The rate of applications in the whole country at which the hottest key is full, lowest first.

{towns}
"""


def pages() -> dict[Path, str]:
    return {DOCS / "cost.md": cost_page(), DOCS / "quotas.md": quotas_page()}


def main() -> int:
    from benchmarks import stage
    from benchmarks.journeys import travel

    if "pages" not in sys.argv[1:]:
        counts.keep(travel.told())
        stage.keep()
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(DOCS.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
