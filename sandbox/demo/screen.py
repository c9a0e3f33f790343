"""A person before a browser: what she presses, types and reads, and everything that the browser complains about."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ja-JP",
]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
PATIENCE_MS = 30_000
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LISTEN = """document.addEventListener('securitypolicyviolation', (event) =>
    console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`));"""
EXPECTED = re.compile(r"the server responded with a status of 4(01|03|22) ")  # a refusal that the page then explains


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Screen:
    """One browser of one person. `complaints` must stay empty: the policy's refusals, errors, what axe finds."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.context = browser.new_context(viewport=WIDE, locale="ja-JP", timezone_id="Asia/Tokyo")  # type: ignore[arg-type]
        self.context.add_init_script(LISTEN)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        self.home = home
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not EXPECTED.search(said.text):
            self.complaints.append(f"{self.page.url}: {said.text[:400]}")

    def close(self) -> None:
        self.context.close()

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    # Reading

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until the text stands on the screen."""
        found = self.page.get_by_text(text).locator("visible=true").first
        expect(found).to_be_visible()
        return found

    def heading(self, name: str) -> None:
        expect(self.page.get_by_role("heading", name=name, exact=True).first).to_be_visible()

    def picture(self, path: Path, *, from_the: str = "", height: int = WIDE["height"]) -> None:
        """What a visitor sees who has scrolled to the first heading `from_the`, with nothing under her pointer."""
        width = (self.page.viewport_size or WIDE)["width"]
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate("document.activeElement?.blur()")
        self.page.mouse.move(0, 0)
        top = self.page.get_by_role("heading", name=from_the).first.bounding_box() if from_the else None
        self.page.evaluate(f"window.scrollTo(0, {'scrollY' if top else 0} + {top['y'] - 24 if top else 0})")
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=path)

    def judge(self) -> None:
        """Let axe-core look at the screen as it is."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
        found = self.page.evaluate(f"axe.run(document, {json.dumps(options)})")
        for fault in found["violations"]:
            self.complaints.append(f"{self.page.url}: {fault['id']} {[node['html'][:200] for node in fault['nodes']]}")

    # Acting

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).locator("visible=true").first.fill(text)

    # A form's fields, by their pointer into the answers

    def field(self, pointer: str) -> Locator:
        return self.page.locator("#f" + re.sub("[/_]", "-", pointer))

    def fill(self, pointer: str, value: str) -> None:
        self.field(pointer).fill(value)

    def date(self, pointer: str, value: str) -> None:
        write_date(self.page.locator("fieldset.date").filter(has=self.field(pointer)), value)

    def choose(self, pointer: str, label: str) -> None:
        self.field(pointer).get_by_text(label, exact=True).click()

    def town(self, pointer: str, name: str) -> None:
        self.fill(pointer, name)
        self.page.locator(".town-results button").first.click()

    def answer(self, answers: dict[str, Any]) -> None:
        """Every question in its kind: text, ("date", ...), ("choose", ...), ("town", ...), in the order given."""
        for pointer, answer in answers.items():
            kind, value = answer if isinstance(answer, tuple) else ("fill", answer)
            getattr(self, kind)(pointer, value)


def write_date(box: Locator, value: str) -> None:
    for place, part in enumerate(value.split("-")):
        box.locator("input").nth(place).fill(part)


class Portal(Screen):
    """A citizen before the portal."""

    def find(self, town: str, keyword: str, procedure: str) -> None:
        self.go("/")
        self.write("市区町村", town)
        self.page.locator(".town-results button").filter(has_text=town).first.click()
        self.write("キーワード", keyword)
        self.press("検索")
        self.page.get_by_role("link", name=procedure, exact=True).first.click()
        self.heading(procedure)

    def estimate(self, children: list[tuple[str, str]], moved: str = "") -> None:
        """`children`: birth date and 同居 or 別居; whoever is over eighteen is supported, with proof."""
        box = self.page.locator(".estimate")
        for _ in children[1:]:
            box.get_by_role("button", name="追加").click()
        for place, (born, living) in enumerate(children):
            row = box.locator("fieldset.list-item").nth(place)
            write_date(row.locator("fieldset.date"), born)
            row.get_by_text(living, exact=True).click()
            for promise in row.get_by_role("checkbox").all():
                promise.set_checked(True, force=True)
        if moved:
            write_date(box.locator("fieldset.date").last, moved)
        self.press("計算する")
        self.heading("計算の結果")

    def card(self, label: str, secret: str, button: str) -> None:
        """Lay the card down, type its PIN (or its password for signing), act."""
        choice = self.page.get_by_text(label, exact=True)
        choice.click()
        self.page.locator("input[type=password]").fill(secret)
        self.press(button)

    def until(self, text: str) -> None:
        """Load the page again until it says so."""
        for _ in range(PATIENCE_MS // 1000):
            expect(self.page.locator("main h1")).to_be_visible()
            if self.page.get_by_text(text).count():
                return
            self.page.wait_for_timeout(1000)
            self.page.reload()
        self.sees(text)

    def saved(self) -> None:
        expect(self.page.locator(".save-line")).to_have_text("保存しました")

    def review(self, label: str, secret: str) -> None:
        """To the document, which wants the card once in a visit."""
        self.press("内容を確認する")
        self.heading("内容の確認と署名")
        asked = self.page.get_by_role("button", name="カードを読み取る")
        shown = self.page.get_by_text("画面の内容と、署名される文書は同じです")
        expect(asked.or_(shown)).to_be_visible()
        if asked.count():
            self.card(label, secret, "カードを読み取る")
        expect(shown).to_be_visible()

    def sign(self, label: str, secret: str) -> str:
        """Sign the document shown and submit; the receipt number."""
        self.card(label, secret, "署名して提出する")
        return (self.page.locator(".receipt-number").text_content() or "").replace(" ", "")

    def log_out(self) -> None:
        self.page.get_by_role("button", name="ログアウト").first.click()
        self.sees("ログアウトしました")

    def kept(self) -> str:
        """Everything that the browser keeps beyond the page: both storages, cookies that the server set, caches."""
        stores = "JSON.stringify([{...sessionStorage}, {...localStorage}])"
        cookies = [cookie["name"] for cookie in self.context.cookies() if cookie.get("value")]
        return f"{self.page.evaluate(stores)} {cookies}"
