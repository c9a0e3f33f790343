"""The acceptance scenario H1 on the screens of the running stage, photographed for the README.

python -m sandbox.demo.walk [--out FOLDER]: wants a stage where みどり has not been decided yet; exits 1 if the
security policy refused anything, a page raised an error, or axe-core found a fault.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from sandbox.demo import family, papers
from sandbox.demo.clients import Endpoints
from sandbox.demo.desk import Console
from sandbox.demo.journey import Journey
from sandbox.demo.screen import NARROW, WIDE, Portal, Screen, chromium
from sandbox.localcloud.settings import ROOT, settings

CARD, LAPSED = "髙野みどりさんのカード", "髙野みどりさんのカード(引越し前の署名用証明書)"
PROCEDURE = "児童手当の認定請求"
PROOF = "/adult_children/0/proof"


class Walk:
    """`tell` prints one line per step; `shoot` keeps a picture of what stands on the screen."""

    def __init__(self, browser: Browser, endpoints: Endpoints, out: Path, tell: Callable[[str], None]) -> None:
        self.endpoints, self.out, self.tell = endpoints, out, tell
        self.portal = Portal(browser, endpoints.data["portal"])
        self.console = Console(browser, endpoints.data["console"])
        self.approver = Console(browser, endpoints.data["console"])
        self.husband = Portal(browser, endpoints.data["portal"])
        self.stage = Journey(endpoints, settings(), tell=tell)
        self.receipt = ""

    def play(self) -> list[str]:
        self.stage.set_clock("2026-11-04T23:50:00+09:00")
        self.stage.clear(self.endpoints.citizen("midori").login())
        for step in (self.finds, self.logs_in, self.learns_that_it_lapsed, self.fills_in, self.submits):
            self._take(step)
        for step in (
            self.officer_reads,
            self.officer_returns,
            self.corrects,
            self.officer_proposes,
            self.another_approves,
        ):
            self._take(step)
        for step in (self.reads_the_decision, self.reads_the_records, self.husband_reads_his, self.leaves):
            self._take(step)
        return [fault for screen in self.screens().values() for fault in screen.complaints]

    def screens(self) -> dict[str, Screen]:
        names = ("portal", "console", "approver", "husband")
        return {name: getattr(self, name) for name in names}

    def _take(self, step: Callable[[], None]) -> None:
        began = time.monotonic()
        step()
        self.tell(f"{step.__name__.replace('_', ' ')}: {time.monotonic() - began:.0f} s")

    def shoot(self, screen: Screen, name: str, **view: Any) -> None:
        screen.picture(self.out / f"{name}.png", **view)
        screen.judge()

    # みどり

    def finds(self) -> None:
        self.portal.find("三条市", "児童手当", PROCEDURE)
        self.portal.page.go_back()
        self.portal.sees("手続 ")
        self.portal.page.get_by_role("link", name=PROCEDURE, exact=True).wait_for()
        self.shoot(self.portal, "portal-home")
        self.portal.follow(PROCEDURE)
        self.portal.estimate([("2007-8-20", "同居"), ("2013-5-2", "別居"), ("2026-9-28", "同居")], "2026-10-19")
        self.portal.sees("40,000円")
        self.shoot(self.portal, "portal-procedure", from_the="計算の結果")

    def logs_in(self) -> None:
        self.portal.follow("この手続を申請する")
        self.portal.card(CARD, "9999", "ログインする")
        self.portal.sees("あと2回")
        self.portal.card(CARD, "1234", "ログインする")
        self.portal.heading("カードの確認")
        self.portal.page.reload()
        self.portal.heading("カードの確認")

    def learns_that_it_lapsed(self) -> None:
        self.portal.card(LAPSED, "MADO1234", "カードを読み取る")
        self.portal.sees("これからすること")
        self.portal.judge()

    def fills_in(self) -> None:
        self.portal.card(CARD, "MADO1234", "カードを読み取る")
        self.portal.heading("請求する方")
        self.shoot(self.portal, "portal-form", height=1300)
        self.portal.page.set_viewport_size(NARROW)
        self.shoot(self.portal, "portal-form-mobile", from_the="請求する方", height=NARROW["height"])
        self.portal.page.set_viewport_size(WIDE)
        self.portal.answer(papers.MIDORI)
        for answers in papers.MIDORIS_CHILDREN:
            self.portal.press("お子さんを追加")
            self.portal.answer(answers)
        self.portal.press("19歳から22歳のお子さんを追加")
        self.portal.answer(papers.AOI | papers.MIDORIS_ACCOUNT)
        self.portal.saved()
        self.portal.page.reload()
        expect(self.portal.field("/account/number")).to_have_value("1234567")

    def submits(self) -> None:
        self.stage.set_clock("2026-11-04T23:59:10+09:00")
        self.portal.review(CARD, "MADO1234")
        self.shoot(self.portal, "portal-review", from_the="受け取る口座", height=1100)
        self.receipt = self.portal.sign(CARD, "MADO1234")
        self.portal.sees("申請を受け付けました")
        self.portal.sees("2026年11月4日")
        self.shoot(self.portal, "portal-receipt")

    def corrects(self) -> None:
        self.stage.set_clock("2026-11-09T20:15:00+09:00")
        page = self.portal.page
        self.portal.follow("申請の状況を見る")
        self.portal.until("直してほしい項目があります")
        self.portal.follow("直して提出する")
        expect(self.portal.field("/claimant/phone")).to_have_count(0)
        self.portal.choose(PROOF, "いま添付する")
        paper = {"name": "確認書.pdf", "mimeType": "application/pdf", "buffer": family.CONFIRMATION}
        page.locator("input[type=file]").first.set_input_files(paper)  # type: ignore[arg-type]
        self.portal.sees("確認書.pdf")
        self.portal.saved()
        self.portal.judge()
        self.portal.review(CARD, "MADO1234")
        self.portal.sign(CARD, "MADO1234")
        self.portal.sees("訂正を受け付けました")

    def reads_the_decision(self) -> None:
        self.portal.follow("申請の状況を見る")
        self.portal.until("文書番号")
        self.portal.sees("40,000円")
        self.shoot(self.portal, "portal-decision")
        self.portal.follow("お知らせ")
        expect(self.portal.page.locator(".notice-card")).not_to_have_count(0)
        self.portal.page.locator(".notice-card summary").first.click()
        self.portal.judge()

    def reads_the_records(self) -> None:
        self.portal.follow("データの閲覧記録")
        self.portal.sees("三条市が、新潟市に")
        expect(self.portal.page.locator(".record")).to_have_count(2)
        self.shoot(self.portal, "portal-records")

    def husband_reads_his(self) -> None:
        self.husband.go("/records")
        self.husband.card("髙野誠さんのカード", "5678", "ログインする")
        self.husband.sees("三条市が、新潟市に")
        expect(self.husband.page.locator(".record")).to_have_count(1)

    def leaves(self) -> None:
        self.portal.log_out()
        kept = self.portal.kept()
        if "person" in kept or "refresh" in kept or "みどり" in kept:
            self.portal.complaints.append(f"something of her stayed: {kept}")

    # The town

    def officer_reads(self) -> None:
        self.console.log_in(self.officer("sanjo-kosodate-1"))
        self.console.await_case(self.receipt, "2026-11", "実質審査")
        self.shoot(self.console, "console-inbox", height=480)
        self.console.open_case(self.receipt)
        self.console.sees("25,000円")
        self.shoot(self.console, "console-case", height=1400)

    def officer_returns(self) -> None:
        self.stage.set_clock("2026-11-09T10:00:00+09:00")
        self.console.tab("差し戻し")
        self.console.page.get_by_text("大学生年代の子1 確認書", exact=True).first.click()
        self.console.write("理由", "葵さんの「監護相当・生計費の負担についての確認書」を添付してください。")
        self.console.write("申請者への連絡", "この1点だけで大丈夫です。")
        self.console.judge()
        self.console.press("差し戻す")
        self.console.sees("補正待ち")

    def officer(self, username: str) -> dict[str, str]:
        return next(officer for officer in self.endpoints.data["officers"] if officer["username"] == username)

    def officer_proposes(self) -> None:
        self.stage.set_clock("2026-11-12T14:00:00+09:00")
        self.console.follow("受付一覧にもどる")
        self.console.await_case(self.receipt, "2026-11", "第2版", "実質審査")
        self.console.open_case(self.receipt)
        self.console.propose("認定", "監護相当・生計費の負担を確認したため、葵さんを第1子として算定しました。")
        self.console.judge()

    def another_approves(self) -> None:
        self.approver.log_in(self.officer("sanjo-kosodate-2"))
        self.approver.follow("承認待ち")
        self.approver.await_case(self.receipt, "2026-11", "承認待ち")
        self.approver.open_case(self.receipt)
        self.shoot(self.approver, "console-approval", from_the="処理", height=1100)
        self.approver.approve()
        self.approver.judge()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.demo.walk", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs/screenshots")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        walk = Walk(browser, Endpoints.read(settings().home), asked.out, tell=print)
        try:
            complaints = walk.play()
        except Exception:
            for name, screen in walk.screens().items():
                screen.page.screenshot(path=settings().home / f"stuck-{name}.png", full_page=True)
            print(*(fault for screen in walk.screens().values() for fault in screen.complaints), sep="\n")
            raise
    print(*complaints, sep="\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
