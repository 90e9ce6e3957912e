"""The first example against the sandbox, seen by boto3 and google-cloud-kms."""

import boto3
import pytest
from google.cloud import kms
from google.api_core.client_options import ClientOptions

from project import Project

CANARY = "canary-4f9d1c-value-of-the-api-key"


@pytest.fixture
def project(sandbox, tmp_path):
    return Project("ml-keys", tmp_path, sandbox.environment)


def secrets(region="us-west-2"):
    return boto3.client("secretsmanager", region_name=region)


def keys(sandbox):
    return kms.KeyManagementServiceClient(
        transport="rest", client_options=ClientOptions(api_endpoint=sandbox.http))


def user_tags(description):
    return [tag for tag in description.get("Tags", []) if not tag["Key"].startswith("cofre:")]


def test_the_clouds_hold_exactly_what_the_script_says(project, sandbox):
    project.run("up", "--yes")
    secret = secrets().describe_secret(SecretId=project.output("aws_secret_id"))
    assert secret["Description"] == "API key for my ML model service"
    assert secret["Name"].startswith("apiSecret-")
    assert user_tags(secret) == []
    assert "VersionIdsToStages" not in secret
    key = keys(sandbox).get_crypto_key(name=project.output("gcp_crypto_key_id"))
    assert key.name.startswith(project.output("gcp_key_ring_id") + "/cryptoKeys/cryptoKey-")
    assert "/locations/global/" in key.name
    assert key.rotation_period.total_seconds() == 100_000
    assert key.next_rotation_time is not None
    assert key.purpose == kms.CryptoKey.CryptoKeyPurpose.ENCRYPT_DECRYPT
    assert key.primary.state == kms.CryptoKeyVersion.CryptoKeyVersionState.ENABLED
    ring = keys(sandbox).get_key_ring(name=project.output("gcp_key_ring_id"))
    assert ring.name == project.output("gcp_key_ring_id")


def test_a_value_goes_straight_to_the_vault_and_nowhere_else(project):
    project.run("up", "--yes")
    project.run("secret", "set", "apiSecret", stdin=CANARY)
    value = secrets().get_secret_value(SecretId=project.output("aws_secret_id"))
    assert value["SecretString"] == CANARY
    project.run("up", "--yes")
    project.run("refresh")
    project.run("preview", "--json", "--expect-no-changes")
    assert project.files_with(CANARY) == []
    assert CANARY not in project.said
    assert project.run("secret", "get", "apiSecret").stdout == CANARY + "\n"


def test_a_second_up_calls_nothing_that_changes(project, sandbox):
    project.run("up", "--yes")
    before = sandbox.calls()
    assert "No changes" in project.run("up", "--yes").stdout
    assert sandbox.calls() == before


def test_refresh_after_up_finds_no_drift(project):
    project.run("up", "--yes")
    assert "No changes" in project.run("refresh").stdout


def test_drift_is_found_and_mended(project, sandbox):
    project.run("up", "--yes")
    secret_id = project.output("aws_secret_id")
    secrets().update_secret(SecretId=secret_id, Description="changed by hand")
    assert "changed by hand" in project.run("refresh").stdout
    assert "description" in project.run("preview").stdout
    project.run("up", "--yes")
    assert secrets().describe_secret(SecretId=secret_id)["Description"] == "API key for my ML model service"


def test_a_changed_description_is_an_update_in_place(project):
    project.run("up", "--yes")
    secret_id = project.output("aws_secret_id")
    project.replace("API key for my ML model service", "API key for the fraud model")
    assert "~ description" in project.run("up", "--yes").stdout
    assert project.output("aws_secret_id") == secret_id
    assert secrets().describe_secret(SecretId=secret_id)["Description"] == "API key for the fraud model"


def test_destroy_leaves_only_what_the_clouds_keep(project, sandbox):
    project.run("up", "--yes")
    secret_id, key_id = project.output("aws_secret_id"), project.output("gcp_crypto_key_id")
    plan = project.run("preview", "--destroy").stdout
    assert "apiSecret" in plan and "cryptoKey" in plan and "!" in plan
    project.run("destroy", "--yes")
    assert "DeletedDate" in secrets().describe_secret(SecretId=secret_id)
    key = keys(sandbox).get_crypto_key(name=key_id)
    assert not key.rotation_period
    states = {version.state for version in keys(sandbox).list_crypto_key_versions(parent=key_id)}
    assert states == {kms.CryptoKeyVersion.CryptoKeyVersionState.DESTROY_SCHEDULED}
    # The names that the clouds hold are not asked for again.
    project.run("up", "--yes")
    assert project.output("aws_secret_id") != secret_id


def test_what_was_removed_by_hand_is_made_again(project):
    project.run("up", "--yes")
    secrets().delete_secret(SecretId=project.output("aws_secret_id"), ForceDeleteWithoutRecovery=True)
    assert "- apiSecret" in project.run("refresh").stdout
    assert "+ apiSecret" in project.run("up", "--yes").stdout
