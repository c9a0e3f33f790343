"""A stage is deployed edge first, and never without the firewall that the edge made."""

import json

import pytest

from ops import deploy


def test_the_portal_is_deployed_behind_the_firewall_that_the_edge_told(tmp_path):
    outputs = tmp_path / "edge.json"
    found = deploy.steps("dev", outputs)

    first = next(found)
    outputs.write_text(json.dumps({"Madoguchi-dev-edge": {"OutWebAclArn": "arn:acl"}}))
    second, last = found

    assert "Madoguchi-dev-edge" in first
    assert "web_acl_arn=arn:acl" in second
    assert last[-1] == "--yes"


def test_without_a_firewall_nothing_more_is_deployed(tmp_path):
    found = deploy.steps("dev", tmp_path / "edge.json")
    next(found)

    with pytest.raises(SystemExit, match="no firewall"):
        next(found)
