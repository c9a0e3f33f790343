"""The origin secret as its rotation writes it: one version is current, one may be pending."""

from typing import Any

from madoguchi.errors import NotFound
from madoguchi.origin import CURRENT, PENDING


class OriginVersions:
    """`prepare` needs GetSecretValue and PutSecretValue, `promote` DescribeSecret and UpdateSecretVersionStage."""

    def __init__(self, client: Any, secret: str) -> None:
        self._client, self._secret = client, secret

    def prepare(self, token: str, value: str) -> None:
        try:
            self.pending(token)
        except NotFound:
            self._client.put_secret_value(
                SecretId=self._secret, ClientRequestToken=token, SecretString=value, VersionStages=[PENDING]
            )

    def pending(self, token: str) -> str:
        """By its version and its label: a version that is current or given up is not pending."""
        try:
            found = self._client.get_secret_value(SecretId=self._secret, VersionId=token, VersionStage=PENDING)
        except self._client.exceptions.ResourceNotFoundException as error:
            raise NotFound("this version is not prepared") from error
        return str(found["SecretString"])

    def promote(self, token: str) -> None:
        versions = self._client.describe_secret(SecretId=self._secret)["VersionIdsToStages"]
        current = next(version for version, stages in versions.items() if CURRENT in stages)
        if current != token:
            self._client.update_secret_version_stage(
                SecretId=self._secret, VersionStage=CURRENT, MoveToVersionId=token, RemoveFromVersionId=current
            )
        if PENDING in versions.get(token, []):
            self._client.update_secret_version_stage(
                SecretId=self._secret, VersionStage=PENDING, RemoveFromVersionId=token
            )
