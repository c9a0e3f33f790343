"""Who listens hears something: rules name events that are written down, on the bus where they are announced."""

import pytest

from madoguchi.notices.model.notice import KIND_OF_EVENT
from tests.support.house import ROOT


def heard(synth):
    """(rule, bus, capability, event) for every event that a rule listens for."""
    for rule in synth.of("AWS::Events::Rule"):
        pattern = rule.properties.get("EventPattern", {})
        for source in pattern.get("source", []):
            for kind in pattern.get("detail-type", []):
                yield rule, synth.text(rule.stack, rule.properties["EventBusName"]), source, kind


def announcers(synth):
    """Capability to the buses its announcers may publish on."""
    from tests.support.permissions import permissions

    found = {}
    for each in permissions(synth):
        if each.action == "events:PutEvents":
            capability = each.role.split("/")[1].lower()
            found.setdefault(capability, set()).add(each.resource.removesuffix(".Arn"))
    return found


def test_every_event_listened_for_is_written_down(prod):
    unknown = [
        f"{rule}: {source} {kind}"
        for rule, _, source, kind in heard(prod)
        if not list((ROOT / "events" / source.removeprefix("madoguchi.")).glob(f"{kind}.v*.schema.json"))
    ]

    assert list(heard(prod))
    assert unknown == []


def test_rules_listen_where_the_event_is_announced(prod):
    buses = announcers(prod)
    deaf = [
        f"{rule}: {source} is announced on {buses.get(source.removeprefix('madoguchi.'))}, not on {bus}"
        for rule, bus, source, _ in heard(prod)
        if bus not in buses.get(source.removeprefix("madoguchi."), set())
    ]

    assert deaf == []


def test_no_rule_listens_on_the_accounts_default_bus(prod):
    assert [str(rule) for rule in prod.of("AWS::Events::Rule") if "EventBusName" not in rule.properties] == []


def test_notices_listens_for_all_that_it_can_tell(prod):
    told = {kind for rule, _, _, kind in heard(prod) if "/Notices/" in rule.place}

    assert told == set(KIND_OF_EVENT)


@pytest.mark.parametrize("part", ["source", "detail-type"])
def test_a_rule_says_whom_and_what_it_hears(part, prod):
    vague = [
        str(rule) for rule in prod.of("AWS::Events::Rule") if not rule.properties.get("EventPattern", {}).get(part)
    ]

    assert [rule for rule in vague if "/Schedule" not in rule] == []
