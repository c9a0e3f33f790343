"""From a town's adoption to what everybody reads: adding only, proven, in any order, never backwards."""

from datetime import UTC, date, datetime, timedelta

import pytest

from madoguchi.errors import Invalid, NotFound, Unprocessable
from madoguchi.procedures.model.adoption import Adoption, OwnProcedure
from madoguchi.procedures.model.charge import NotInCharge
from madoguchi.procedures.model.views import EstimateChild
from madoguchi.procedures.presets_files import meta_schema, municipalities, presets
from madoguchi.procedures.service.authoring import Authoring, NothingToPublish, NotProven
from madoguchi.procedures.service.catalogue import Catalogue
from madoguchi.procedures.service.publishing import Publishing
from tests.unit.procedures.fakes import FakeDrafts, FakePublished, FakeShelf

NOW = datetime(2026, 10, 1, 0, 0, tzinfo=UTC)
SANJO, NAGAOKA = "152048", "152021"
KOSODATE = ("child-allowance.*", "childcare.*", "pregnancy.notification", "own.*")
OFFICE = {
    "name": {"ja": "子育て支援課", "en": "Child support section"},
    "hours": {"ja": "平日 8:30-17:15", "en": "Weekdays 8:30-17:15"},
    "phone": "0256-00-0000",
}
PLAIN = {"office": {**OFFICE, "name": "市民窓口課"}}
QUESTION = {
    "additions": {
        "sections": [
            {
                "id": "town",
                "title": {"ja": "三条市から", "en": "From Sanjo"},
                "fields": [
                    {
                        "pointer": "/town/school",
                        "widget": "text",
                        "label": {"ja": "通っている学校", "en": "School"},
                        "std_code": "SANJO-001",
                    }
                ],
            }
        ],
        "rules": {
            "type": "object",
            "properties": {"school": {"type": "string", "maxLength": 100}},
            "required": ["school"],
            "additionalProperties": False,
        },
    }
}


def adoption(preset_id="child-allowance.claim", **more):
    return Adoption.model_validate({"preset_id": preset_id, "office": OFFICE, **more})


def again(authoring, town=SANJO):
    """Another version: the office moved."""
    number = len(authoring.drafts.rows)
    office = {**OFFICE, "phone": f"0256-00-{number:04d}"}
    return authoring.adopt(town, adoption(office=office), authored=KOSODATE, now=NOW)


@pytest.fixture
def drafts():
    return FakeDrafts()


@pytest.fixture
def authoring(drafts):
    return Authoring(drafts, presets(), meta_schema())


def publish(authoring, town=SANJO):
    return authoring.publish(town, authored=KOSODATE, now=NOW, wall=NOW, event_id="e" * 26, correlation_id="c" * 26)


def test_an_adopted_preset_keeps_everything_and_gets_an_office(authoring):
    procedure = authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)

    preset = presets()["child-allowance.claim"]
    assert (procedure.procedure_id, procedure.version) == ("child-allowance.claim", 1)
    assert (procedure.form, procedure.documents) == (preset.form, preset.documents)
    assert procedure.effective_from == date(2026, 10, 1)


def test_a_changed_adoption_is_the_next_version_and_the_same_one_is_not(authoring):
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)

    assert authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW + timedelta(days=1)).version == 1
    assert authoring.adopt(SANJO, adoption(**PLAIN), authored=KOSODATE, now=NOW).version == 2


def test_a_bare_text_serves_every_language(authoring):
    assert authoring.adopt(SANJO, adoption(**PLAIN), authored=KOSODATE, now=NOW).office.name.of("en") == "市民窓口課"


def test_a_town_adds_a_question_of_its_own(authoring):
    procedure = authoring.adopt(SANJO, adoption(**QUESTION), authored=KOSODATE, now=NOW)

    assert procedure.form.label("/town/school", "ja") == "通っている学校"
    assert ("/town/school", "required") in [(f.field, f.reason) for f in procedure.findings({})]


