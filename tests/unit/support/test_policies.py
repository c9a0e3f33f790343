"""The evaluator's own rules: an absent key, several values, what is refused though something allows it."""

import pytest

from tests.support.policies import Statement, holds, like


@pytest.mark.parametrize(
    ("operator", "context", "values", "held"),
    [
        ("StringEquals", {"key": ["a"]}, ["a", "b"], True),
        ("StringEquals", {"KEY": ["a"]}, ["a"], True),
        ("StringEquals", {"key": ["A"]}, ["a"], False),
        ("StringEquals", {}, ["a"], False),
        ("StringNotEquals", {"key": ["a"]}, ["b"], True),
        ("StringNotEquals", {"key": ["a"]}, ["a", "b"], False),
        ("StringNotEquals", {}, ["a"], True),
        ("StringLike", {"key": ["ACCOUNT#1"]}, ["ACCOUNT#*"], True),
        ("StringLike", {"key": ["SERIAL#1"]}, ["ACCOUNT#*"], False),
        ("StringNotLike", {"key": ["SERIAL#1"]}, ["ACCOUNT#*"], True),
        ("ArnLike", {"key": ["arn:aws:logs:r:1:log-group:x"]}, ["arn:aws:logs:r:1:log-group:*"], True),
        ("ArnNotLike", {}, ["arn:*"], True),
        ("Bool", {"key": ["False"]}, ["false"], True),
        ("Bool", {}, ["false"], False),
        ("Null", {}, ["true"], True),
        ("Null", {}, ["false"], False),
        ("Null", {"key": ["a"]}, ["false"], True),
        ("ForAllValues:StringLike", {}, ["ACCOUNT#*"], True),
        ("ForAllValues:StringLike", {"key": ["ACCOUNT#1", "ACCOUNT#2"]}, ["ACCOUNT#*"], True),
        ("ForAllValues:StringLike", {"key": ["ACCOUNT#1", "SERIAL#2"]}, ["ACCOUNT#*"], False),
        ("ForAnyValue:StringLike", {"key": ["ACCOUNT#1", "SERIAL#2"]}, ["ACCOUNT#*"], True),
        ("ForAnyValue:StringLike", {}, ["ACCOUNT#*"], False),
    ],
)
def test_a_condition_holds_as_iam_says(operator, context, values, held):
    assert holds(operator, context, "key", values) is held


@pytest.mark.parametrize("operator", ["NumericLessThan", "StringEqualsIfExists", "ForSomeValues:StringLike"])
def test_an_operator_nobody_taught_it_is_an_error_and_no_answer(operator):
    with pytest.raises(NotImplementedError):
        holds(operator, {"key": ["1"]}, "key", ["1"])


def test_several_values_are_never_compared_as_one():
    with pytest.raises(NotImplementedError):
        holds("StringEquals", {"key": ["a", "b"]}, "key", ["a"])


@pytest.mark.parametrize(
    ("text", "pattern", "matches"),
    [
        ("s3:GetObject", "s3:Get*", True),
        ("<Stack/Bucket>.Arn/a/b", "<Stack/Bucket>.Arn/*", True),
        ("<Stack/Bucket>.Arn", "<Stack/Bucket>.Arn/*", False),
        ("a.b", "a?b", True),
        ("axb", "a.b", False),
    ],
)
def test_a_pattern_knows_stars_and_question_marks_and_nothing_else(text, pattern, matches):
    assert like(text, pattern) is matches


def test_nobody_is_named_by_an_empty_caller():
    statement = Statement("Allow", ("*",), ("*",), (), ("Stack/Role",))

    assert not statement.names("")
    assert statement.names("Stack/Role")
    assert Statement("Allow", ("*",), ("*",), (), ("*",)).names("")
