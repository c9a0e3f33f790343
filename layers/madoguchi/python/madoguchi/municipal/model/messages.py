"""The words of problems and findings, in both languages."""

MESSAGES = {
    "document-digest-mismatch": {
        "ja": "届いた文書が、告げられたものと一致しません。",
        "en": "The document delivered is not the one announced.",
    },
    "delivery-mismatch": {
        "ja": "署名された文書と、届け先または版が一致しません。",
        "en": "The signed document names another destination or revision.",
    },
    "revision-taken": {
        "ja": "同じ受付番号と版で、別の文書がすでに届いています。",
        "en": "Another document has arrived under this receipt and revision.",
    },
    "case-status": {
        "ja": "この申請の状態では、その操作はできません。",
        "en": "The status of this case does not allow that.",
    },
    "reason-missing": {"ja": "理由を書いてください。", "en": "Please give the reason."},
    "individual-number-in-text": {
        "ja": "マイナンバーと思われる12桁の番号が書かれています。番号を消してから、もう一度送ってください。",
        "en": "This holds a 12-digit number that may be an Individual Number. Please remove it and send again.",
    },
    "remedies-missing": {
        "ja": "不利益な決定には、教示（不服申立ての方法）が必要です。",
        "en": "An adverse decision must state the remedies.",
    },
    "amount-missing": {
        "ja": "決定の内容と、月額または支給開始月が合いません。",
        "en": "The outcome does not agree with the amount or the first month.",
    },
    "unknown-pointer": {"ja": "その項目はこの申請にありません。", "en": "This application has no such item."},
    "login-refused": {
        "ja": "職員ID、パスワードまたは認証コードが違います。",
        "en": "The staff id, the password or the code is wrong.",
    },
    "login-expired": {
        "ja": "ログインの途中で時間が過ぎました。はじめからやり直してください。",
        "en": "The log-in took too long. Please begin again.",
    },
    "password-too-weak": {
        "ja": "12文字以上で、英大文字・英小文字・数字・記号をすべて含むパスワードにしてください。",
        "en": "Please choose at least 12 characters with upper and lower case letters, digits and symbols.",
    },
    "grant-missing": {
        "ja": "この業務の権限がありません。権限は所属の権限管理者が付与します。",
        "en": "You have no grant for this. Your town's administrator gives grants.",
    },
    "own-grant": {
        "ja": "自分自身の権限や利用者登録は変更できません。別の権限管理者に依頼してください。",
        "en": "Nobody changes her own grants or account. Please ask another administrator.",
    },
    "last-administrator": {
        "ja": "ほかに権限管理者がいないため、この権限は取り消せません。",
        "en": "Nobody else administers this town, so this grant stays.",
    },
    "officer-exists": {"ja": "この職員IDはすでに使われています。", "en": "This staff id is taken."},
    "unknown-officer": {"ja": "この職員IDの職員はいません。", "en": "There is no officer with this id."},
    "unknown-section": {"ja": "この所属はありません。", "en": "There is no such section."},
    "affair-of-role": {
        "ja": "権限管理者の事務は「*」、それ以外の役割は個別の事務を指定してください。",
        "en": 'An administrator\'s affair is "*"; every other role names an affair.',
    },
    "period-ends-first": {
        "ja": "終了日は開始日以後にしてください。",
        "en": "The last day must not come before the first.",
    },
    "four-eyes": {
        "ja": "自分が起案した決定は、自分では決裁できません。別の職員が決裁してください。",
        "en": "You proposed this decision, so another officer must approve or decline it.",
    },
    "proposal-outdated": {
        "ja": "起案の後に申請の内容や照会の結果が変わりました。差し戻して、もう一度起案してください。",
        "en": "The case changed after this was proposed. Please decline it and propose again.",
    },
    "findings-unconfirmed": {
        "ja": "二人で確認する項目があります。示された項目を確認してください。",
        "en": "Some findings need two people. Please confirm the ones named.",
    },
    "idempotency-key-reused": {
        "ja": "同じ送信番号で別の内容が送られました。画面を読み込み直してから、もう一度お試しください。",
        "en": "Another request was sent under the same key. Please reload the page and try again.",
    },
    "unknown-client": {
        "ja": "このシステムは、どの市区町村にも登録されていません。",
        "en": "This system is registered for no municipality.",
    },
    "not-paired": {
        "ja": "この宛名番号は、まだ連携の登録がありません。",
        "en": "This addressee number is not paired yet.",
    },
}

FINDINGS = {
    "applicant-not-identified": {
        "ja": "請求者を住民基本台帳で特定できません。二人で確認してください。",
        "en": "The claimant is not found in the register. Two people must confirm.",
    },
    "claimant-not-signer": {
        "ja": "請求者の氏名が、電子証明書の氏名と違います。",
        "en": "The claimant's name is not that of the certificate.",
    },
    "card-differs-from-register": {
        "ja": "電子証明書の4情報が、住民基本台帳と違います。",
        "en": "The certificate's four attributes differ from the register.",
    },
    "claimant-civil-servant": {
        "ja": "公務員です。所属庁への請求となる可能性があります。",
        "en": "A civil servant: the claim probably belongs to her office.",
    },
    "spouse-not-in-household": {
        "ja": "配偶者が同じ世帯に見つかりません。二人で確認してください。",
        "en": "The spouse is not found in the household. Two people must confirm.",
    },
    "spouse-earns-more": {
        "ja": "申告では、配偶者の所得の方が高くなっています。",
        "en": "As declared, the spouse earns more.",
    },
    "child-not-identified": {
        "ja": "別居の児童を4情報で特定できません。二人で確認してください。",
        "en": "The child living apart is not identified by four attributes. Two people must confirm.",
    },
    "child-not-in-household": {
        "ja": "同居とされた児童が世帯に見つかりません。二人で確認してください。",
        "en": "A child declared as living together is not in the household. Two people must confirm.",
    },
    "support-confirmation-missing": {
        "ja": "監護相当・生計費の負担についての確認書がありません（後日提出とされています）。",
        "en": "The confirmation of care and living costs is missing (declared as to follow).",
    },
    "support-confirmation-not-attached": {
        "ja": "監護相当・生計費の負担についての確認書が添付されていません。",
        "en": "The confirmation of care and living costs is not attached.",
    },
    "account-holder-not-claimant": {
        "ja": "振込口座の名義が請求者本人ではありません。",
        "en": "The account's holder is not the claimant.",
    },
    "individual-number-in-text": {
        "ja": "個人番号と思われる数字が書かれています。必要のない番号です。",
        "en": "What looks like an Individual Number was written here. It is not needed.",
    },
    "income-not-filed": {
        "ja": "住民税が未申告です。1月1日の住所地での申告を本人に案内してください。",
        "en": "No tax return was filed. Tell the person to file with the city of 1 January.",
    },
    "earner-changes": {
        "ja": "取得した所得では、配偶者の方が高くなります。請求者を確認してください。",
        "en": "By the fetched figures the spouse earns more. Please check who is to claim.",
    },
}

ITEMS = {
    "local-tax.income": {"ja": "地方税関係情報（所得）", "en": "Local tax information (income)"},
    "residence.registration": {"ja": "住民票関係情報", "en": "Resident registration information"},
}


def finding_text(code: str, language: str) -> str:
    return FINDINGS[code][language] if code in FINDINGS else code


def item_name(item: str, language: str) -> str:
    return ITEMS[item][language] if item in ITEMS else item
