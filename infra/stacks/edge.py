"""The edge, in us-east-1 where CloudFront reads it: the web application firewall before the portal.

Deployed first; its output is the portal's setting `web_acl_arn` (docs/deploy.md). The local stage has no edge: its
emulator associates no firewall.
"""

from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from infra.stage import EDGE_REGION, Stage
from infra.zone import Zone, export

MANAGED = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesCommonRuleSet",
)
CALLS_IN_FIVE_MINUTES = 2000  # of one address; a town hall's shared terminal stays far below
# A form is a JSON body larger than the 8 kB that this managed rule allows; our own doors bound it.
COUNTED_ONLY = {"AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",)}


class EdgeZone(Zone):
    def __init__(self, scope: Construct, *, stage: Stage) -> None:
        super().__init__(scope, f"Madoguchi-{stage.name}-edge", stage=stage, zone="edge", region=EDGE_REGION)
        acl = waf.CfnWebACL(
            self,
            "Firewall",
            scope="CLOUDFRONT",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_seen_as("firewall"),
            rules=[*(_managed(name, at) for at, name in enumerate(MANAGED)), _rate(len(MANAGED))],
        )
        export(self, "WebAclArn", acl.attr_arn)


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


def _rate(priority: int) -> waf.CfnWebACL.RuleProperty:
    limit = waf.CfnWebACL.RateBasedStatementProperty(limit=CALLS_IN_FIVE_MINUTES, aggregate_key_type="IP")
    return waf.CfnWebACL.RuleProperty(
        name="rate",
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(block={}),
        statement=waf.CfnWebACL.StatementProperty(rate_based_statement=limit),
        visibility_config=_seen_as("rate"),
    )


def _seen_as(metric: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=metric, sampled_requests_enabled=False
    )
