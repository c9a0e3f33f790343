"""The firewalls before the portal, and the headers with which it answers: asserted on the template, as the emulator
associates no firewall (the headers are asserted on real answers too, in tests/local/test_sessions.py)."""

LARGE_FORMS = "SizeRestrictions_BODY"


def firewall(prod, scope):
    (acl,) = [each for each in prod.of("AWS::WAFv2::WebACL") if each.properties["Scope"] == scope]
    return acl


def rules(prod, scope="CLOUDFRONT"):
    return {rule["Name"]: rule for rule in firewall(prod, scope).properties["Rules"]}


def test_one_stands_before_cloudfront_and_one_before_the_api_and_both_let_through_what_no_rule_stops(prod):
    assert len(prod.of("AWS::WAFv2::WebACL")) == 2
    for scope in ("CLOUDFRONT", "REGIONAL"):
        assert firewall(prod, scope).properties["DefaultAction"] == {"Allow": {}}


def test_every_managed_group_blocks_and_only_large_forms_are_counted_instead(prod):
    groups = [rule for rule in rules(prod).values() if "OverrideAction" in rule]
    counted = [
        override["Name"]
        for rule in groups
        for override in rule["Statement"]["ManagedRuleGroupStatement"].get("RuleActionOverrides", [])
    ]

    assert len(groups) == 3
    assert all(rule["OverrideAction"] == {"None": {}} for rule in groups)
    assert counted == [LARGE_FORMS]


def test_every_rule_of_our_own_blocks(prod):
    own = [rule for scope in ("CLOUDFRONT", "REGIONAL") for rule in rules(prod, scope).values() if "Action" in rule]

    assert {rule["Name"] for rule in own} == {"rate", "logins", "past-the-edge", "tokens"}
    assert all(rule["Action"] == {"Block": {}} for rule in own)


def test_one_address_cannot_flood_it(prod):
    rate = rules(prod)["rate"]

    assert rate["Action"] == {"Block": {}}
    assert rate["Statement"]["RateBasedStatement"] == {"Limit": 2000, "AggregateKeyType": "IP"}


def test_one_address_cannot_try_cards_without_end(prod):
    bound = rules(prod)["logins"]["Statement"]["RateBasedStatement"]

    assert (bound["Limit"], bound["AggregateKeyType"]) == (200, "IP")
    match = bound["ScopeDownStatement"]["ByteMatchStatement"]
    assert (match["SearchString"], match["PositionalConstraint"]) == ("/api/login", "STARTS_WITH")
    read = [each["Type"] for each in sorted(match["TextTransformations"], key=lambda each: each["Priority"])]
    assert read == ["URL_DECODE", "NORMALIZE_PATH", "LOWERCASE"]  # "/api/%6cogin" is counted too


def test_one_token_cannot_flood_the_api_and_no_address_that_a_header_tells_counts(prod):
    bound = rules(prod, "REGIONAL")["tokens"]["Statement"]["RateBasedStatement"]

    assert bound["Limit"] == 2000
    assert [each["Header"]["Name"] for each in bound["CustomKeys"]] == ["authorization"]


def test_what_went_past_cloudfront_is_stopped_before_it_costs_a_function(prod):
    rule = rules(prod, "REGIONAL")["past-the-edge"]
    required = rule["Statement"]["NotStatement"]["Statement"]["SizeConstraintStatement"]

    assert rule["Priority"] == 0
    assert required["FieldToMatch"] == {"SingleHeader": {"Name": "x-madoguchi-origin"}}
    assert (required["ComparisonOperator"], required["Size"]) == ("GE", 32)


def test_the_regional_one_stands_before_the_portals_own_stage(prod):
    (link,) = prod.of("AWS::WAFv2::WebACLAssociation")
    acl = firewall(prod, "REGIONAL")

    assert acl.id in prod.text(link.stack, link.properties["WebACLArn"]) or link.properties["WebACLArn"][
        "Fn::GetAtt"
    ] == [acl.id, "Arn"]
    assert "PortalApi" in prod.text(link.stack, link.properties["ResourceArn"])


def test_nothing_they_see_of_a_request_is_sampled(prod):
    seen = [
        config
        for scope in ("CLOUDFRONT", "REGIONAL")
        for config in (
            firewall(prod, scope).properties["VisibilityConfig"],
            *(rule["VisibilityConfig"] for rule in rules(prod, scope).values()),
        )
    ]

    assert not any(config["SampledRequestsEnabled"] for config in seen)


def test_the_named_portal_stands_behind_it_and_speaks_tls_1_2_alone(named):
    (site,) = named.of("AWS::CloudFront::Distribution")
    config = site.properties["DistributionConfig"]

    assert config["WebACLId"].startswith("arn:aws:wafv2:us-east-1:")
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert config["Aliases"] == ["portal.madoguchi.example"]


def headers(prod):
    (policy,) = prod.of("AWS::CloudFront::ResponseHeadersPolicy")
    return policy.properties["ResponseHeadersPolicyConfig"]


def test_the_pages_answer_with_every_security_header(prod):
    security = headers(prod)["SecurityHeadersConfig"]

    assert security["StrictTransportSecurity"] == {
        "AccessControlMaxAgeSec": 31_536_000,
        "IncludeSubdomains": True,
        "Override": True,
    }
    assert security["ContentTypeOptions"] == {"Override": True}
    assert security["FrameOptions"] == {"FrameOption": "DENY", "Override": True}
    assert security["ReferrerPolicy"] == {"ReferrerPolicy": "no-referrer", "Override": True}


def test_no_other_sites_window_reaches_the_portals_and_no_page_uses_a_device(prod):
    alone = {each["Header"]: each["Value"] for each in headers(prod)["CustomHeadersConfig"]["Items"]}

    assert alone["Cross-Origin-Opener-Policy"] == alone["Cross-Origin-Resource-Policy"] == "same-origin"
    features = dict(feature.split("=") for feature in alone["Permissions-Policy"].split(", "))
    assert {"camera", "geolocation", "microphone", "payment", "usb"} <= set(features)
    assert set(features.values()) == {"()"}
    assert all(each["Override"] for each in headers(prod)["CustomHeadersConfig"]["Items"])


def test_the_policy_of_the_pages_allows_no_inline_no_evaluated_and_no_foreign_script_and_no_frame(prod):
    policy = prod.text("", headers(prod)["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"])
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    assert parts["default-src"] == parts["form-action"] == parts["frame-ancestors"] == parts["base-uri"] == "'none'"
    assert parts["script-src"] == parts["style-src"] == "'self'"
    assert (parts["require-trusted-types-for"], parts["trusted-types"]) == ("'script'", "'none'")
    assert "unsafe" not in policy and "*" not in policy and "http:" not in policy


def test_every_behaviour_of_the_distribution_wants_https(prod):
    (site,) = prod.of("AWS::CloudFront::Distribution")
    config = site.properties["DistributionConfig"]
    behaviours = [config["DefaultCacheBehavior"], *config["CacheBehaviors"]]

    assert {each["ViewerProtocolPolicy"] for each in behaviours} == {"redirect-to-https"}
