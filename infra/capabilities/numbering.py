"""Numbering: the sealed register, its two keys, and one door that linkage alone may open."""

from aws_cdk import aws_kms as kms
from constructs import Construct

from infra import uses
from infra.constructs import IAM, Api, Door, Function, Route, Table
from infra.zone import Zone


class NumberingData(Construct):
    """`sealing` opens what registers seal (its private half stays in KMS); `index` makes the digests."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        removal = Zone.of(self).stage.removal
        self.register = Table(self, "Register")
        self.sealing = kms.Key(
            self,
            "Sealing",
            description="Opens register feeds that carry Individual Numbers: RSA-OAEP, SHA-256",
            key_spec=kms.KeySpec.RSA_3072,
            key_usage=kms.KeyUsage.ENCRYPT_DECRYPT,
            removal_policy=removal,
        )
        self.index = kms.Key(
            self,
            "Index",
            description="Digests under which the sealed register finds a person",
            key_spec=kms.KeySpec.HMAC_256,
            key_usage=kms.KeyUsage.GENERATE_VERIFY_MAC,
            multi_region=True,
            removal_policy=removal,
        )


class Numbering(Construct):
    def __init__(self, scope: Construct, id: str, *, data: NumberingData, api: Api) -> None:
        super().__init__(scope, id)
        jlis = Zone.of(self).stage.outside("/jlis", "jlis_url")
        door = Function(
            self,
            "SealedApi",
            entry="numbering/sealed_api",
            door=True,
            uses=[
                uses.gets(data.register, "REGISTER_TABLE"),
                uses.puts(data.register, "REGISTER_TABLE"),
                uses.reads_public_key(data.sealing, "SEALING_KEY"),
                uses.decrypts(data.sealing, "SEALING_KEY"),
                uses.macs(data.index, "INDEX_KEY"),
                uses.setting("JLIS_URL", jlis),
            ],
        )
        routes = [
            Route("GET", "/sealing-key", IAM),
            Route("POST", "/persons", IAM),
            Route("POST", "/persons/by-serial", IAM),
        ]
        Door(self, "Door", api=api, function=door, routes=routes)
