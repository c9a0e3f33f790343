"""Her card answers once more for a session that lives already, before what deserves it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.errors import NotFound
from madoguchi.identity.model.account import Account
from madoguchi.identity.model.certificate import CheckedCertificate, check_certificate, verify_signature
from madoguchi.identity.model.login import Challenge, Login, Session
from madoguchi.identity.model.problems import AnotherPersonsCard, LoginRefused
from madoguchi.identity.model.revocation import RevocationAnswer, demand_good
from madoguchi.identity.model.trust import Kind, Policies, TrustAnchor


class Accounts(Protocol):
    def of_serial(self, serial: str) -> Account:
        """NotFound when no account has shown it."""
        ...


class Logins(Protocol):
    def begin(self, login: Login) -> None: ...
    def take(self, login_id: str, wall: datetime) -> Login:
        """The question, for the first who answers it in time; LoginRefused for everybody else."""
        ...


class Sessions(Protocol):
    def confirm(self, account_id: str, session_id: str, wall: datetime) -> Session:
        """SessionEnded when it was ended meanwhile."""
        ...


class Trust(Protocol):
    def anchors(self, kind: Kind) -> tuple[TrustAnchor, ...]: ...


class Revocation(Protocol):
    def check(self, certificate: CheckedCertificate) -> RevocationAnswer: ...


@dataclass(frozen=True)
class Confirmation:
    """Without the user pool: nobody is logged in by it, and its answer yields no token."""

    accounts: Accounts
    logins: Logins
    sessions: Sessions
    trust: Trust
    revocation: Revocation
    policies: Policies

    def begin(
        self, account_id: str, session_id: str, certificate_der: bytes, *, question: Challenge, now: datetime
    ) -> Challenge:
        """`question`, put to the holder of this card. Errors: AnotherPersonsCard, and whatever a login refuses."""
        anchors = self.trust.anchors("authentication")
        certificate = check_certificate(
            certificate_der, kind="authentication", trust=anchors, policies=self.policies, at=now
        )
        demand_good(self.revocation.check(certificate), "authentication")
        self._demand_hers(account_id, certificate.serial)
        asked = {**question.model_dump(), "account_id": account_id, "session_id": session_id}
        self.logins.begin(Login(certificate=certificate_der, **asked))
        return question

    def answer(self, account_id: str, session_id: str, login_id: str, signature: bytes, *, wall: datetime) -> Session:
        """The session, confirmed now. Errors: LoginRefused for another's question, SignatureInvalid."""
        asked = self.logins.take(login_id, wall)
        if (asked.account_id, asked.session_id) != (account_id, session_id):
            raise LoginRefused("asked of another session")
        verify_signature(asked.certificate, signature, asked.nonce)
        return self.sessions.confirm(account_id, session_id, wall)

    def _demand_hers(self, account_id: str, serial: str) -> None:
        """A stranger's card and one never seen are the same refusal, and neither becomes an account."""
        try:
            holder = self.accounts.of_serial(serial).account_id
        except NotFound:
            holder = ""
        if holder != account_id:
            raise AnotherPersonsCard(field="/certificate")
