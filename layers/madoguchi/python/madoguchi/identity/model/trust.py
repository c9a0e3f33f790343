"""Whom this stage believes: the authorities' own certificates, and which policies a card may carry."""

from collections.abc import Iterable
from typing import Literal

from madoguchi.kernel.value import Value

Kind = Literal["signing", "authentication"]


class TrustAnchor(Value):
    """One generation of one authority. Generations share a name; `ski` (lower-case hex) tells them apart."""

    kind: Kind
    ski: str
    certificate: bytes


class Policies(Value):
    """The certificate policies a stage accepts, and whether test authorities may issue for it."""

    signing: frozenset[str]
    authentication: frozenset[str]
    test_issuers: bool = False

    def of(self, kind: Kind) -> frozenset[str]:
        return self.signing if kind == "signing" else self.authentication


JPKI = Policies(
    signing=frozenset({"1.2.392.200149.8.5.1.1.20"}),
    authentication=frozenset({"1.2.392.200149.8.5.1.3.30"}),
)
# Signing: JPKI's test environment. Authentication: no test policy is published, this one is assumed.
JPKI_TEST = Policies(
    signing=frozenset({"1.2.392.200149.8.5.1.0.20"}),
    authentication=frozenset({"1.2.392.200149.8.5.1.2.30"}),
    test_issuers=True,
)
POLICY_SETS = {"jpki": JPKI, "jpki-test": JPKI_TEST}


def of_kind(anchors: Iterable[TrustAnchor], kind: Kind) -> tuple[TrustAnchor, ...]:
    """An anchor for one use is worth nothing for the other."""
    return tuple(anchor for anchor in anchors if anchor.kind == kind)
