"""Which files may come with an application."""

import pytest

from madoguchi.applications.model import attachments as rules
from madoguchi.applications.model import problems
from madoguchi.kernel.identifiers import individual_number_check_digit
from tests.unit.applications.samples import attachment, draft

NUMBER = f"98765432109{individual_number_check_digit('98765432109')}"


@pytest.mark.parametrize(("ending", "content_type"), sorted(rules.TYPES.items()))
def test_every_type_that_towns_accept_is_accepted(ending, content_type):
    rules.check(attachment(name=f"FILE.{ending.upper()}", content_type=content_type), draft())


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"name": "IMG.HEIC", "content_type": "image/heic"}, problems.PhoneImageRefused),
        ({"name": "IMG.jpg", "content_type": "image/heif"}, problems.PhoneImageRefused),
        ({"name": "run.exe", "content_type": "application/octet-stream"}, problems.AttachmentTypeRefused),
        ({"name": "page.html", "content_type": "text/html"}, problems.AttachmentTypeRefused),
        ({"name": "page.pdf", "content_type": "text/html"}, problems.AttachmentTypeRefused),
        ({"name": "noending", "content_type": "application/pdf"}, problems.AttachmentTypeRefused),
        ({"size": 0}, problems.AttachmentTooLarge),
        ({"size": 10_000_001}, problems.AttachmentTooLarge),
        ({"name": f"{NUMBER}.pdf"}, problems.IndividualNumberInName),
    ],
)
def test_what_is_wrong_with_a_file_is_told_apart(more, problem):
    with pytest.raises(problem) as refused:
        rules.check(attachment(**more), draft())

    assert type(refused.value) is problem


def test_all_files_together_have_a_limit_and_a_replaced_one_does_not_count():
    held = tuple(attachment(f"slot-{n}", size=9_000_000) for n in range(3))
    beside = draft(attachments=held)

    rules.check(attachment("slot-0", size=10_000_000), beside)
    with pytest.raises(problems.AttachmentsTooLarge):
        rules.check(attachment("slot-9", size=4_000_000), beside)
