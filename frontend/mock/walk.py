"""Walks every screen in a browser against the mock: pictures at two widths, axe on each, and no policy violation.

Usage   python frontend/mock/walk.py            builds the pages for the local stage, serves them, walks
        python frontend/mock/walk.py --base URL  walks what is served there
Result  exit code 1 when axe finds something, a page is too wide, or the browser refuses something under the policy.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDTHS = {"desktop": (1280, 900), "phone": (320, 700)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Walk:
    """One visit at one width: named stops, each photographed and judged."""

    def __init__(self, browser: Browser, base: str, width: str, out: Path) -> None:
        size = WIDTHS[width]
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="ja-JP", timezone_id="Asia/Tokyo"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.base, self.width, self.out = base, width, out
        self.faults: list[str] = []
        self.page.on("console", lambda said: self._hear(said.text, said.type))
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.width}: {error}"))

    def _hear(self, text: str, kind: str) -> None:
        if "Content Security Policy" in text or "TrustedHTML" in text or "Refused to" in text:
            self.faults.append(f"{self.width} policy: {text[:300]}")

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def stop(self, name: str) -> None:
        self.page.wait_for_timeout(350)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.faults.append(f"{self.width} {name}: {wide}px too wide")
        self.page.screenshot(path=self.out / f"{name}-{self.width}.png", full_page=True)
        self._judge(name)

    def _judge(self, name: str) -> None:
        self.page.evaluate(AXE)
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found = self.page.evaluate(f"axe.run(document, {json.dumps(options)})")
        for violation in found["violations"]:
            nodes = [node["html"][:160] + " " + node["failureSummary"][:200] for node in violation["nodes"][:3]]
            self.faults.append(f"{self.width} {name}: {violation['id']} ({violation['impact']}) {nodes}")

    def press(self, name: str, exact: bool = False) -> None:
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    def fill(self, pointer: str, value: str) -> None:
        self.page.locator("#f" + pointer.replace("/", "-").replace("_", "-")).fill(value)

    def date(self, pointer: str, value: str) -> None:
        box = self.page.locator("fieldset.date").filter(
            has=self.page.locator("#f" + pointer.replace("/", "-").replace("_", "-"))
        )
        for place, part in enumerate(value.split("-")):
            box.locator("input").nth(place).fill(part)

    def choose(self, pointer: str, label: str) -> None:
        group = self.page.locator("#f" + pointer.replace("/", "-").replace("_", "-"))
        group.get_by_text(label, exact=True).click()

    def town(self, pointer: str, name: str) -> None:
        self.fill(pointer, name)
        self.page.locator(".town-results button").first.click()


def pin(walk: Walk, card: str, label: str, secret: str, button: str) -> None:
    walk.page.get_by_text(card, exact=True).click()
    walk.page.get_by_label(label).fill(secret)
    walk.press(button)


def finding(walk: Walk) -> None:
    walk.go("/")
    walk.page.get_by_label("市区町村").first.fill("さんじょう")
    walk.page.get_by_text("新潟県", exact=False).first.wait_for()
    walk.stop("01-home-town")
    walk.press("三条市")
    walk.page.get_by_role("heading", name="手続").first.wait_for()
    walk.stop("02-home-results")
    walk.page.get_by_label("キーワード").fill("児童手当")
    walk.press("検索")
    walk.page.get_by_role("link", name="児童手当の認定請求").first.wait_for()
    walk.stop("03-home-keyword")


def reading(walk: Walk) -> None:
    walk.go("/procedures/152048/child-allowance.claim/about")
    walk.page.locator(".estimate").wait_for()
    for place, part in enumerate(("R8", "9", "28")):
        walk.page.locator(".estimate fieldset.date").first.locator("input").nth(place).fill(part)
    walk.page.locator(".estimate fieldset.date").last.locator("input").nth(0).fill("2026")
    walk.page.locator(".estimate fieldset.date").last.locator("input").nth(1).fill("10")
    walk.page.locator(".estimate fieldset.date").last.locator("input").nth(2).fill("19")
    walk.press("計算する")
    walk.page.get_by_text("計算の結果").wait_for()
    walk.stop("04-procedure")
    walk.press("English")
    walk.page.get_by_text("What you need", exact=True).wait_for()
    walk.stop("05-procedure-english")
    walk.press("日本語")


def logging_in(walk: Walk) -> None:
    walk.go("/procedures/152048/child-allowance.claim/start")
    walk.page.get_by_text("髙野みどりさんのカード", exact=True).wait_for()
    pin(walk, "髙野みどりさんのカード", "利用者証明用の暗証番号", "9999", "ログインする")
    walk.page.get_by_text("あと2回").wait_for()
    walk.stop("06-login-wrong-pin")
    pin(walk, "髙野みどりさんのカード", "利用者証明用の暗証番号", "1234", "ログインする")
    walk.page.get_by_text("カードの確認").first.wait_for()


def lapsed(walk: Walk) -> None:
    walk.page.get_by_label("署名用のパスワード").wait_for()
    pin(walk, "髙野みどりさんのカード（署名用が失効）", "署名用のパスワード", "mado1234", "カードを読み取る")
    walk.page.get_by_text("これからすること").wait_for()
    walk.stop("07-certificate-lapsed")


def filling_in(walk: Walk) -> None:
    pin(walk, "髙野みどりさんのカード", "署名用のパスワード", "MADO1234", "カードを読み取る")
    walk.page.get_by_role("heading", name="請求する方", exact=True).wait_for()
    walk.stop("08-form-prefilled")
    walk.press("内容を確認する")
    walk.page.locator(".summary").wait_for()
    walk.stop("09-form-errors")
    claimant(walk)
    family(walk)
    account(walk)
    walk.page.locator(".save-line").get_by_text("保存しました").wait_for()
    walk.stop("10-form-filled")
    walk.page.reload()
    expect(walk.page.locator("#f-claimant-kana")).to_have_value("タカノ ミドリ")


def claimant(walk: Walk) -> None:
    walk.fill("/claimant/kana", "たかの みどり")
    walk.fill("/claimant/phone", "090-0000-0000")
    walk.choose("/claimant/occupation", "会社員など")
    walk.town("/moved/from_municipality", "新潟市")
    walk.date("/moved/out_on", "2026-10-19")
    walk.date("/moved/in_on", "2026-10-22")
    walk.choose("/spouse/exists", "はい")
    walk.fill("/spouse/name", "髙野　誠")
    walk.fill("/spouse/kana", "タカノ マコト")
    walk.date("/spouse/birth_date", "昭和57-11-30")
    walk.choose("/spouse/sex", "男性")
    walk.choose("/spouse/living", "同居")
    walk.fill("/income_yen", "４，８１２，０００")
    walk.town("/address_on_jan1", "新潟市")
    walk.fill("/spouse/income_yen", "2400000")
    walk.town("/spouse/address_on_jan1", "新潟市")


def family(walk: Walk) -> None:
    children = [
        ("髙野　凪", "タカノ ナギ", "2026-9-28", "女性", "同居"),
        ("髙野　蓮", "タカノ レン", "2013-5-2", "男性", "別居"),
    ]
    for row, (name, kana, born, sex, living) in enumerate(children):
        walk.press("お子さんを追加", exact=True)
        at = f"/children/{row}"
        walk.fill(f"{at}/name", name)
        walk.fill(f"{at}/kana", kana)
        walk.date(f"{at}/birth_date", born)
        walk.choose(f"{at}/sex", sex)
        walk.choose(f"{at}/living", living)
        walk.choose(f"{at}/supported", "はい")
    walk.fill("/children/1/address", "新潟県新潟市中央区架空町1番1号")
    walk.press("19歳から22歳のお子さんを追加")
    walk.fill("/adult_children/0/name", "髙野　葵")
    walk.date("/adult_children/0/birth_date", "2007-8-20")
    walk.choose("/adult_children/0/supported", "はい")
    walk.choose("/adult_children/0/proof", "あとで出す")


def account(walk: Walk) -> None:
    walk.fill("/account/bank_code", "0140")
    walk.fill("/account/branch_code", "001")
    walk.choose("/account/kind", "普通")
    walk.fill("/account/number", "1234567")
    walk.fill("/account/holder_kana", "タカノ ミドリ")


def submitting(walk: Walk) -> None:
    walk.press("内容を確認する")
    walk.page.get_by_role("heading", name="内容の確認と署名").wait_for()
    walk.page.get_by_text("髙野みどりさんのカード", exact=True).wait_for()
    walk.stop("11-review-card")
    pin(walk, "髙野みどりさんのカード", "署名用のパスワード", "MADO1234", "カードを読み取る")
    walk.page.get_by_text("画面の内容と、署名される文書は同じです").wait_for()
    walk.stop("12-review-document")
    walk.page.request.post(f"{walk.base}/_mock/fault/submit-lost")
    pin(walk, "髙野みどりさんのカード", "署名用のパスワード", "MADO1234", "署名して提出する")
    walk.page.get_by_text("提出の途中で通信が切れました").wait_for()
    walk.stop("13-submit-lost")
    walk.press("もう一度送る")
    walk.page.get_by_text("申請を受け付けました").wait_for()
    walk.stop("14-receipt")


def following(walk: Walk) -> None:
    walk.page.request.post(f"{walk.base}/_mock/deliver")
    walk.page.request.post(f"{walk.base}/_mock/return")
    walk.go("/notices")
    walk.page.locator(".notice-card summary").first.click()
    walk.stop("15-notices")
    walk.go("/applications")
    walk.page.get_by_role("link", name="直して提出する").first.wait_for()
    walk.stop("16-applications")
    walk.page.locator(".card-title a").first.click()
    walk.page.get_by_text("これまでの経過").wait_for()
    walk.stop("17-returned-detail")
    walk.page.get_by_role("link", name="直して提出する").first.click()
    correcting(walk)


def correcting(walk: Walk) -> None:
    walk.choose("/adult_children/0/proof", "いま添付する")
    paper = {"name": "確認書.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 example"}
    walk.page.locator("input[type=file]").first.set_input_files(paper)
    walk.page.get_by_text("確認書.pdf").first.wait_for()
    walk.page.locator(".save-line").get_by_text("保存しました").wait_for()
    walk.stop("18-correction")
    walk.press("内容を確認する")
    pin(walk, "髙野みどりさんのカード", "署名用のパスワード", "MADO1234", "カードを読み取る")
    pin(walk, "髙野みどりさんのカード", "署名用のパスワード", "MADO1234", "署名して提出する")
    walk.page.get_by_text("訂正を受け付けました").wait_for()
    walk.page.request.post(f"{walk.base}/_mock/decide")
    walk.page.get_by_role("link", name="申請の状況を見る").click()
    walk.page.get_by_role("heading", name="決定", exact=True).wait_for()
    walk.stop("19-decision")


def looking_back(walk: Walk) -> None:
    walk.go("/records")
    walk.page.get_by_text("三条市が、新潟市に").first.wait_for()
    walk.stop("20-records-exchanges")
    walk.page.get_by_role("tab", name="職員の閲覧").click()
    walk.stop("21-records-lookups")
    walk.go("/settings")
    walk.page.get_by_text("カードから読み取った情報").wait_for()
    walk.stop("22-settings")
    if walk.width == "phone":
        walk.press("メニュー")
        walk.stop("23-menu")
    walk.page.get_by_role("main").get_by_role("button", name="ログアウト").click()
    walk.page.get_by_text("ログアウトしました").wait_for()
    walk.stop("24-left")
    kept = walk.page.evaluate("JSON.stringify([Object.keys(sessionStorage), Object.keys(localStorage)])")
    if "person" in kept:
        walk.faults.append(f"{walk.width}: something of the person stayed: {kept}")
    walk.go("/nowhere")
    walk.stop("25-missing")


def enter(walk: Walk, username: str, password: str) -> None:
    walk.page.get_by_label("職員ID").fill(username)
    walk.page.get_by_label("パスワード", exact=True).fill(password)
    walk.press("次へ")


def code(walk: Walk) -> None:
    walk.page.get_by_label("認証コード").fill("123456")
    walk.press("ログイン")


def log_in(walk: Walk, username: str) -> None:
    enter(walk, username, "password")
    walk.page.get_by_role("heading", name="認証コードの入力").wait_for()
    code(walk)


def log_out(walk: Walk) -> None:
    walk.press("ログアウト")
    walk.page.get_by_text("ログアウトしました").wait_for()


def open_case(walk: Walk) -> None:
    walk.page.get_by_role("link", name="K7PQ4M9RTX2WHC3N").click()
    walk.page.get_by_text("申告と照会結果の突合").first.wait_for()


def examiner(walk: Walk) -> None:
    walk.page.request.post(f"{walk.base}/_mock/reset")
    walk.go("/console/index.html")
    enter(walk, "kobayashi", "wrong")
    walk.page.get_by_text("職員ID、パスワードまたは認証コードが違います").wait_for()
    walk.stop("31-console-login")
    enter(walk, "kobayashi", "password")
    walk.page.get_by_role("heading", name="認証コードの入力").wait_for()
    walk.press("ログイン")
    walk.stop("32-console-code")
    code(walk)
    walk.page.get_by_label("到達した月").wait_for()
    walk.page.get_by_text("髙野").first.wait_for()
    expect(walk.page.get_by_label("到達した月")).to_have_value("2026-11")
    walk.stop("33-console-inbox")
    open_case(walk)
    walk.stop("34-console-case")
    walk.page.get_by_role("tab", name="差し戻し").click()
    walk.stop("35-console-return")
    walk.page.get_by_role("tab", name="決定の起案").click()
    walk.page.get_by_text("却下", exact=True).first.click()
    walk.press("決定を起案する")
    walk.stop("36-console-proposal-errors")
    walk.page.get_by_text("認定", exact=True).first.click()
    walk.page.get_by_label("理由").locator("visible=true").first.fill("監護と生計を確認しました。")
    walk.page.get_by_text("児童が住民基本台帳の世帯にいません").last.click()
    walk.press("決定を起案する")
    walk.page.get_by_text("起案した本人は承認できません").wait_for()
    walk.stop("37-console-proposed")


def author(walk: Walk) -> None:
    walk.page.get_by_role("link", name="手続の公開").click()
    walk.page.get_by_text("児童手当の認定請求").first.wait_for()
    walk.stop("38-console-publishing")
    walk.press("採用し直す：児童手当の認定請求")
    walk.press("採用する", exact=True)
    walk.stop("39-console-adoption-errors")
    for label in ("窓口の名前（日本語）", "窓口の名前（英語）", "受付時間（日本語）", "受付時間（英語）"):
        walk.page.get_by_label(label).fill("Kosodate 子育て支援課")
    walk.page.get_by_label("電話番号").fill("0256-00-0000")
    walk.press("採用する", exact=True)
    walk.page.get_by_text("第2版として採用しました").wait_for()
    walk.press("公開する", exact=True)
    walk.page.get_by_text("住民に公開しますか").wait_for()
    walk.stop("40-console-publish")
    walk.page.get_by_role("group").get_by_role("button", name="公開する").click()
    walk.page.get_by_text("公開第2号").wait_for()
    log_out(walk)


def approver(walk: Walk) -> None:
    log_in(walk, "sato")
    walk.page.get_by_role("link", name="承認待ち").click()
    walk.page.get_by_text("髙野").first.wait_for()
    walk.stop("41-console-waiting")
    open_case(walk)
    walk.page.locator(".radio").filter(has_text="承認しない").click()
    walk.press("承認せずにもどす")
    walk.stop("42-console-approval")
    walk.press("English")
    walk.stop("43-console-approval-english")
    walk.press("日本語")
    walk.page.locator(".radio").filter(has_text="承認する").click()
    walk.page.get_by_text("児童が住民基本台帳の世帯にいません").last.click()
    walk.press("承認して決定する")
    walk.page.get_by_text("子支第2026-000001号").wait_for()
    walk.stop("44-console-decided")
    log_out(walk)


def administrator(walk: Walk) -> None:
    enter(walk, "kanri", "password")
    walk.page.get_by_label("新しいパスワード", exact=True).fill("short")
    walk.press("次へ")
    walk.stop("45-console-new-password")
    for label in ("新しいパスワード", "新しいパスワード（もう一度）"):
        walk.page.get_by_label(label, exact=True).fill("Kanri-Madoguchi-2026")
    walk.press("次へ")
    walk.page.get_by_role("heading", name="認証アプリの登録").wait_for()
    walk.page.get_by_text("QRコードを読み取れないとき").click()
    walk.stop("46-console-enrolment")
    code(walk)
    walk.page.get_by_role("heading", name="職員と権限").wait_for()
    walk.page.get_by_role("button", name="取り消す").first.click()
    walk.press("付与する")
    walk.stop("47-console-grants")
    walk.page.get_by_label("職員ID").fill("mori")
    walk.page.get_by_label("氏名").fill("森 遥")
    walk.press("登録する")
    walk.page.get_by_text("moriを登録しました").wait_for()
    walk.stop("48-console-officer")
    walk.press("English")
    walk.stop("49-console-grants-english")


CITIZEN: list[Callable[[Walk], None]] = [
    finding,
    reading,
    logging_in,
    lapsed,
    filling_in,
    submitting,
    following,
    looking_back,
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base")
    parser.add_argument("--out", type=Path, default=ROOT / ".local/walk")
    parser.add_argument("--only", choices=["portal", "console"])
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.base:
        return walk_all(asked.base, asked.out, asked.only)
    with served() as base:
        return walk_all(base, asked.out, asked.only)


@contextmanager
def served() -> Iterator[str]:
    """The pages built for the local stage, and the mock behind them, on a port of their own."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as dist:
        tools = ROOT / ".venv/bin"
        path = f"{tools}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"VITE_STAGE": "local", "DIST_DIR": dist, "PORT": str(port), "PATH": path}
        build = [tools / "npm", "run", "--silent", "build", "-w", "frontend"]
        subprocess.run(build, cwd=ROOT, env=environment, check=True)  # noqa: S603  our own command
        serve = [tools / "node", "frontend/mock/server.ts"]
        mock = subprocess.Popen(  # noqa: S603  our own command
            serve, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            assert mock.stdout is not None
            yield mock.stdout.readline().strip().rstrip("/")
        finally:
            os.killpg(mock.pid, signal.SIGTERM)
            mock.wait()


def walk_all(base: str, out: Path, only: str | None) -> int:
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for width in WIDTHS:
            for part, steps in (("portal", CITIZEN), ("console", [examiner, author, approver, administrator])):
                if only in (None, part):
                    faults += visit(Walk(browser, base, width, out), steps)
        browser.close()
    print("\n".join(faults) or "every screen walked, nothing found")
    return 1 if faults else 0


def visit(walk: Walk, steps: list[Callable[[Walk], None]]) -> list[str]:
    try:
        for step in steps:
            step(walk)
    except Exception as error:  # the picture says where it stood
        walk.page.screenshot(path=walk.out / f"stuck-{walk.width}.png", full_page=True)
        walk.faults.append(f"{walk.width} stuck in {step.__name__}: {str(error)[:600]}")
    return walk.faults


if __name__ == "__main__":
    sys.exit(main())
