"""What a citizen reads when her card or her login is refused: what happened, what stays, what to do."""

MESSAGES = {
    "certificate-untrusted": {
        "ja": "この電子証明書は使えません。ご自身のマイナンバーカードを選んで、もう一度お試しください。",
        "en": "This certificate cannot be used here. Please choose your own My Number Card and try again.",
    },
    "certificate-expired": {
        "ja": "電子証明書の有効期限が切れています。お住まいの市区町村の窓口で更新してください。"
        "アカウントと入力した内容はそのまま残っています。",
        "en": "The certificate has expired. Please renew it at the counter of the town you live in. "
        "Your account and what you entered are kept.",
    },
    "certificate-revoked": {
        "ja": "署名用電子証明書が失効しています。署名用電子証明書は、引越しや氏名の変更をすると失効します。"
        "お住まいの市区町村の窓口で新しく発行を受けてください。ログインはこれまでどおりできます。"
        "アカウントと入力した内容はそのまま残っています。",
        "en": "Your signing certificate has lapsed. It lapses when you move house or change your name. "
        "Please have a new one issued at the counter of the town you live in. "
        "You can still log in, and your account and what you entered are kept.",
    },
    "certificate-status-unknown": {
        "ja": "電子証明書が有効かどうかを、いま確認できません。入力した内容は残っています。"
        "しばらくしてからもう一度お試しください。",
        "en": "Whether the certificate is valid cannot be checked just now. What you entered is kept. "
        "Please try again in a while.",
    },
    "another-persons-card": {
        "ja": "ログインした方とは別の方のカードです。ログインに使ったご自身のカードを使ってください。",
        "en": "This card belongs to somebody else. Please use your own card, the one you logged in with.",
    },
    "signature-invalid": {
        "ja": "電子署名を確認できませんでした。入力した内容は残っています。もう一度署名してください。",
        "en": "The signature could not be verified. What you entered is kept. Please sign again.",
    },
    "login-refused": {
        "ja": "ログインできませんでした。時間がたちすぎたか、一度使った手続きです。最初からもう一度お試しください。",
        "en": "You could not be logged in: too much time passed, or this attempt was used before. Please start again.",
    },
}
# At the login door the same problem concerns the other certificate, which no move revokes.
LOGIN_MESSAGES = {
    **MESSAGES,
    "certificate-revoked": {
        "ja": "この利用者証明用電子証明書は失効しています。カードを更新した場合は新しいカードを使ってください。"
        "心当たりがない場合は、お住まいの市区町村の窓口にお問い合わせください。"
        "アカウントと保存した内容はそのまま残っています。",
        "en": "This login certificate has been revoked. If your card was renewed, please use the new one. "
        "Otherwise please ask at the counter of the town you live in. "
        "Your account and what you saved are kept.",
    },
}
