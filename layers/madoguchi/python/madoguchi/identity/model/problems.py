"""What can be wrong with a card, told apart so that a person knows what to do next."""

from madoguchi.errors import NotAllowed, Unauthenticated, Unavailable, Unprocessable


class CertificateUntrusted(Unprocessable):
    """Not issued to a card by an authority this stage trusts, for this use."""

    type = "certificate-untrusted"


class CertificateExpired(Unprocessable):
    """Outside its period of validity."""

    type = "certificate-expired"


class CertificateRevoked(Unprocessable):
    """An authentication certificate that was revoked: lost card, death, or replaced by a newer card."""

    type = "certificate-revoked"


class SigningCertificateLapsed(CertificateRevoked):
    """A signing certificate that was revoked, as moving house does. Same problem type, its own remedy."""


class CertificateStatusUnknown(Unavailable):
    """Nobody could say in time whether it is revoked. Never treated as good."""

    type = "certificate-status-unknown"


class AnotherPersonsCard(Unprocessable):
    """The certificate belongs to somebody else than the account."""

    type = "another-persons-card"


class SignatureInvalid(Unprocessable):
    """The signature does not belong to this document and this certificate."""

    type = "signature-invalid"


class LoginRefused(Unauthenticated):
    """Wrong signature, replayed or expired nonce: one answer for all, so that nothing can be learnt from it."""

    type = "login-refused"


class SessionEnded(Unauthenticated):
    """No such session, signed out, idle for too long, or past its end."""

    type = "session-ended"


class ReauthenticationRequired(NotAllowed):
    """Her card has not answered for this session for five minutes, and what she wants to do needs it to."""

    type = "reauthentication-required"
