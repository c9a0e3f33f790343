"""What an operator decides for each stage: the account, names, addresses. The one file to edit before a deployment.

A field can also be given for one command: `--context mail_domain=example.lg.jp`. What is left empty is named in
docs/deploy.md with what then does not work; an outside address that is empty resolves nowhere, so every call of it is
"unavailable" and never an answer.
"""

import re
from dataclasses import dataclass, fields, replace

from constructs import Node


@dataclass(frozen=True)
class Settings:
    """One stage's own. ARNs and addresses as AWS and the neighbours give them; no secret ever stands here."""

    account: str = "111111111111"  # a placeholder that deploys nowhere
    web_acl_arn: str = ""  # the edge stack's OutWebAclArn
    portal_domain: str = ""  # the portal's own name ...
    certificate_arn: str = ""  # ... and its certificate in us-east-1: both or neither
    portal_origin: str = ""  # https://<OutSite>: from where uploads are allowed
    mail_domain: str = "madoguchi.example"
    ocsp_url: str = ""
    jlis_url: str = ""
    register_url: str = ""
    recovery_vault_arn: str = ""  # a backup vault in ap-northeast-3 for a second copy of every backup

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\d{12}", self.account):
            raise SystemExit(f"account {self.account!r}: an AWS account number is 12 digits")
        if bool(self.portal_domain) != bool(self.certificate_arn):
            raise SystemExit("portal_domain and certificate_arn: give both or neither")


SETTINGS = {
    "local": Settings(account="000000000000"),
    "dev": Settings(),
    "stg": Settings(),
    "prod": Settings(),
}


@dataclass(frozen=True)
class Pipeline:
    """Where the deployment pipeline stands and what it listens to; empty, it is not deployed."""

    account: str = "111111111111"
    connection_arn: str = ""  # CodeConnections, authorized once by a person
    repository: str = "owner/madoguchi"
    branch: str = "main"


PIPELINE = Pipeline()


def read(stage: str, node: Node) -> Settings:
    """The stage's settings, with what the command line gives for this once."""
    given = {field.name: node.try_get_context(field.name) for field in fields(Settings)}
    return replace(SETTINGS[stage], **{name: str(value) for name, value in given.items() if value})
