"""The two web application firewalls before a citizen's door: at CloudFront's places, and at the regional API behind."""

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

MANAGED = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesCommonRuleSet",
)
CALLS_IN_FIVE_MINUTES = 2000  # of one address, or with one token; a town hall's shared terminal stays far below
LOGINS_IN_FIVE_MINUTES = 200  # of one address: each asks the pool, the responder and the core
SHORTEST_ORIGIN_BYTES = 32
# A form is a JSON body larger than the 8 kB that this managed rule allows; our own doors bound it.
COUNTED_ONLY = {"AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",)}


class EdgeFirewall(Construct):
    """Sees who really asks: it bounds addresses and keeps out what is known to be bad."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        groups = [_managed(name, at) for at, name in enumerate(MANAGED)]
        own = [
            _rate("rate", len(groups), CALLS_IN_FIVE_MINUTES, aggregate_key_type="IP"),
            _rate(
                "logins",
                len(groups) + 1,
                LOGINS_IN_FIVE_MINUTES,
                aggregate_key_type="IP",
                scope_down_statement=_begins_with("/api/login"),
            ),
        ]
        self.arn = _acl(self, "CLOUDFRONT", "firewall", [*groups, *own]).attr_arn


class RegionalFirewall(Construct):
    """Stops what goes past CloudFront before it costs a function. The doors themselves compare the header's value:
    here it is looked at by its length alone, so that no rule has to follow the rotation.

    It bounds tokens, not addresses: those it sees are CloudFront's, and the ones that a header tells are anybody's.
    """

    def __init__(self, scope: Construct, id: str, *, api: apigateway.RestApi, header: str) -> None:
        super().__init__(scope, id)
        by_token = waf.CfnWebACL.RateBasedStatementCustomKeyProperty(
            header=waf.CfnWebACL.RateLimitHeaderProperty(name="authorization", text_transformations=[AS_IT_IS])
        )
        acl = _acl(
            self,
            "REGIONAL",
            "regional-firewall",
            [
                _past_the_edge(0, header),
                _rate("tokens", 1, CALLS_IN_FIVE_MINUTES, aggregate_key_type="CUSTOM_KEYS", custom_keys=[by_token]),
            ],
        )
        stage = api.deployment_stage
        waf.CfnWebACLAssociation(self, "Stands", resource_arn=stage.stage_arn, web_acl_arn=acl.attr_arn)


AS_IT_ARRIVES = ("URL_DECODE", "NORMALIZE_PATH", "LOWERCASE")  # the gateway decodes: %6cogin is the same door
AS_IT_IS = waf.CfnWebACL.TextTransformationProperty(priority=0, type="NONE")


def _acl(scope: Construct, kind: str, metric: str, rules: list[waf.CfnWebACL.RuleProperty]) -> waf.CfnWebACL:
    return waf.CfnWebACL(
        scope,
        "Rules",
        scope=kind,
        default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
        visibility_config=_seen_as(metric),
        rules=rules,
    )


def _past_the_edge(priority: int, header: str) -> waf.CfnWebACL.RuleProperty:
    """A header that is absent has no size at all, so the rule is: not at least so long."""
    long_enough = waf.CfnWebACL.SizeConstraintStatementProperty(
        field_to_match=waf.CfnWebACL.FieldToMatchProperty(single_header={"Name": header.lower()}),
        comparison_operator="GE",
        size=SHORTEST_ORIGIN_BYTES,
        text_transformations=[AS_IT_IS],
    )
    nothing_like_it = waf.CfnWebACL.NotStatementProperty(
        statement=waf.CfnWebACL.StatementProperty(size_constraint_statement=long_enough)
    )
    return waf.CfnWebACL.RuleProperty(
        name="past-the-edge",
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(block={}),
        statement=waf.CfnWebACL.StatementProperty(not_statement=nothing_like_it),
        visibility_config=_seen_as("past-the-edge"),
    )


def _begins_with(path: str) -> waf.CfnWebACL.StatementProperty:
    return waf.CfnWebACL.StatementProperty(
        byte_match_statement=waf.CfnWebACL.ByteMatchStatementProperty(
            field_to_match=waf.CfnWebACL.FieldToMatchProperty(uri_path={}),
            positional_constraint="STARTS_WITH",
            search_string=path,
            text_transformations=[
                waf.CfnWebACL.TextTransformationProperty(priority=at, type=kind)
                for at, kind in enumerate(AS_IT_ARRIVES)
            ],
        )
    )


def _managed(name: str, priority: int) -> waf.CfnWebACL.RuleProperty:
    counted = [
        waf.CfnWebACL.RuleActionOverrideProperty(name=rule, action_to_use=waf.CfnWebACL.RuleActionProperty(count={}))
        for rule in COUNTED_ONLY.get(name, ())
    ]
    group = waf.CfnWebACL.ManagedRuleGroupStatementProperty(
        vendor_name="AWS", name=name, rule_action_overrides=counted or None
    )
    return waf.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=waf.CfnWebACL.OverrideActionProperty(none={}),
        statement=waf.CfnWebACL.StatementProperty(managed_rule_group_statement=group),
        visibility_config=_seen_as(name),
    )


def _rate(name: str, priority: int, limit: int, **more: object) -> waf.CfnWebACL.RuleProperty:
    bound = waf.CfnWebACL.RateBasedStatementProperty(limit=limit, **more)  # type: ignore[arg-type]
    return waf.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(block={}),
        statement=waf.CfnWebACL.StatementProperty(rate_based_statement=bound),
        visibility_config=_seen_as(name),
    )


def _seen_as(metric: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=metric, sampled_requests_enabled=False
    )
