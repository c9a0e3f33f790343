"""The firewall before the portal: CloudFront's, with the managed groups blocking and a bound on one address."""

LARGE_FORMS = "SizeRestrictions_BODY"


def firewall(prod):
    (acl,) = prod.of("AWS::WAFv2::WebACL")
    return acl.properties


def rules(prod):
    return {rule["Name"]: rule for rule in firewall(prod)["Rules"]}


def test_it_stands_before_cloudfront_and_lets_through_what_no_rule_stops(prod):
    assert firewall(prod)["Scope"] == "CLOUDFRONT"
    assert firewall(prod)["DefaultAction"] == {"Allow": {}}


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


def test_one_address_cannot_flood_it(prod):
    rate = rules(prod)["rate"]

    assert rate["Action"] == {"Block": {}}
    assert rate["Statement"]["RateBasedStatement"] == {"Limit": 2000, "AggregateKeyType": "IP"}


def test_nothing_it_sees_of_a_request_is_sampled(prod):
    seen = [rule["VisibilityConfig"] for rule in rules(prod).values()] + [firewall(prod)["VisibilityConfig"]]

    assert not any(config["SampledRequestsEnabled"] for config in seen)


def test_the_named_portal_stands_behind_it_and_speaks_tls_1_2_alone(named):
    (site,) = named.of("AWS::CloudFront::Distribution")
    config = site.properties["DistributionConfig"]

    assert config["WebACLId"].startswith("arn:aws:wafv2:us-east-1:")
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert config["Aliases"] == ["portal.madoguchi.example"]
