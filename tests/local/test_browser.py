"""A claim on the screens of the deployed stage, in a real browser: 田中いずみ, whom no other test touches."""

import json
import re
import uuid

import pytest
from playwright.sync_api import expect

from sandbox.demo import papers
from sandbox.demo.desk import Console
from sandbox.demo.journey import Journey
from sandbox.demo.screen import Portal, chromium

pytestmark = [pytest.mark.browser, pytest.mark.local]

CARD, PIN, PASSWORD = "田中いずみさんのカード", "2468", "IZUMI246"
PROCEDURE = "児童手当の認定請求"
DECIDED = "結果が出ました"
REASON = "そらさんの出生により認定しました。"


class Claim:
    """What the steps hand on: her screen, the officer's, and the receipt number."""

    def __init__(self, browser, endpoints):
        self.portal = Portal(browser, endpoints.data["portal"])
        self.console = Console(browser, endpoints.data["console"])
        self.approver, self.administrator, self.novice = (Console(browser, endpoints.data["console"]) for _ in range(3))
        self.newcomer = f"nagaoka-{uuid.uuid4().hex[:8]}"
        self.officers = {officer["username"]: officer for officer in endpoints.data["officers"]}
        self.receipt = ""


@pytest.fixture(scope="module")
def before_the_fifteenth_day(endpoints, stage):
    """Eleven days after the birth; the clock goes back to what it was."""
    was = stage.clock_file.read_text() if stage.clock_file.exists() else None
    Journey(endpoints, stage, tell=lambda _line: None).set_clock("2026-11-10T10:00:00+09:00")
    yield
    stage.clock_file.unlink() if was is None else stage.clock_file.write_text(was)


@pytest.fixture(scope="module")
def claim(endpoints, before_the_fifteenth_day):
    endpoints.citizen("izumi").login().withdraw_open()
    with chromium() as browser:
        yield Claim(browser, endpoints)


@pytest.fixture(autouse=True)
def nothing_to_complain_about(claim):
    """No refusal by the security policy, no error of a page, nothing that axe-core finds: after every step."""
    yield
    assert claim.portal.complaints == []
    for officer in (claim.console, claim.approver, claim.administrator, claim.novice):
        assert officer.complaints == []


def test_she_finds_the_procedure_and_learns_the_amount_without_logging_in(claim):
    claim.portal.find("長岡市", "児童手当", PROCEDURE)
    claim.portal.estimate([("2026-10-30", "同居")])

    claim.portal.sees("15,000円")
    claim.portal.sees("2026年11月分から")
    claim.portal.judge()


def test_the_policy_forbids_markup_from_strings(claim):
    policy = claim.portal.page.evaluate("fetch('/').then((page) => page.headers.get('content-security-policy'))")

    assert "require-trusted-types-for 'script'" in policy
    assert "trusted-types 'none'" in policy
    assert "unsafe" not in policy


def test_a_wrong_pin_says_how_many_tries_are_left(claim):
    claim.portal.follow("この手続を申請する")
    claim.portal.card(CARD, "9999", "ログインする")

    claim.portal.sees("あと2回")


def test_a_reload_keeps_the_session_and_no_script_can_read_its_cookie(claim):
    claim.portal.card(CARD, PIN, "ログインする")
    claim.portal.heading("カードの確認")
    claim.portal.page.reload()
    claim.portal.heading("カードの確認")

    cookie = next(cookie for cookie in claim.portal.context.cookies() if cookie["name"] == "__Host-refresh")
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Strict")
    assert "refresh" not in claim.portal.page.evaluate("document.cookie")


def test_a_certificate_that_lapsed_by_moving_is_told_before_the_form(claim, endpoints):
    portal = Portal(claim.portal.context.browser, endpoints.data["portal"])
    portal.go(f"/procedures/152048/{procedure_in(claim)}/start")
    portal.card("髙野みどりさんのカード", "1234", "ログインする")
    portal.heading("カードの確認")
    portal.card("髙野みどりさんのカード(引越し前の署名用証明書)", "MADO1234", "カードを読み取る")

    portal.sees("署名用電子証明書が使えなくなっています")
    portal.sees("書きかけの申請は、そのまま残っています")
    assert portal.complaints == []
    portal.close()


def procedure_in(claim):
    return re.search(r"/procedures/\d+/([^/]+)/", claim.portal.page.url).group(1)


def test_the_form_is_prefilled_and_survives_a_reload(claim):
    claim.portal.card(CARD, PASSWORD, "カードを読み取る")
    claim.portal.heading("請求する方")
    expect(claim.portal.field("/claimant/name")).to_have_value("田中　いずみ")
    claim.portal.judge()
    claim.portal.answer(papers.IZUMI)
    claim.portal.press("お子さんを追加")
    claim.portal.answer(papers.SORA | papers.IZUMIS_ACCOUNT)
    claim.portal.saved()
    claim.portal.page.reload()

    expect(claim.portal.field("/children/0/name")).to_have_value("田中　そら")
    expect(claim.portal.field("/account/number")).to_have_value("1234567")


