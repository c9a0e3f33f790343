import copy

from madoguchi.municipal.model.answers import read
from tests.unit.municipal.samples import PROOF, Town, answers, corrected


def found_codes(town):
    return [finding.code for finding in town.case.findings]


def examined(content=None, attachments=(), **register):
    town = Town()
    for name, value in register.items():
        setattr(town.register, name, value)
    town.deliver(content=answers() if content is None else content, attachments=attachments)
    town.examine()
    return town


def changed(**paths):
    content = copy.deepcopy(answers())
    for path, value in paths.items():
        *way, last = path.split("__")
        place = content
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[last] = value
    return content


def test_the_scenario_lacks_only_the_confirmation_for_the_adult_child():
    town = examined()

    assert found_codes(town) == ["support-confirmation-missing"]
    assert town.case.findings[0].pointer == "/adult_children/0/proof"


def test_with_the_confirmation_attached_nothing_is_left_to_ask():
    assert found_codes(examined(corrected(), [PROOF])) == []


def test_a_confirmation_that_is_said_to_be_attached_but_is_not_is_found():
    assert found_codes(examined(corrected())) == ["support-confirmation-not-attached"]


def test_a_civil_servant_is_pointed_to_her_office():
    assert "claimant-civil-servant" in found_codes(examined(changed(claimant__occupation="civil-servant")))


def test_the_account_must_be_the_claimants_own():
    assert "account-holder-not-claimant" in found_codes(examined(changed(account__holder_kana="タカノ マコト")))


def test_half_width_kana_and_small_letters_are_the_same_holder():
    assert "account-holder-not-claimant" not in found_codes(examined(changed(account__holder_kana="タカノミドリ")))


def test_an_unknown_serial_goes_to_two_people_and_asks_nobody():
    town = examined(serials={})

    assert town.case.findings[0].code == "applicant-not-identified"
    assert town.case.findings[0].people == 2
    assert town.case.household is None
    assert [i.need.about for i in town.case.inquiries] == ["/children/0"]


def test_a_child_apart_who_does_not_match_in_all_four_attributes_goes_to_two_people():
    town = examined(changed(children__0__address="新潟県新潟市中央区架空町9番9号"))

    finding = next(f for f in town.case.findings if f.code == "child-not-identified")
    assert (finding.pointer, finding.people) == ("/children/0/name", 2)
    assert town.case.apart == ()
    assert "residence.registration" not in [i.need.item for i in town.case.inquiries]


def test_a_child_apart_with_a_missing_attribute_is_never_looked_up():
    town = examined(changed(children__0__address=""))

    assert "child-not-identified" in found_codes(town)


def test_a_child_said_to_live_with_her_but_not_in_the_household_is_found():
    assert "child-not-in-household" in found_codes(examined(changed(children__1__birth_date="2025-01-01")))


def test_a_spouse_who_declares_more_is_told_to_the_officer():
    assert "spouse-earns-more" in found_codes(examined(changed(spouse__income_yen=9_000_000)))


def test_an_individual_number_in_free_text_is_found():
    from madoguchi.kernel.identifiers import individual_number_check_digit

    number = "12345678901" + str(individual_number_check_digit("12345678901"))

    town = examined(changed(remarks=f"番号は{number}です"))

    assert [f.pointer for f in town.case.findings if f.code == "individual-number-in-text"] == ["/remarks"]


def test_a_form_of_another_shape_is_read_as_far_as_it_goes():
    form = read({"children": "none", "spouse": [], "income_yen": True, "adult_children": [{"birth_date": "x"}]})

    assert (form.children, form.adult_children, form.has_spouse, form.income_yen) == ((), (), False, None)
