"""What the citizen's screen is given of her notices."""

from collections.abc import Sequence
from datetime import datetime

from madoguchi.kernel.value import Value
from madoguchi.notices.model.notice import Kind, Notice


class NoticeView(Value):
    notice_id: str
    kind: Kind
    title: str
    body: str
    at: datetime
    read: bool
    application_id: str | None


class NoticesView(Value):
    """`unread` counts among the items shown."""

    items: tuple[NoticeView, ...]
    unread: int


def view(notices: Sequence[Notice]) -> NoticesView:
    items = tuple(_item(notice) for notice in notices)
    return NoticesView(items=items, unread=sum(not item.read for item in items))


def _item(notice: Notice) -> NoticeView:
    return NoticeView(
        notice_id=notice.notice_id,
        kind=notice.kind,
        title=notice.in_app.title,
        body=notice.in_app.body,
        at=notice.at,
        read=notice.read_at is not None,
        application_id=notice.application_id,
    )
