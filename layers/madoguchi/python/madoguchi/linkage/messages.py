"""What linkage says when a question cannot be asked."""

MESSAGES = {
    "not-paired": {
        "ja": "宛名番号がまだ情報連携に登録されていません。住民の登録を先に行ってください。",
        "en": "The addressee number is not registered for linkage yet. Please register the resident first.",
    },
    "unknown-rule": {
        "ja": "示された事務、項目または機関は、公表された規則にありません。",
        "en": "The affair, item or institution is not in the published rules.",
    },
    "unreadable-rules": {"ja": "規則の形式が正しくありません。", "en": "The rule does not have the right form."},
    "request-id-reused": {
        "ja": "同じ依頼番号が別の照会に使われています。",
        "en": "The request id was used for another inquiry.",
    },
    "result-expired": {
        "ja": "照会結果の保存期間が過ぎました。必要な場合はもう一度照会してください。",
        "en": "The result was kept for a time and is gone. Please ask again if it is still needed.",
    },
    "inquiry-settled": {"ja": "この照会はすでに完了しています。", "en": "This inquiry is settled already."},
    "paired-otherwise": {
        "ja": "宛名番号が別の人に登録されています。宛名の担当者が確認してください。",
        "en": "The addressee number is registered to another person. The register must be checked.",
    },
    "copy-period-missing": {
        "ja": "副本に年度がありません。",
        "en": "The copy does not say which tax year it is about.",
    },
}