def test_a_town_may_not_change_a_national_question(authoring):
    changed = {"additions": {**QUESTION["additions"]}}
    changed["additions"]["sections"] = [
        {**QUESTION["additions"]["sections"][0], "fields": [
            {**QUESTION["additions"]["sections"][0]["fields"][0], "pointer": "/claimant/name"}
        ]}
    ]  # fmt: skip

    with pytest.raises(NotProven) as refused:
        authoring.adopt(SANJO, adoption(**changed), authored=KOSODATE, now=NOW)
    assert refused.value.errors == (("//claimant/name", "a-town-adds-only-under-town"),)


def test_a_preset_without_a_form_takes_no_question(authoring):
    with pytest.raises(NotProven):
        authoring.adopt(SANJO, adoption("childcare.certification", **QUESTION), authored=KOSODATE, now=NOW)


def test_an_unknown_preset_and_a_wrong_town_are_refused(authoring):
    with pytest.raises(NotFound):
        authoring.adopt(SANJO, adoption("no.such"), authored=KOSODATE, now=NOW)
    with pytest.raises(Invalid):
        authoring.adopt("152049", adoption(), authored=KOSODATE, now=NOW)


def test_publishing_announces_the_town_and_its_number_and_nothing_else(authoring, drafts):
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)

    assert publish(authoring) == 1
    (event,) = drafts.events
    assert (event.type, event.data) == ("ProcedurePublished", {"municipality": SANJO, "snapshot": 1})


def test_publishing_again_without_a_change_is_the_same_publication(authoring, drafts):
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)

    assert [publish(authoring), publish(authoring)] == [1, 1]
    assert len(drafts.events) == 1


def test_an_author_publishes_beside_anothers_procedures_but_never_anothers_change(authoring):
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)
    with pytest.raises(NotInCharge):
        authoring.adopt(SANJO, adoption("pregnancy.notification"), authored=("local-tax.*",), now=NOW)
    publish(authoring)
    authoring.adopt(SANJO, adoption("disaster.loan"), authored=("disaster.*",), now=NOW)

    disasters = {"authored": ("disaster.*",), "now": NOW, "wall": NOW, "event_id": "e" * 26, "correlation_id": "c" * 26}
    assert authoring.publish(SANJO, **disasters) == 2
    again(authoring)
    with pytest.raises(NotInCharge):
        authoring.publish(SANJO, **disasters)


def test_there_must_be_something_to_publish(authoring):
    with pytest.raises(NothingToPublish):
        publish(authoring)


def test_an_unpublished_version_is_not_in_the_snapshot(authoring):
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)
    publish(authoring)
    again(authoring)

    assert [procedure.version for procedure in authoring.snapshot(SANJO).procedures] == [1]


def test_a_town_has_procedures_that_no_other_has(authoring):
    wanted = OwnProcedure.model_validate(
        {
            "procedure_id": "own.library-question",
            "office": OFFICE,
            "name": {"ja": "図書館への問い合わせ", "en": "Ask the library"},
            "summary": {"ja": "図書館に質問します。", "en": "Ask a question."},
            "kind": "inquiry",
            "category": "town",
            "assurance": "none",
            "phase": "searchable",
        }
    )

    procedure = authoring.write_own(SANJO, wanted, authored=KOSODATE, now=NOW)
    assert (procedure.standard_id, procedure.outcomes) == (None, ("answered",))


def test_every_preset_is_offered_with_the_version_adopted(authoring):
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)

    offered = {item.preset_id: item.adopted_version for item in authoring.offered(SANJO, authored=KOSODATE)}
    assert (offered["child-allowance.claim"], offered["pregnancy.notification"]) == (1, None)
    assert sum(item.category == "child-care" for item in authoring.offered(SANJO, authored=KOSODATE)) == 15


@pytest.fixture
def portal(authoring):
    shelf = FakeShelf()
    publishing = Publishing(authoring, shelf)
    return publishing, shelf, Catalogue(FakePublished(shelf), tuple(presets().values()), municipalities())


