"""Login by card (利用者証明用電子証明書): check the certificate, ask for a signature, open a session."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.errors import Conflict, MadoguchiError, NotFound
from madoguchi.identity.model.account import Account, new_account
from madoguchi.identity.model.certificate import CheckedCertificate, check_certificate, verify_signature
from madoguchi.identity.model.device import Device
from madoguchi.identity.model.login import Challenge, Login, Session, Tokens, new_session
from madoguchi.identity.model.problems import LoginRefused, SignatureInvalid
from madoguchi.identity.model.revocation import RevocationAnswer, demand_good
from madoguchi.identity.model.trust import Kind, Policies, TrustAnchor
from madoguchi.kernel.canonical import unb64
from madoguchi.kernel.value import Value


class Accounts(Protocol):
    def get(self, account_id: str) -> Account: ...
    def of_serial(self, serial: str) -> Account:
        """NotFound when no account has shown it."""
        ...

    def open(self, account: Account) -> None:
        """Conflict when the serial has an account already."""
        ...

    def save(self, account: Account) -> Account: ...


class Logins(Protocol):
    def begin(self, login: Login) -> None: ...
    def take(self, login_id: str, wall: datetime) -> Login:
        """The login, for the first who comes in time; LoginRefused for everybody else."""
        ...


class Sessions(Protocol):
    def start(self, session: Session) -> None: ...


class Users(Protocol):
    def ensure(self, account_id: str) -> None: ...
    def challenge(self, account_id: str) -> Challenge:
        """NotFound when the pool has no such user."""
        ...

    def answer(self, login: Login, answer: str) -> Tokens:
        """LoginRefused when the pool's triggers do not accept the answer."""
        ...


class Trust(Protocol):
    def anchors(self, kind: Kind) -> tuple[TrustAnchor, ...]: ...


class Revocation(Protocol):
    def check(self, certificate: CheckedCertificate) -> RevocationAnswer: ...


class Persons(Protocol):
    def pair(self, account_id: str, serial: str) -> None: ...


class SignedIn(Value):
    tokens: Tokens
    session: Session
    paired: bool


@dataclass(frozen=True)
class CardLogin:
    accounts: Accounts
    logins: Logins
    sessions: Sessions
    users: Users
    trust: Trust
    revocation: Revocation
    persons: Persons
    policies: Policies

    def begin(self, certificate_der: bytes, *, new_id: str, now: datetime) -> Challenge:
        """A nonce to sign, for a certificate that may log in. An account is made at first sight."""
        anchors = self.trust.anchors("authentication")
        certificate = check_certificate(
            certificate_der, kind="authentication", trust=anchors, policies=self.policies, at=now
        )
        demand_good(self.revocation.check(certificate), "authentication")
        account = self._account(certificate.serial, new_id, now)
        challenge = self._challenge(account.account_id)
        self.logins.begin(Login(account_id=account.account_id, certificate=certificate_der, **challenge.model_dump()))
        return challenge

    def answer(self, login_id: str, signature: str, *, device: Device, wall: datetime) -> SignedIn:
        """A session for the signature over the nonce. Errors: LoginRefused, whatever was wrong with it."""
        login = self.logins.take(login_id, wall)
        if login.session_id:
            raise LoginRefused("a question that confirms a session logs nobody in")
        tokens = self.users.answer(login, signature)
        session = new_session(login.account_id, tokens, wall, device)
        self.sessions.start(session)
        return SignedIn(tokens=tokens, session=session, paired=self._paired(login.account_id))

    def _account(self, serial: str, new_id: str, now: datetime) -> Account:
        account = self._seen(serial, new_id, now)
        if account.user_ready:
            return account
        self.users.ensure(account.account_id)
        return self._noted(account, user_ready=True)

    def _challenge(self, account_id: str) -> Challenge:
        try:
            return self.users.challenge(account_id)
        except NotFound:  # the pool was made anew: the accounts live in our own table
            self.users.ensure(account_id)
            return self.users.challenge(account_id)

    def _seen(self, serial: str, new_id: str, now: datetime) -> Account:
        try:
            return self.accounts.of_serial(serial)
        except NotFound:
            account = new_account(new_id, serial, now)
        try:
            self.accounts.open(account)
        except Conflict:  # the same card at two readers: one account
            return self.accounts.of_serial(serial)
        return account

    def _paired(self, account_id: str) -> bool:
        """Tell the core which person the account is; its silence never keeps anybody out, the next login tells."""
        account = self.accounts.get(account_id)
        if account.paired:
            return True
        try:
            self.persons.pair(account_id, account.authentication_serial)
        except MadoguchiError:
            return False
        self._noted(account, paired=True)
        return True

    def _noted(self, account: Account, **facts: bool) -> Account:
        """A fact that any login may note; when another one saved first, the next notes it again."""
        noted = account.model_copy(update=facts)
        try:
            return self.accounts.save(noted)
        except Conflict:
            return noted


class Nonces(Protocol):
    def consume(self, login_id: str, nonce: bytes, answer: str, wall: datetime) -> Login:
        """The login, if `answer` is the first for this nonce or that very first again; LoginRefused otherwise."""
        ...


@dataclass(frozen=True)
class Answers:
    """What the pool's trigger asks: is this the right answer, and the only one?"""

    nonces: Nonces

    def right(self, login_id: str, nonce: str, answer: str, wall: datetime) -> bool:
        try:
            signature = unb64(answer)
            login = self.nonces.consume(login_id, unb64(nonce), answer, wall)
            verify_signature(login.certificate, signature, login.nonce)
        except (LoginRefused, SignatureInvalid, ValueError):
            return False
        return True
