"""The two keys of the sealed zone in KMS: one opens what registers seal, one makes the digests of the index."""

from typing import Any

from botocore.exceptions import ClientError
from pydantic import ValidationError

from madoguchi.numbering.model import Kind, Sealed, Unreadable

NOT_OURS = {"InvalidCiphertextException", "ValidationException", "IncorrectKeyException"}


class KmsSeal:
    """RSA-OAEP with SHA-256; the private half never leaves KMS."""

    def __init__(self, client: Any, key: str) -> None:
        self._client, self._key = client, key

    def public_key(self) -> bytes:
        der: bytes = self._client.get_public_key(KeyId=self._key)["PublicKey"]
        return der

    def open(self, sealed: bytes) -> Sealed:
        try:
            opened = self._client.decrypt(
                KeyId=self._key, CiphertextBlob=sealed, EncryptionAlgorithm="RSAES_OAEP_SHA_256"
            )
            return Sealed.model_validate_json(opened["Plaintext"])
        except ValidationError:  # its text may quote what was sealed: nothing of it goes on
            raise Unreadable("the sealed feed holds no valid numbers", field="/sealed") from None
        except ClientError as error:
            if error.response["Error"]["Code"] in NOT_OURS:
                raise Unreadable("the sealed feed does not open", field="/sealed") from None
            raise


class KmsDigests:
    def __init__(self, client: Any, key: str) -> None:
        self._client, self._key = client, key

    def of(self, kind: Kind, text: str) -> str:
        """A digest that only this key can make; `kind` keeps the two number spaces apart."""
        mac = self._client.generate_mac(KeyId=self._key, Message=f"{kind}:{text}".encode(), MacAlgorithm="HMAC_SHA_256")
        return bytes(mac["Mac"]).hex()