def test_a_publication_reaches_the_portal_and_every_version_stays(authoring, portal):
    publishing, shelf, _ = portal
    for _ in range(2):
        again(authoring)
        publish(authoring)
        publishing.receive(SANJO)

    assert shelf.snapshots[SANJO].number == 2
    assert (SANJO, "child-allowance.claim", 1) in shelf
    assert (SANJO, "child-allowance.claim", 2) in shelf


def test_the_same_or_an_older_publication_changes_nothing(authoring, portal):
    publishing, shelf, _ = portal
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)
    publish(authoring)
    old = authoring.snapshot(SANJO)
    again(authoring)
    publish(authoring)
    publishing.receive(SANJO)

    late = Publishing(type("Late", (), {"snapshot": staticmethod(lambda _town: old)})(), shelf)
    assert late.receive(SANJO) == 2
    assert shelf.snapshots[SANJO].number == 2
    assert shelf.index.towns[SANJO].number == 2


def everywhere(catalogue, query="", **more):
    asked = {"municipality": "", "category": "", "life_event": "", "standard_id": "", "cursor": 0, **more}
    return [(item.municipality.code, item.procedure_id) for item in catalogue.find(query, **asked).items]


def test_procedures_are_found_in_a_town_and_across_towns(authoring, portal):
    publishing, _, catalogue = portal
    for town in (SANJO, NAGAOKA):
        authoring.adopt(town, adoption(), authored=KOSODATE, now=NOW)
        publish(authoring, town)
        publishing.receive(town)
    authoring.adopt(SANJO, adoption("pregnancy.notification"), authored=KOSODATE, now=NOW)
    publish(authoring)
    publishing.receive(SANJO)

    assert everywhere(catalogue, "児童手当", municipality=SANJO) == [(SANJO, "child-allowance.claim")]
    assert everywhere(catalogue, "児童手当") == [(t, "child-allowance.claim") for t in (NAGAOKA, SANJO)]
    assert everywhere(catalogue, standard_id="pregnancy.notification") == [(SANJO, "pregnancy.notification")]
    assert everywhere(catalogue, municipality=SANJO, life_event="moving") == [(SANJO, "child-allowance.claim")]
    assert everywhere(catalogue, municipality=SANJO, category="介護") == []
    assert [item.procedures for item in catalogue.municipalities("三条市")] == [2]


def test_a_search_in_a_town_is_one_read(authoring, portal):
    publishing, _, catalogue = portal
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)
    publish(authoring)
    publishing.receive(SANJO)

    everywhere(catalogue, "児童", municipality=SANJO)

    assert catalogue.published.reads == 1


def test_a_town_that_has_published_nothing_has_an_empty_list_and_an_unknown_town_none(portal):
    _, _, catalogue = portal

    assert everywhere(catalogue, municipality="151009") == []
    with pytest.raises(Invalid):
        everywhere(catalogue, municipality="000000")


def test_an_estimate_takes_adults_by_their_word_and_refuses_the_unborn(authoring, portal):
    publishing, _, catalogue = portal
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)
    publish(authoring)
    publishing.receive(SANJO)
    family = [
        EstimateChild(birth_date=date(2013, 5, 2), living="apart"),
        EstimateChild(birth_date=date(2026, 9, 28)),
        EstimateChild(birth_date=date(2007, 8, 20), supported_adult=True, proof=True),
    ]
    asked = {"event_date": date(2026, 10, 19), "applied_on": date(2026, 11, 5)}

    found = catalogue.estimate(SANJO, "child-allowance.claim", family, **asked)

    assert (found.monthly_yen, found.from_month, found.if_late.lost_yen) == (40_000, "2026-12", 40_000)
    unborn = [EstimateChild(birth_date=date(2027, 1, 1))]
    with pytest.raises(Unprocessable) as refused:
        catalogue.estimate(SANJO, "child-allowance.claim", unborn, **asked)
    assert refused.value.errors == (("/children/0/birth_date", "not-yet-born"),)
