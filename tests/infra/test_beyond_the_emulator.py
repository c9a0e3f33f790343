"""What the local stage cannot show: one test for each line of "What the emulator cannot prove" in docs/proofs.md."""

from tests.support.policies import identity_policies, resource_policies

LEADING = "dynamodb:LeadingKeys"
SAYS_WHO = ("$context.identity", "$context.authorizer", "$context.path", "$context.error.messageString")


def statements(synth):
    every = {**identity_policies(synth), **resource_policies(synth)}
    return [(owner, statement) for owner, found in every.items() for statement in found]


def test_a_bound_on_kinds_of_rows_holds_for_a_request_that_names_none(prod):
    """`ForAllValues` alone would let through whatever names no key."""
    bound = [(owner, each) for owner, each in statements(prod) if any(LEADING in key for _, key, _ in each.conditions)]
    open_ended = [owner for owner, each in bound if ("Null", LEADING, ("false",)) not in each.conditions]

    assert bound
    assert open_ended == []


def test_the_key_of_the_codes_and_the_logs_use_of_a_zones_key_ask_what_for(prod):
    loose = [
        f"{owner}: {each.actions}"
        for owner, each in statements(prod)
        if any("/Linkage/Codes>" in resource for resource in each.resources) or "logs." in "".join(each.principals)
        if any(action.startswith("kms:") for action in each.actions)
        if not any(key.startswith("kms:EncryptionContext:") for _, key, _ in each.conditions)
    ]

    assert [owner for owner, each in statements(prod) if "logs." in "".join(each.principals)]
    assert loose == []


def test_nobody_hands_a_key_on_by_grant(prod):
    """But AWS Backup, which copies a table under its zone's key in no other way; no request of ours passes there."""
    handing = {owner for owner, each in statements(prod) if {"kms:CreateGrant", "kms:RevokeGrant"} & set(each.actions)}

    assert [owner for owner in sorted(handing) if not owner.endswith("-data/Backup/Role")] == []


def test_the_towns_entrance_leads_to_this_accounts_apis_and_nowhere_else(prod):
    (entrance,) = prod.of("AWS::EC2::VPCEndpoint")
    (policy,) = entrance.properties["PolicyDocument"]["Statement"]

    assert entrance.properties["PrivateDnsEnabled"] is True
    assert (policy["Effect"], policy["Action"]) == ("Allow", "execute-api:Invoke")
    assert prod.text(entrance.stack, policy["Resource"]) == "arn:aws:execute-api:ap-northeast-1:111111111111:*"


def test_the_entrance_is_knocked_at_from_the_segment_alone(prod):
    (entrance,) = prod.of("AWS::EC2::VPCEndpoint")
    groups = [group for group in prod.of("AWS::EC2::SecurityGroup") if "/Segment/" in group.path]
    ways_in = [way for group in groups for way in group.properties["SecurityGroupIngress"]]

    assert len(entrance.properties["SecurityGroupIds"]) == len(groups) == 1
    assert [(way["CidrIp"], way["FromPort"], way["ToPort"]) for way in ways_in] == [("10.0.0.0/16", 443, 443)]
    assert not prod.of("AWS::EC2::InternetGateway", "AWS::EC2::NatGateway")


def test_every_api_writes_a_line_for_each_request_that_says_what_and_not_who(prod):
    stages = prod.of("AWS::ApiGateway::Stage")
    without = [str(stage) for stage in stages if "DestinationArn" not in stage.properties.get("AccessLogSetting", {})]
    talkative = [
        f"{stage}: {part}"
        for stage in stages
        for part in SAYS_WHO
        if part in stage.properties.get("AccessLogSetting", {}).get("Format", "")
    ]

    assert stages
    assert without == []
    assert talkative == []


def test_every_process_writes_each_step_and_none_of_its_data(prod):
    machines = prod.of("AWS::StepFunctions::StateMachine")
    wrong = [
        f"{machine}: {logging}"
        for machine in machines
        for logging in [machine.properties.get("LoggingConfiguration", {})]
        if logging.get("Level") != "ALL" or logging.get("IncludeExecutionData") or not logging.get("Destinations")
    ]

    assert machines
    assert wrong == []


def test_everything_that_can_be_traced_is(prod):
    ours = [each for each in prod.of("AWS::Lambda::Function") if "Custom::" not in each.path]
    untraced = [str(each) for each in ours if each.properties.get("TracingConfig", {}).get("Mode") != "Active"]
    untraced += [str(each) for each in prod.of("AWS::ApiGateway::Stage") if not each.properties.get("TracingEnabled")]
    untraced += [
        str(machine)
        for machine in prod.of("AWS::StepFunctions::StateMachine")
        if not machine.properties.get("TracingConfiguration", {}).get("Enabled")
    ]

    assert ours
    assert untraced == []


def test_a_processs_role_needs_no_policy_but_its_own(prod):
    """The emulator reads identity policies alone for processes: none of ours is bound by more."""
    roles = [
        prod.text(machine.stack, machine.properties["RoleArn"]).split(">")[0].strip("<>")
        for machine in prod.of("AWS::StepFunctions::StateMachine")
    ]
    bound = [role for role in roles for each in identity_policies(prod)[role] if each.conditions]
    calls = {
        action
        for role in roles
        for each in identity_policies(prod)[role]
        for action in each.actions
        if each.resources != ("*",)
    }

    assert roles
    assert bound == []
    assert calls == {"lambda:InvokeFunction"}
