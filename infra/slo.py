"""What people are promised, in numbers (SLO), and the alarms that fire when a promise is being spent too fast."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from constructs import Construct

from infra.alarms import ABOVE, described
from infra.zone import ServicesZone

DAYS = 28  # whole weeks: every window holds the same number of Mondays
FEW = 5  # fewer failures than this in a window are told by a ticket of their own, never by a burn


@dataclass(frozen=True)
class Burn:
    """So many times faster than the budget allows, over both windows: the long one for weight, the short for "still"."""

    rate: float
    long_minutes: int
    short_minutes: int
    page: bool

    def spent(self, days: int = DAYS) -> float:
        """The share of the budget that is gone when the long window is full of it."""
        return self.rate * self.long_minutes / (days * 24 * 60)


# The third is a day and not three: no period of CloudWatch is longer (docs/decisions/0032-slos.md).
BURNS = (Burn(14.4, 60, 5, page=True), Burn(6, 360, 30, page=True), Burn(3, 1440, 120, page=False))


@dataclass(frozen=True)
class Slo:
    """A promise. `within` seconds for those about time, 0 for those about being answered at all."""

    slug: str
    goal: float
    what: str
    why: str
    within: float = 0

    def threshold(self, burn: Burn) -> float:
        """The share of bad events above which `burn` burns."""
        return round(burn.rate * (1 - self.goal), 6)


AVAILABILITY = Slo(
    "slo-availability",
    0.999,
    "requests answered without a server error (a 503 with Retry-After is one: somebody was not served)",
    "Comparable services promise 99 %: GOV.UK Forms in 28 days (nearly seven hours), GC Forms in a quarter (most of a "
    "day). The four hours of 1 May 2020 would pass that. 99.9 % is forty minutes: such an opening day is six months' budget at once.",
)
LATENCY = Slo(
    "slo-latency",
    0.99,
    "requests answered by the gateway within a second, a cold start included",
    "GOV.UK Forms promises 99 % within a second for its pages. Signed APIs have no promise of their own: who calls "
    "them are processes, and those have the three below.",
    within=1,
)


@dataclass(frozen=True)
class Journey:
    """A promise about one of our own metrics, kept in the zone where `entry` runs, by the function that measures it."""

    slo: Slo
    metric: str
    entry: str

    @property
    def capability(self) -> str:
        return self.entry.split("/")[0]


JOURNEYS = (
    Journey(
        Slo(
            "slo-arrival-to-inbox",
            0.99,
            "revisions that lie in the town's inbox within five minutes of their arrival",
            "GOV.UK Forms: 99 % of submissions delivered within five minutes. Arrival counts from submission, so "
            "nobody loses a day by a late delivery; but the town cannot begin, and she sees 「受付済み」 and no more.",
            within=300,
        ),
        "ArrivalToInbox",
        "applications/record_delivery",
    ),
    Journey(
        Slo(
            "slo-inquiry-answered",
            0.99,
            "inquiries that a copy may answer and that are answered within a minute, the provider being up or not",
            "An officer waits in front of the case. At the 27 inquiries a second of a working hour (300 million a "
            "year), 1 % is a thousand people an hour who are asked for a certificate after all.",
            within=60,
        ),
        "InquiryAnswered",
        "linkage/release",
    ),
    Journey(
        Slo(
            "slo-notice-delay",
            0.95,
            "e-mails handed to the carrier within ten seconds of what they tell",
            "GOV.UK Notify sends 95 % within ten seconds and publishes the percentage. In May 2020 late completion "
            "mails made people apply again.",
            within=10,
        ),
        "NoticeDelay",
        "notices/send_email",
    ),
)


@dataclass(frozen=True)
class Ratio:
    """Metric math of the bad share: `all` and `bad` are series over one window; below FEW bad events it is 0."""

    expression: str
    metrics: dict[str, cloudwatch.IMetric]


def unanswered(errors: cloudwatch.Metric, requests: cloudwatch.Metric, minutes: int) -> Ratio:
    """The share of requests that ended in a server error."""
    period = Duration.minutes(minutes)
    bad, total = errors.with_(statistic="Sum", period=period), requests.with_(statistic="SampleCount", period=period)
    return Ratio(f"IF(bad < {FEW}, 0, bad / total)", {"bad": bad, "total": total})


def late(times: cloudwatch.Metric, within: float, minutes: int) -> Ratio:
    """The share of values above `within` (in the metric's own unit), from the percentile rank of `within`."""
    period = Duration.minutes(minutes)
    good, total = (
        times.with_(statistic=f"PR(:{within:g})", period=period),
        times.with_(statistic="SampleCount", period=period),
    )
    share = "(100 - good) / 100"
    return Ratio(f"IF(total * {share} < {FEW}, 0, {share})", {"good": good, "total": total})


Windowed = Callable[[int], Ratio]


class Promise(Construct):
    """The alarms of one promise in one place: three burns, each of two windows that must both be above.

    The two windows tell nobody; the composite of both does. `whom` names the door or process in people's words.
    """

    def __init__(self, scope: Construct, id: str, *, slo: Slo, whom: str, ratio: Windowed) -> None:
        super().__init__(scope, id)
        self.slo, self.whom, self.ratio = slo, whom, ratio
        self.told: list[cloudwatch.CompositeAlarm] = []
        for burn in BURNS:
            self._burn(burn)

    def _burn(self, burn: Burn) -> None:
        alarms = ServicesZone.of(self).alarms
        slow = "" if burn.page else "slowly, "
        why = f"{self.whom}: the budget of {self.slo.slug} is spent {slow}{burn.rate:g} times too fast."
        text = described(why, self.slo.slug)
        both = cloudwatch.AlarmRule.all_of(
            *(
                cloudwatch.AlarmRule.from_alarm(self._window(burn, minutes, text), cloudwatch.AlarmState.ALARM)
                for minutes in (burn.long_minutes, burn.short_minutes)
            )
        )
        told = cloudwatch.CompositeAlarm(self, f"Burn{burn.long_minutes}", alarm_rule=both, alarm_description=text)
        told.add_alarm_action(actions.SnsAction(alarms.page if burn.page else alarms.ticket))
        self.told.append(told)

    def _window(self, burn: Burn, minutes: int, text: str) -> cloudwatch.Alarm:
        ratio = self.ratio(minutes)
        return cloudwatch.Alarm(
            self,
            f"Within{burn.long_minutes}And{minutes}",
            metric=cloudwatch.MathExpression(
                expression=ratio.expression, using_metrics=ratio.metrics, period=Duration.minutes(minutes), label="bad"
            ),
            threshold=self.slo.threshold(burn),
            evaluation_periods=1,
            comparison_operator=ABOVE,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=text,
        )


def promised() -> Sequence[Slo]:
    return (AVAILABILITY, LATENCY, *(journey.slo for journey in JOURNEYS))
