import pytest

from madoguchi.errors import NotFound, Unavailable
from madoguchi.ledger.model.purposes import PURPOSES
from madoguchi.municipal.model.grants import GrantMissing
from madoguchi.municipal.model.lookups import Purpose
from madoguchi.municipal.model.views import application_page
from madoguchi.municipal.service.reading import Reading
from madoguchi.municipal.service.reporting import Reporting
from tests.unit.municipal.samples import (
    ADMINISTRATOR,
    HOUSEHOLD,
    OFFICER,
    RECEIPT,
    SANJO,
    STRANGER,
    SYSTEM,
    TAX_OFFICER,
    Town,
    unique,
)


class Core:
    def __init__(self):
        self.reports = []

    def report(self, entry):
        self.reports.append(entry)


def test_a_look_is_two_entries_and_the_first_stands_before_the_reading():
    town = Town().journey()
    town.store.reads = 0

    Reading(town.store).open(OFFICER, RECEIPT, Purpose.EXAMINE, unique())

    before, after = town.store.entries
    assert (before.phase, after.phase, after.outcome) == ("before", "after", "shown")
    assert before.entry_id == after.entry_id
    assert before.reader == "sanjo-kosodate-1"


def test_when_the_entry_cannot_be_written_nothing_is_read():
    town = Town().journey()
    town.store.reads, town.store.entries_fail = 0, True

    with pytest.raises(Unavailable):
        Reading(town.store).open(OFFICER, RECEIPT, Purpose.EXAMINE, unique())
    with pytest.raises(Unavailable):
        Reading(town.store).list(OFFICER, "2026-11", status=None, cursor=None, at=unique())

    assert town.store.reads == 0


@pytest.mark.parametrize(
    ("reader", "receipt", "outcome"),
    [
        (STRANGER, RECEIPT, "not-found"),
        (TAX_OFFICER, RECEIPT, "refused"),
        (ADMINISTRATOR, RECEIPT, "refused"),
        (OFFICER, "ZZZZZZZZZZZZZZZZ", "not-found"),
    ],
)
def test_anothers_case_and_no_case_look_alike_and_the_town_keeps_which_it_was(reader, receipt, outcome):
    town = Town().journey()

    with pytest.raises(NotFound) as refused:
        Reading(town.store).open(reader, receipt, Purpose.EXAMINE, unique())

    assert (refused.value.detail, refused.value.field, refused.value.params) == ("no such case", None, {})
    assert [entry.outcome for entry in town.store.entries] == [None, outcome]


def test_a_list_shows_only_the_affairs_granted_and_without_any_it_is_refused():
    town = Town().journey()

    mine, _ = Reading(town.store).list(OFFICER, "2026-11", status=None, cursor=None, at=unique())
    hidden, _ = Reading(town.store).list(TAX_OFFICER, "2026-11", status=None, cursor=None, at=unique())

    assert [case.receipt for case in mine] == [RECEIPT]
    assert hidden == ()
    with pytest.raises(GrantMissing):
        Reading(town.store).list(ADMINISTRATOR, "2026-11", status=None, cursor=None, at=unique())
    assert [entry.outcome for entry in town.store.entries[-2:]] == [None, "refused"]


def test_a_core_system_is_given_what_she_declared_and_nothing_fetched():
    town = Town().journey()

    case, revision = Reading(town.store).open(SYSTEM, RECEIPT, Purpose.EXTRACT, unique())
    view = application_page(case, revision).model_dump(mode="json")

    assert view["applicant"]["authentication_serial"] == "0a1b2c"
    assert "2364000" not in str(view)
    assert not {"match", "inquiries", "proposal", "household", "findings"} & set(view)


def test_everybody_on_the_page_gets_a_report_and_a_repeat_says_the_same():
    town, core = Town().journey(), Core()
    Reading(town.store).open(OFFICER, RECEIPT, Purpose.EXAMINE, unique())
    entry = town.store.entries[0]

    Reporting(town.store, core).report(SANJO, entry.entry_id, "before")
    Reporting(town.store, core).report(SANJO, entry.entry_id, "before")

    people = [report["addressee_number"] for report in core.reports]
    assert people[:5] == ["3040001", "3040002", "3040003", "3040004", "3049001"]
    assert core.reports[:5] == core.reports[5:]
    assert core.reports[0]["affair"] == "child-allowance.claim"
    assert core.reports[0]["section"]["ja"] == "子育て支援課"
    assert len({report["entry_id"] for report in core.reports}) == 5


def test_a_refused_look_stays_an_attempt_in_her_record():
    town, core = Town().journey(), Core()
    with pytest.raises(NotFound):
        Reading(town.store).open(TAX_OFFICER, RECEIPT, Purpose.EXAMINE, unique())

    for entry in town.store.entries:
        Reporting(town.store, core).report(SANJO, entry.entry_id, entry.phase)

    assert {(report["phase"], report["outcome"]) for report in core.reports} == {("before", None)}
    assert core.reports[0]["section"]["ja"] == "税務課"


def test_a_core_systems_look_names_its_section_in_words_and_its_purpose_by_id():
    town, core = Town().journey(), Core()
    Reading(town.store).open(SYSTEM, RECEIPT, Purpose.EXTRACT, unique())

    Reporting(town.store, core).report(SANJO, town.store.entries[0].entry_id, "before")

    assert core.reports[0]["section"] == {"ja": "業務システム", "en": "Core system"}
    assert core.reports[0]["purpose"] == "application.extract"


def test_the_ledger_has_words_for_every_purpose_of_a_town():
    assert {purpose.value for purpose in Purpose} <= set(PURPOSES)


def test_where_somebody_is_protected_every_record_is_suppressed():
    town, core = Town(), Core()
    members = tuple(m.model_copy(update={"protected": m.addressee_number == "3040003"}) for m in HOUSEHOLD.members)
    town.register.household = lambda *_: HOUSEHOLD.model_copy(update={"members": members})
    town.journey()
    Reading(town.store).open(OFFICER, RECEIPT, Purpose.EXAMINE, unique())

    Reporting(town.store, core).report(SANJO, town.store.entries[0].entry_id, "before")

    assert {report["disclosure"] for report in core.reports} == {"suppressed"}
    assert town.case.disclosure == "suppressed"


def test_while_the_register_has_not_vouched_nothing_is_open():
    town = Town()
    town.deliver()

    assert town.case.disclosure == "suppressed"
    assert Town().journey().case.disclosure == "open"


def test_a_look_before_the_examination_is_told_once_it_is_known_whose_data_was_shown():
    town, core = Town(), Core()
    town.deliver()
    Reading(town.store).open(OFFICER, RECEIPT, Purpose.EXAMINE, unique())
    entry = town.store.entries[0]

    with pytest.raises(Unavailable):
        Reporting(town.store, core).report(SANJO, entry.entry_id, "before")
    town.examine()
    Reporting(town.store, core).report(SANJO, entry.entry_id, "before")

    assert core.reports[0]["addressee_number"] == "3040001"


def test_a_list_and_a_look_at_nothing_are_the_towns_own_records():
    town, core = Town().journey(), Core()
    Reading(town.store).list(OFFICER, "2026-11", status=None, cursor=None, at=unique())
    with pytest.raises(NotFound):
        Reading(town.store).open(OFFICER, "ZZZZZZZZZZZZZZZZ", Purpose.EXAMINE, unique())

    for entry in town.store.entries:
        Reporting(town.store, core).report(SANJO, entry.entry_id, entry.phase)

    assert core.reports == []
