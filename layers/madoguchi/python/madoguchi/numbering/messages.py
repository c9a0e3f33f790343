"""What the sealed register says when it cannot recognise a person."""

MESSAGES = {
    "sealed-unreadable": {
        "ja": "暗号化された番号を開けませんでした。最新の公開鍵で暗号化し直してください。",
        "en": "The sealed numbers could not be opened. Please seal them again with the current public key.",
    },
    "serial-unknown": {
        "ja": "このカードの利用者を確認できませんでした。",
        "en": "The holder of this card could not be confirmed.",
    },
    "two-persons": {
        "ja": "番号と住民票コードが別の人のものです。住民記録の担当者が確認してください。",
        "en": "The number and the resident record code belong to different persons. The register must be checked.",
    },
}
