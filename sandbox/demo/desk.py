"""An officer before the console: what she presses and types, from her log-in to another's approval."""

from playwright.sync_api import expect

from sandbox.demo.clients import code_of
from sandbox.demo.screen import PATIENCE_MS, Screen, write_date


class Console(Screen):
    """An officer before the console."""

    def log_in(self, officer: dict[str, str], first: str = "受付一覧") -> None:
        """By her password and a code of her authenticator, to the `first` place that her grants open."""
        self.go("")
        self.present(officer["username"], officer["password"])
        self.heading("認証コードの入力")
        self.code(officer["secret"])
        self.heading(first)

    def present(self, username: str, password: str) -> None:
        self.write("職員ID", username)
        self.page.get_by_label("パスワード", exact=True).fill(password)
        self.press("次へ")

    def code(self, secret: str) -> None:
        self.write("認証コード", code_of(secret))
        self.press("ログイン")

    def enrol(self, username: str, first: str, password: str) -> str:
        """The first log-in: a password of her own, then an authenticator, whose secret the page shows this once."""
        self.present(username, first)
        self.heading("新しいパスワードの設定")
        for label in ("新しいパスワード", "新しいパスワード（もう一度）"):
            self.page.get_by_label(label, exact=True).fill(password)
        self.press("次へ")
        self.heading("認証アプリの登録")
        expect(self.page.get_by_role("img", name="認証アプリの登録用QRコード")).to_be_visible()
        self.page.get_by_text("QRコードを読み取れないとき").click()
        secret = (self.page.locator(".secret").text_content() or "").replace(" ", "")
        self.judge()
        self.code(secret)
        return secret

    def grant(self, officer: str, role: str, affair: str, section: str, since: str) -> None:
        self.page.locator("#grant-officer").select_option(officer)
        self.page.locator("#grant-role").select_option(label=role)
        self.write("事務", affair)
        self.page.locator("#grant-section").select_option(label=section)
        write_date(self.page.locator("fieldset.date").first, since)
        self.press("付与する")
        self.sees("権限を付与しました")

    def revoke(self, officer: str) -> None:
        row = self.page.get_by_role("row").filter(has_text=officer).filter(has_text="審査担当")
        row.get_by_role("button", name="取り消す").click()
        row.get_by_role("group").get_by_role("button", name="取り消す").click()
        expect(row).to_have_count(0)

    def log_out(self) -> None:
        self.press("ログアウト")
        self.sees("ログアウトしました")

    def inbox(self, month: str) -> None:
        self.page.get_by_label("到達した月").fill(month)

    def await_case(self, receipt: str, month: str, *says: str) -> None:
        """Until the row is there and says so: another month and back, as the console keeps a list for five seconds."""
        row = self.page.get_by_role("row").filter(has_text=receipt)
        for words in says:
            row = row.filter(has_text=words)
        for _ in range(PATIENCE_MS // 1000):
            self.inbox("2000-01")
            self.sees("この条件の申請はありません")
            self.inbox(month)
            self.page.locator("table, p[role=status]").first.wait_for()
            if row.count():
                return
            self.page.wait_for_timeout(1000)
        expect(row).to_be_visible()

    def open_case(self, receipt: str) -> None:
        self.follow(receipt)
        self.sees("申告と照会結果の突合")

    def propose(self, outcome: str, reason: str) -> None:
        """A decision that another has yet to approve; she confirms what two people must confirm."""
        self.tab("決定の起案")
        self.page.locator(".acts").get_by_text(outcome, exact=True).first.click()
        self.write("理由", reason)
        self.confirm_for_two()
        self.press("決定を起案する")
        self.sees("起案した本人は承認できません")

    def confirm_for_two(self) -> None:
        for tick in self.page.get_by_role("group", name="2名で確認すること").get_by_role("checkbox").all():
            tick.set_checked(True, force=True)

    def approve(self) -> None:
        """What a colleague proposed, as it stands before her."""
        self.confirm_for_two()
        self.page.locator(".radio").filter(has_text="承認する").click()
        self.press("承認して決定する")
        self.sees("文書番号")

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name, exact=True).click()
