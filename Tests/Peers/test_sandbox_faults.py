"""Failures that tests ask for, as the vendors' clients meet them."""

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError
from google.api_core import exceptions
from test_sandbox_gcp import PARENT, kms_client


def fail(sandbox, operation, **options):
    requests.post(
        f"{sandbox.http}/_cofre/faults", json={"operation": operation, **options}, timeout=30).raise_for_status()


@pytest.mark.parametrize("keeps, left", [(False, 0), (True, 1)])
def test_a_call_fails_before_or_after_its_change(sandbox, keeps, left):
    client = boto3.client("secretsmanager", config=Config(retries={"total_max_attempts": 1}))
    fail(sandbox, "aws.secretsmanager.CreateSecret", status=500, keepsChange=keeps)
    with pytest.raises(ClientError) as error:
        client.create_secret(Name="a")
    assert error.value.response["Error"]["Code"] == "InternalServiceError"
    assert len(client.list_secrets()["SecretList"]) == left
    assert sandbox.calls().get("aws.secretsmanager.CreateSecret", 0) == left


def test_boto_tries_again(sandbox):
    client = boto3.client("secretsmanager", config=Config(retries={"total_max_attempts": 3, "mode": "standard"}))
    fail(sandbox, "aws.secretsmanager.CreateSecret", status=500, keepsChange=True)
    client.create_secret(Name="a", SecretString="v", ClientRequestToken="0123456789abcdef0123456789abcdef")
    assert len(client.list_secret_version_ids(SecretId="a")["Versions"]) == 1


def test_google_tries_again_when_unavailable(sandbox):
    client = kms_client(sandbox)
    fail(sandbox, "gcp.kms.CreateKeyRing", status=503)
    client.create_key_ring(request={"parent": PARENT, "key_ring_id": "r", "key_ring": {}})
    fail(sandbox, "gcp.kms.CreateKeyRing", status=429)
    with pytest.raises(exceptions.TooManyRequests):
        client.create_key_ring(request={"parent": PARENT, "key_ring_id": "r2", "key_ring": {}})


@pytest.mark.parametrize("body", [{}, {"operation": "x", "status": 200}, {"operation": "x", "times": -1}])
def test_a_fault_must_make_sense(sandbox, body):
    assert requests.post(f"{sandbox.http}/_cofre/faults", json=body, timeout=30).status_code == 400
