"""What a citizen reads when something about her application is wrong: what happened, and what to do."""

Texts = dict[str, dict[str, str]]

MESSAGES: Texts = {
    "already-applied": {
        "ja": "同じ手続をすでに申請しています（受付番号 {receipt}）。新しく申請する必要はありません。申請状況からご確認ください。",
        "en": "You have already applied for this (receipt number {receipt}). You need not apply again. See your applications.",
    },
    "already-submitted": {
        "ja": "この申請はすでに届いています（受付番号 {receipt}）。もう一度送る必要はありません。",
        "en": "This application has arrived (receipt number {receipt}). You need not send it again.",
    },
    "not-editable": {
        "ja": "この項目は変更できません。直せるのは、町から直すように言われた項目だけです。",
        "en": "This cannot be changed. Only what the town asked you to correct can be.",
    },
    "not-withdrawable": {
        "ja": "すでに決定されているため、取り下げることはできません。決定の内容は申請状況からご確認ください。",
        "en": "A decision has been made, so it cannot be withdrawn. See your applications for the decision.",
    },
    "unknown-field": {
        "ja": "この様式にない項目が含まれています。画面を読み込み直してください。入力した内容は消えていません。",
        "en": "There is an item that this form does not have. Please reload the page. Your entries are kept.",
    },
    "malformed-answers": {
        "ja": "読み取れない入力があります。示された項目を入力し直してください。ほかの入力は消えていません。",
        "en": "An entry could not be read. Please enter the field named again. Your other entries are kept.",
    },
    "answers-too-large": {
        "ja": "入力が長すぎます。備考などの長い文を短くしてください。",
        "en": "The answers are too long. Please shorten long texts such as the remarks.",
    },
    "invalid-answers": {
        "ja": "署名の前に直すところがあります。示された項目を確認してください。",
        "en": "Some answers need to be corrected before you sign. Please check the fields named.",
    },
    "attachments-missing": {
        "ja": "必要な書類がまだ届いていません。示された書類を添付してください。",
        "en": "A required document has not arrived yet. Please attach the documents named.",
    },
    "attachment-type": {
        "ja": "この種類のファイルは送れません。送れるのは {types} です。",
        "en": "This type of file cannot be sent. You can send: {types}.",
    },
    "attachment-heic": {
        "ja": "HEIC形式の写真は町で開けません。iPhoneでは「設定」→「カメラ」→「フォーマット」→「互換性優先」にして撮り直すか、"
        "写真をJPEGに変換してから添付してください。",
        "en": "The town cannot open HEIC photos. On an iPhone choose Settings > Camera > Formats > Most Compatible and "
        "take it again, or convert the photo to JPEG.",
    },
    "attachment-too-large": {
        "ja": "ファイルが大きすぎるか、空です。1つ {limit_mb} MB までにしてください。",
        "en": "The file is too large or empty. One file may have {limit_mb} MB at most.",
    },
    "attachments-too-large": {
        "ja": "添付書類が全部で {limit_mb} MB を超えています。小さくするか、数を減らしてください。",
        "en": "The attachments together exceed {limit_mb} MB. Please make them smaller or fewer.",
    },
    "unknown-slot": {
        "ja": "この手続では受け付けていない書類です。画面を読み込み直してください。",
        "en": "This procedure does not take this document. Please reload the page.",
    },
    "attachment-name": {
        "ja": "ファイル名にマイナンバー（12桁の番号）が含まれているようです。ファイル名を変えてから添付してください。",
        "en": "The file's name seems to hold an Individual Number. Please rename the file and attach it again.",
    },
    "not-online": {
        "ja": "この手続は、この町ではまだオンラインで申請できません。窓口へお問い合わせください。",
        "en": "You cannot apply for this online in this town yet. Please ask at the counter.",
    },
    "signing-certificate-not-shown": {
        "ja": "署名用電子証明書の確認が済んでいません。先にカードの署名用電子証明書を確認してください。入力した内容は消えていません。",
        "en": "Your signing certificate has not been checked yet. Please have your card's signing certificate checked "
        "first. Your entries are kept.",
    },
    "signature-invalid": {
        "ja": "署名が申請の内容と合いません。内容が変わったときは、もう一度確認して署名してください。入力した内容は消えていません。",
        "en": "The signature does not fit the application. If something changed, please review and sign again. "
        "Your entries are kept.",
    },
    "idempotency-key-reused": {
        "ja": "同じ送信番号で別の内容が送られました。画面を読み込み直してから、もう一度お試しください。",
        "en": "Another request was sent under the same key. Please reload the page and try again.",
    },
    "certificate-untrusted": {
        "ja": "マイナンバーカードの署名用電子証明書として確認できませんでした。カードを確かめて、もう一度お試しください。",
        "en": "This could not be confirmed as a card's signing certificate. Please check the card and try again.",
    },
    "certificate-expired": {
        "ja": "署名用電子証明書の有効期限が切れています。お住まいの市区町村の窓口で更新してください。下書きは残っています。",
        "en": "Your signing certificate has expired. Please renew it at your municipality's counter. Your draft is kept.",
    },
    "reason:attachment-missing": {
        "ja": "この書類を添付してください。",
        "en": "Please attach this document.",
    },
    "reason:individual-number": {
        "ja": "マイナンバー（12桁の番号）のようなものがあったので「*」に置き換えました。ここにはマイナンバーを書かないでください。",
        "en": "What looked like an Individual Number was replaced by asterisks. Please do not write it here.",
    },
    "reason:required": {"ja": "入力してください。", "en": "This is required."},
    "reason:wrong-type": {
        "ja": "形が違います。画面の案内どおりに入力し直してください。",
        "en": "The form is wrong. Please enter it again as the page shows.",
    },
    "reason:not-a-choice": {"ja": "選択肢から選んでください。", "en": "Please choose one of the options."},
    "reason:wrong-format": {
        "ja": "書き方が違います。例のとおりに入力してください。",
        "en": "It is not written as expected. Please follow the example.",
    },
    "reason:too-many": {"ja": "件数が多すぎます。", "en": "There are too many."},
    "reason:too-big": {"ja": "入力が大きすぎます。", "en": "The answers are too large."},
}
