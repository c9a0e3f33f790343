"""Why staff look: purposes by id, in words for the citizen. The ids are ours; an institution sends an id."""

from madoguchi.ledger.model.records import Text

PURPOSES = {
    "case.list": Text(ja="受付一覧の確認", en="Looking through the list of applications"),
    "case.examine": Text(ja="申請の審査", en="Examination of the application"),
    "case.package": Text(ja="申請書類の確認", en="Check of the application documents"),
    "application.extract": Text(
        ja="業務システムへの申請データの取込み", en="Transfer of the application into the core system"
    ),
}


def words_of(told: str) -> Text:
    """The words of a purpose id; anything else was told in the institution's own words and stays as it was told."""
    return PURPOSES.get(told, Text(ja=told, en=told))
