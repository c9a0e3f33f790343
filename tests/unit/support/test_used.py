"""Granted == used compares both ways, and knows what comes with a trigger."""

import pytest

from tests.support.used import Granted, actions_of, asked_of, compare


def test_a_call_without_a_permission_is_found():
    assert compare({"a/b": Granted(own={"s3:GetObject"})}, {"a/b": {"s3:GetObject", "s3:PutObject"}}) == [
        "a/b: calls s3:PutObject without a permission"
    ]


def test_a_permission_never_used_is_found():
    assert compare({"a/b": Granted(own={"s3:GetObject"})}, {"a/b": set()}) == ["a/b: may s3:GetObject and never does"]


def test_what_comes_with_the_trigger_may_be_used_and_need_not():
    granted = {"a/b": Granted(also={"sqs:SendMessage"})}

    assert compare(granted, {"a/b": set()}) == compare(granted, {"a/b": {"sqs:SendMessage"}}) == []


def test_a_function_that_no_test_calls_is_found():
    assert compare({"a/b": Granted()}, {}) == ["a/b: deployed, but no function or process test calls it"]


def test_a_transaction_is_the_items_it_contains():
    items = [{"Put": {}}, {"Update": {}}, {"ConditionCheck": {}}]

    assert actions_of("dynamodb", "TransactWriteItems", {"TransactItems": items}) == {
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:ConditionCheckItem",
    }


@pytest.mark.parametrize(
    ("call", "action"),
    [
        (("s3", "HeadObject"), "s3:GetObject"),
        (("s3", "ListObjectsV2"), "s3:ListBucket"),
        (("lambda", "Invoke"), "lambda:InvokeFunction"),
        (("states", "StartExecution"), "states:StartExecution"),
    ],
)
def test_a_call_has_the_name_that_iam_gives_it(call, action):
    assert actions_of(*call, {}) == {action}


def test_what_anybody_may_ask_of_a_pool_needs_no_permission():
    assert actions_of("cognito-idp", "InitiateAuth", {}) == set()


ACCOUNT = (("dynamodb:LeadingKeys", "ACCOUNT#"),)


def test_a_row_is_noted_by_its_kind_and_not_by_whose_it_is():
    row = {"pk": {"S": "ACCOUNT#somebody"}, "sk": {"S": "SESSION#1"}}
    query = {"KeyConditionExpression": "pk = :pk AND sk < :x", "ExpressionAttributeValues": {":pk": {"S": "TRUST"}}}
    put = {"TableName": "t", "Item": row}

    assert asked_of("dynamodb", "GetItem", {"TableName": "t", "Key": row}) == {("dynamodb:GetItem", "t", "", ACCOUNT)}
    assert asked_of("dynamodb", "TransactWriteItems", {"TransactItems": [{"Put": put}]}) == {
        ("dynamodb:PutItem", "t", "", ACCOUNT)
    }
    assert asked_of("dynamodb", "Query", {"TableName": "t", "IndexName": "i", **query}) == {
        ("dynamodb:Query", "t", "i", (("dynamodb:LeadingKeys", "TRUST"),))
    }
    assert asked_of("s3", "GetObject", {"Bucket": "b", "Key": "k"}) == set()


def test_a_use_of_a_key_is_noted_with_what_kms_was_told():
    told = (("kms:EncryptionContext:purpose", "x"),)

    assert asked_of("kms", "Decrypt", {"EncryptionContext": {"purpose": "x"}}) == {("kms:Decrypt", "", "", told)}
