"""A citizen's own account: what it holds, what she may change, and the signing certificate she shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.errors import Conflict
from madoguchi.identity.model.account import Account, Attributes, Preferences, hold, needs_confirmation, prefer
from madoguchi.identity.model.certificate import CheckedCertificate, check_certificate
from madoguchi.identity.model.login import Session
from madoguchi.identity.model.problems import AnotherPersonsCard, CertificateUntrusted
from madoguchi.identity.model.revocation import RevocationAnswer, demand_good
from madoguchi.identity.model.trust import Kind, Policies, TrustAnchor
from madoguchi.identity.service.sessions import demand_confirmed
from madoguchi.kernel.value import Value

TRIES = 3


class Accounts(Protocol):
    def get(self, account_id: str) -> Account: ...
    def save(self, account: Account) -> Account:
        """Conflict when another version was saved first."""
        ...


class Sessions(Protocol):
    def get(self, account_id: str, session_id: str) -> Session: ...


class Trust(Protocol):
    def anchors(self, kind: Kind) -> tuple[TrustAnchor, ...]: ...


class Revocation(Protocol):
    def check(self, certificate: CheckedCertificate) -> RevocationAnswer: ...


class Persons(Protocol):
    def same(self, serials: tuple[str, str]) -> bool:
        """Whether two serials belong to one person, as the core knows it."""
        ...


class Shown(Value):
    """A signing certificate that may be used, and how that is known."""

    answer: RevocationAnswer
    valid_until: datetime
    attributes: Attributes


@dataclass(frozen=True)
class MyAccount:
    accounts: Accounts
    sessions: Sessions
    trust: Trust
    revocation: Revocation
    persons: Persons
    policies: Policies

    def read(self, account_id: str) -> Account:
        return self.accounts.get(account_id)

    def change(self, account_id: str, session_id: str, wishes: Preferences, wall: datetime) -> Account:
        """Errors: ReauthenticationRequired for what her card must answer for, unless it just did."""
        if needs_confirmation(self.accounts.get(account_id), wishes):
            demand_confirmed(self.sessions.get(account_id, session_id), wall)
        return self._saved(account_id, lambda account: prefer(account, wishes))

    def show_signing_certificate(self, account_id: str, certificate_der: bytes, *, now: datetime) -> Shown:
        """Whether she can sign today, told before she fills in anything; her attributes then prefill.

        Errors  SigningCertificateLapsed after a move, CertificateExpired, CertificateUntrusted,
                CertificateStatusUnknown, AnotherPersonsCard. The account stays as it was.
        """
        account = self.accounts.get(account_id)
        anchors = self.trust.anchors("signing")
        certificate = check_certificate(certificate_der, kind="signing", trust=anchors, policies=self.policies, at=now)
        answer = demand_good(self.revocation.check(certificate), "signing")
        if not self.persons.same((account.authentication_serial, certificate.serial)):
            raise AnotherPersonsCard(field="/certificate")
        attributes = _attributes(certificate)
        self._saved(account_id, lambda a: hold(a, certificate.serial, attributes, certificate.valid_until))
        return Shown(answer=answer, valid_until=certificate.valid_until, attributes=attributes)

    def _saved(self, account_id: str, change: Callable[[Account], Account]) -> Account:
        for _ in range(TRIES - 1):
            try:
                return self._once(account_id, change)
            except Conflict:
                continue
        return self._once(account_id, change)

    def _once(self, account_id: str, change: Callable[[Account], Account]) -> Account:
        """What says the same is no other version."""
        known = self.accounts.get(account_id)
        wished = change(known)
        return known if wished == known else self.accounts.save(wished)


def _attributes(certificate: CheckedCertificate) -> Attributes:
    if certificate.attributes is None:
        raise CertificateUntrusted("a signing certificate names its holder")
    return certificate.attributes
