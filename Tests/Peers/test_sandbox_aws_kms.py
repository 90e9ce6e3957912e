"""boto3 judges the sandbox's AWS KMS."""

import boto3
import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def kms(sandbox):
    return boto3.client("kms")


def refused(call, code):
    with pytest.raises(ClientError) as error:
        call()
    assert error.value.response["Error"]["Code"] == code, error.value


def test_a_key_is_made_described_and_listed(kms, sandbox):
    key = kms.create_key(Description="d", Tags=[{"TagKey": "a", "TagValue": "b"}])["KeyMetadata"]
    assert key["KeyState"] == "Enabled" and key["KeySpec"] == "SYMMETRIC_DEFAULT"
    assert key["Arn"] == f"arn:aws:kms:us-east-1:000000000000:key/{key['KeyId']}"
    assert kms.describe_key(KeyId=key["Arn"])["KeyMetadata"] == key
    assert kms.list_resource_tags(KeyId=key["KeyId"])["Tags"] == [{"TagKey": "a", "TagValue": "b"}]
    assert "kms:*" in kms.get_key_policy(KeyId=key["KeyId"])["Policy"]
    for _ in range(4):
        kms.create_key()
    pages = list(kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2}))
    assert [len(page["Keys"]) for page in pages] == [2, 2, 1]
    assert sandbox.calls() == {"aws.kms.CreateKey": 5}


@pytest.mark.parametrize("options", [
    {"KeySpec": "RSA_2048"}, {"KeySpec": "HMAC_256", "KeyUsage": "SIGN_VERIFY"}, {"KeySpec": "NONE"}])
def test_refuses_keys_that_aws_refuses(kms, options):
    refused(lambda: kms.create_key(**options), "ValidationException")


def test_encrypts_under_a_context(kms):
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/app", TargetKeyId=key)
    context = {"stack": "dev", "a": "b"}
    blob = kms.encrypt(KeyId="alias/app", Plaintext=b"hello", EncryptionContext=context)["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=blob, EncryptionContext=context, KeyId=key)["Plaintext"] == b"hello"
    refused(lambda: kms.decrypt(CiphertextBlob=blob), "InvalidCiphertextException")
    refused(lambda: kms.decrypt(CiphertextBlob=b"nonsense"), "InvalidCiphertextException")
    other = kms.create_key()["KeyMetadata"]["KeyId"]
    refused(lambda: kms.decrypt(CiphertextBlob=blob, EncryptionContext=context, KeyId=other), "IncorrectKeyException")
    refused(lambda: kms.encrypt(KeyId=key, Plaintext=b"x", DryRun=True), "DryRunOperationException")
    data = kms.generate_data_key(KeyId=key, KeySpec="AES_256")
    assert len(data["Plaintext"]) == 32
    assert kms.decrypt(CiphertextBlob=data["CiphertextBlob"])["Plaintext"] == data["Plaintext"]
    assert "Plaintext" not in kms.generate_data_key_without_plaintext(KeyId=key, NumberOfBytes=64)
    kms.disable_key(KeyId=key)
    refused(lambda: kms.encrypt(KeyId=key, Plaintext=b"x"), "DisabledException")


def test_deletion_is_scheduled_and_can_be_taken_back(kms, sandbox):
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/app", TargetKeyId=key)
    refused(lambda: kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=6), "ValidationException")
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    refused(lambda: kms.schedule_key_deletion(KeyId=key), "KMSInvalidStateException")
    refused(lambda: kms.enable_key(KeyId=key), "KMSInvalidStateException")
    kms.cancel_key_deletion(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Disabled"
    kms.enable_key(KeyId=key)
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    sandbox.advance("8d")
    refused(lambda: kms.describe_key(KeyId=key), "NotFoundException")
    assert kms.list_aliases()["Aliases"] == []


def test_rotation_tags_and_policies_change_in_place(kms):
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    assert not kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]
    kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=90)
    status = kms.get_key_rotation_status(KeyId=key)
    assert status["KeyRotationEnabled"] and status["RotationPeriodInDays"] == 90
    kms.disable_key_rotation(KeyId=key)
    signing = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    refused(lambda: kms.enable_key_rotation(KeyId=signing), "UnsupportedOperationException")
    kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "1"}, {"TagKey": "b", "TagValue": "2"}])
    kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "3"}])
    kms.untag_resource(KeyId=key, TagKeys=["b"])
    assert kms.list_resource_tags(KeyId=key)["Tags"] == [{"TagKey": "a", "TagValue": "3"}]
    refused(lambda: kms.put_key_policy(KeyId=key, Policy="{"), "MalformedPolicyDocumentException")
    kms.update_key_description(KeyId=key, Description="new")
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["Description"] == "new"


def test_aliases_point_at_keys_of_one_kind(kms):
    first, second = (kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2))
    signing = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/app", TargetKeyId=first)
    refused(lambda: kms.create_alias(AliasName="alias/app", TargetKeyId=second), "AlreadyExistsException")
    refused(lambda: kms.create_alias(AliasName="alias/aws/x", TargetKeyId=second), "NotAuthorizedException")
    refused(lambda: kms.create_alias(AliasName="app", TargetKeyId=second), "InvalidAliasNameException")
    refused(lambda: kms.update_alias(AliasName="alias/app", TargetKeyId=signing), "ValidationException")
    kms.update_alias(AliasName="alias/app", TargetKeyId=second)
    assert [alias["AliasName"] for alias in kms.list_aliases(KeyId=second)["Aliases"]] == ["alias/app"]
    assert kms.describe_key(KeyId="alias/app")["KeyMetadata"]["KeyId"] == second
    kms.delete_alias(AliasName="alias/app")
    refused(lambda: kms.describe_key(KeyId="alias/app"), "NotFoundException")
