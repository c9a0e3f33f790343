"""A stage's settings are one typed file; what is half given or misspelt is refused before anything is synthesized."""

import aws_cdk as cdk
import pytest

from infra import stage as stages
from infra.settings import SETTINGS, Settings


def stage(**context):
    return stages.read(cdk.App(context=context).node)


def test_every_stage_has_its_settings():
    assert set(SETTINGS) == {"local", "dev", "stg", "prod"}


def test_without_a_word_it_is_the_local_stage():
    assert stage().local


def test_an_unknown_stage_is_refused():
    with pytest.raises(SystemExit, match="one of local, dev, stg, prod"):
        stage(stage="production")


def test_the_command_line_overrides_one_setting_once():
    found = stage(stage="dev", mail_domain="example.lg.jp")

    assert found.settings.mail_domain == "example.lg.jp"
    assert SETTINGS["dev"].mail_domain != "example.lg.jp"


def test_a_name_without_its_certificate_is_refused():
    with pytest.raises(SystemExit, match="both or neither"):
        Settings(portal_domain="madoguchi.example")


def test_an_account_number_is_twelve_digits():
    with pytest.raises(SystemExit, match="12 digits"):
        Settings(account="1234")


def test_an_address_that_nobody_gave_resolves_nowhere():
    assert stage(stage="prod").outside("/ocsp", "ocsp_url") == "https://ocsp-url.invalid"
