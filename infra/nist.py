"""Where production does otherwise than NIST 800-53 R5's rules ask, rule by rule: `make nag` writes it down with counts.

The pack reports and does not gate: its rules suit fleets of servers as well (docs/decisions/0029-nag.md). A rule that
is not here may not be broken anywhere.
"""

EXCEPTIONS = {
    "APIGWAssociatedWithWAF": "The citizen's API stands behind the firewall of its distribution. The other APIs take "
    "signed calls of named roles alone, or calls through their own endpoint (0002, 0015).",
    "APIGWCacheEnabledAndEncrypted": "Answers are personal and carry `no-store`: a cache would keep what must not be kept.",
    "APIGWExecutionLoggingEnabled": "Execution logs carry paths with receipt numbers. Access logs say route, status and "
    "latency.",
    "APIGWSSLEnabled": "A client certificate proves the gateway to an HTTP backend; ours are functions, invoked by IAM.",
    "CloudWatchAlarmAction": "The two windows of a burn rate tell nobody; the composite of both does (0032).",
    "IAMNoInlinePolicy": "Each role is one function's and its policy is used by nothing else: a managed policy would be "
    "shared by somebody one day. Granted == used compares each with what its function calls.",
    "LambdaConcurrency": "A reserve takes from all others what one rarely needs. Queues bound their readers, APIs their "
    "callers; docs/quotas.md counts.",
    "LambdaDLQ": "Nothing calls a function asynchronously: failures stay with the caller, the queue or the stream.",
    "LambdaInsideVPC": "The functions reach AWS's own endpoints by IAM and no server of ours. A network of their own "
    "would add addresses to guard and no wall that their roles do not build (0002). The towns' API is inside (0015).",
    "S3BucketLoggingEnabled": "Built pages, the same for everybody (0018).",
    "S3BucketReplicationEnabled": "One Region for now; keys and tables are of kinds that allow a second (0010). "
    "Versions and protection from deletion guard against mistakes.",
    "S3BucketVersioningEnabled": "Pages are built again from the source (0018); uploads before their scan, and access "
    "logs, are only passing: a version would outlive the day it must be gone.",
    "S3DefaultEncryptionKMS": "Pages are public (0018). S3 delivers access logs into no bucket with a key of ours.",
    "SNSEncryptedKMS": "Messages are ids and alarm texts. Alarms must arrive when the key is what has failed.",
    "VPCDefaultSecurityGroupClosed": "The rule flags every VPC. In this one stands one endpoint, with a group of its own; "
    "nothing uses the default group.",
    "WAFv2LoggingEnabled": "Its log keeps the addresses of everybody who comes. It counts by rule instead, and blocks.",
}