def test_she_signs_what_she_sees_and_gets_her_receipt(claim):
    claim.portal.review(CARD, PASSWORD)
    claim.portal.sees("15,000円")
    claim.portal.judge()
    claim.receipt = claim.portal.sign(CARD, PASSWORD)

    claim.portal.sees("申請を受け付けました")
    claim.portal.sees("2026年11月10日")
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{16}", claim.receipt)


def test_the_officer_sees_the_case_in_her_inbox_and_on_one_page(claim):
    claim.console.log_in(claim.officers["nagaoka-kosodate-1"])
    claim.console.await_case(claim.receipt, "2026-11", "実質審査")
    claim.console.judge()
    claim.console.open_case(claim.receipt)

    claim.console.sees("15,000円")
    expect(claim.console.page.locator(".verdict-differs")).to_have_count(0)
    claim.console.judge()


def test_the_officer_proposes_and_cannot_approve_what_she_proposed(claim):
    claim.console.propose("認定", REASON)
    claim.console.judge()

    expect(claim.console.page.get_by_role("button", name="承認して決定する")).to_have_count(0)


def test_what_she_was_told_has_not_changed_while_it_waits(claim):
    claim.portal.follow("申請の状況を見る")

    claim.portal.sees("これまでの経過")
    expect(claim.portal.page.get_by_text("文書番号")).to_have_count(0)
    claim.portal.page.go_back()


def test_another_officer_finds_it_waiting_and_approves(claim):
    claim.approver.log_in(claim.officers["nagaoka-kosodate-2"])
    claim.approver.follow("承認待ち")
    claim.approver.await_case(claim.receipt, "2026-11", "承認待ち")
    claim.approver.open_case(claim.receipt)
    claim.approver.sees(REASON)
    claim.approver.judge()
    claim.approver.approve()

    claim.approver.judge()
    claim.approver.log_out()


def test_an_administrator_registers_an_officer_who_enrols_and_may_do_nothing_yet(claim):
    claim.administrator.log_in(claim.officers["nagaoka-soumu-1"], first="職員と権限")
    claim.administrator.write("職員ID", claim.newcomer)
    claim.administrator.write("氏名", "森 遥")
    claim.administrator.press("登録する")
    claim.administrator.sees(f"{claim.newcomer}を登録しました")
    first = claim.administrator.page.locator(".secret").text_content()
    claim.administrator.judge()

    claim.novice.go("")
    claim.novice.enrol(claim.newcomer, first, f"Aa1-{uuid.uuid4()}")

    claim.novice.sees("いま使える権限がありません")
    claim.novice.judge()


def test_a_grant_opens_the_inbox_and_its_revocation_closes_it_at_once(claim):
    claim.administrator.grant(claim.newcomer, "審査担当", "child-allowance.*", "子育て支援課", "2026-04-01")
    claim.novice.press("もう一度確かめる")
    claim.novice.heading("受付一覧")
    claim.novice.inbox("2026-11")
    claim.novice.sees(claim.receipt)

    claim.administrator.revoke(claim.newcomer)
    claim.novice.inbox("2026-10")

    claim.novice.sees("この業務の権限がありません")
    expect(claim.novice.page.get_by_text(claim.receipt)).to_have_count(0)


def test_she_reads_the_decision_and_is_told_of_it(claim):
    claim.portal.follow("申請の状況を見る")
    claim.portal.until("文書番号")
    claim.portal.sees(REASON)
    claim.portal.sees("2026年11月分から")
    claim.portal.judge()
    claim.portal.follow("お知らせ")
    claim.portal.until(DECIDED)
    claim.portal.judge()


def test_her_records_name_the_section_that_looked(claim):
    claim.portal.follow("データの閲覧記録")
    claim.portal.page.get_by_role("tab", name="職員の閲覧").click()

    expect(claim.portal.page.locator(".record").filter(has_text=claim.receipt).first).to_contain_text("長岡市")
    claim.portal.judge()


def test_nothing_of_her_stays_after_the_log_out(claim):
    claim.portal.log_out()

    kept = claim.portal.kept()
    assert json.dumps("person") not in kept and "madoguchi.person" not in kept
    assert "refresh" not in kept and "いずみ" not in kept
    claim.portal.page.go_back()
    claim.portal.page.reload()
    expect(claim.portal.page.get_by_text("いずみ", exact=False)).to_have_count(0)
