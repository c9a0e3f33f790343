"""What can be wrong with a citizen's act on an application; each has its own stable type."""

from madoguchi.errors import Conflict, Unprocessable


class AlreadyApplied(Conflict):
    """The same person has an open application for the same procedure and town; `receipt` names it."""

    type = "already-applied"


class AlreadySubmitted(Conflict):
    """This very application has arrived; `receipt` names it."""

    type = "already-submitted"


class NotEditable(Unprocessable):
    """Only a draft, or what the town returned, can be changed; `field` is the first other pointer changed."""

    type = "not-editable"


class NotWithdrawable(Conflict):
    """What was decided or withdrawn cannot be withdrawn."""

    type = "not-withdrawable"


class UnknownFields(Unprocessable):
    """The form has no such field."""

    type = "unknown-field"


class MalformedAnswers(Unprocessable):
    """JSON that no form holds: nested too deep, a fraction, text that is not Unicode."""

    type = "malformed-answers"


class AnswersTooLarge(Unprocessable):
    type = "answers-too-large"


class InvalidAnswers(Unprocessable):
    """The answers do not pass the form's own rules; `errors` name each field."""

    type = "invalid-answers"


class AttachmentsMissing(Unprocessable):
    """A required document is neither uploaded nor allowed to come later; `errors` name each slot."""

    type = "attachments-missing"


class AttachmentsNotUploaded(AttachmentsMissing):
    """A link was given out, but the file has not arrived; `errors` name each slot."""


class AttachmentTypeRefused(Unprocessable):
    type = "attachment-type"


class PhoneImageRefused(AttachmentTypeRefused):
    """HEIC: towns cannot open it; the text tells how to convert it."""

    type = "attachment-heic"


class AttachmentTooLarge(Unprocessable):
    type = "attachment-too-large"


class AttachmentsTooLarge(Unprocessable):
    """All attachments of one application together."""

    type = "attachments-too-large"


class UnknownSlot(Unprocessable):
    type = "unknown-slot"


class IndividualNumberInName(Unprocessable):
    """A file's name holds what may be an Individual Number."""

    type = "attachment-name"


class SigningCertificateNotShown(Unprocessable):
    """Her signing certificate has not been shown to this account, or another one was shown since."""

    type = "signing-certificate-not-shown"


class IdempotencyKeyReused(Unprocessable):
    """The same key came before with another body."""

    type = "idempotency-key-reused"


class NotOnline(Unprocessable):
    """The procedure cannot be applied for online in this town."""

    type = "not-online"
