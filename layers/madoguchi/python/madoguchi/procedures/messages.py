"""The catalogue's problems, in the words of its doors."""

MESSAGES = {
    "procedure-not-proven": {
        "ja": "このままでは公開できません。示された箇所を直してください。",
        "en": "This cannot be published yet. Please mend the places named.",
    },
    "not-in-charge": {
        "ja": "この手続は、所管課の職員だけが採用・公開できます。",
        "en": "Only officers of the section in charge may adopt and publish this procedure.",
    },
    "nothing-to-publish": {
        "ja": "公開する手続がまだありません。先に標準の手続を採用してください。",
        "en": "There is nothing to publish yet. Adopt a preset first.",
    },
    "reason:not-yet-born": {
        "ja": "生年月日が請求の日より後になっています。",
        "en": "The date of birth is after the claim.",
    },
}
