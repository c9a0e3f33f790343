"""Identity's collaborators in memory, with the same conditions as the table."""

import base64
import json

from madoguchi.errors import Conflict, NotFound
from madoguchi.identity.model.problems import LoginRefused, SessionEnded


class Accounts:
    def __init__(self):
        self.rows, self.serials = {}, {}

    def __len__(self):
        return len(self.rows)

    def get(self, account_id):
        if account_id not in self.rows:
            raise NotFound
        return self.rows[account_id]

    def of_serial(self, serial):
        if serial not in self.serials:
            raise NotFound
        return self.get(self.serials[serial])

    def open(self, account):
        if account.authentication_serial in self.serials:
            raise Conflict
        self.serials[account.authentication_serial] = account.account_id
        self.rows[account.account_id] = account

    def save(self, account):
        if self.rows[account.account_id].version != account.version:
            raise Conflict
        saved = account.model_copy(update={"version": account.version + 1})
        self.rows[account.account_id] = saved
        return saved


class Logins:
    def __init__(self):
        self.rows, self.taken, self.answers = {}, set(), {}

    def begin(self, login):
        self.rows[login.login_id] = login

    def take(self, login_id, wall):
        login = self.rows.get(login_id)
        if login is None or wall >= login.expires_at or login_id in self.taken:
            raise LoginRefused
        self.taken.add(login_id)
        return login

    def consume(self, login_id, nonce, answer, wall):
        login = self.rows.get(login_id)
        if login is None or wall >= login.expires_at or login.nonce != nonce:
            raise LoginRefused
        if self.answers.setdefault(login_id, answer) != answer:
            raise LoginRefused
        return login


class Sessions:
    def __init__(self):
        self.rows = {}

    def __len__(self):
        return len(self.rows)

    def __contains__(self, session):
        return session in self.rows.values()

    def start(self, session):
        self.rows[session.account_id, session.session_id] = session

    def get(self, account_id, session_id):
        if (account_id, session_id) not in self.rows:
            raise SessionEnded
        return self.rows[account_id, session_id]

    def of(self, account_id):
        return tuple(session for (owner, _), session in self.rows.items() if owner == account_id)

    def seen(self, account_id, session_id, wall):
        self._stamp(account_id, session_id, seen_at=wall)

    def confirm(self, account_id, session_id, wall):
        return self._stamp(account_id, session_id, confirmed_at=wall)

    def _stamp(self, account_id, session_id, **when):
        stamped = self.get(account_id, session_id).model_copy(update=when)
        self.rows[account_id, session_id] = stamped
        return stamped

    def end(self, account_id, session_id):
        self.rows.pop((account_id, session_id), None)

    def end_known(self, account_id, session_id):
        if self.rows.pop((account_id, session_id), None) is None:
            raise NotFound


class Trust:
    def __init__(self, anchors):
        self.all = anchors

    def anchors(self, kind):
        return tuple(anchor for anchor in self.all if anchor.kind == kind)


def id_token(session_id):
    claims = base64.urlsafe_b64encode(json.dumps({"origin_jti": session_id}).encode()).decode().rstrip("=")
    return f"header.{claims}.mark"
