"""boto3 judges the sandbox's AWS."""

import datetime

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.credentials
import pytest
import requests
from botocore.exceptions import ClientError


@pytest.fixture
def secrets(sandbox):
    return boto3.client("secretsmanager")


def code(error):
    return error.value.response["Error"]["Code"]


def test_tells_who_the_caller_is(sandbox):
    identity = boto3.client("sts").get_caller_identity()
    assert identity["Account"] == "000000000000"
    assert identity["Arn"] == "arn:aws:iam::000000000000:user/sandbox"


def test_creates_describes_and_reads_a_secret(secrets, sandbox):
    created = secrets.create_secret(
        Name="team/api-key", Description="for the model", SecretString="é\"x",
        Tags=[{"Key": "env", "Value": "prod"}])
    assert created["ARN"].startswith("arn:aws:secretsmanager:us-east-1:000000000000:secret:team/api-key-")
    for identifier in ("team/api-key", created["ARN"], created["ARN"][:-7]):
        described = secrets.describe_secret(SecretId=identifier)
        assert described["Description"] == "for the model"
        assert described["Tags"] == [{"Key": "env", "Value": "prod"}]
        assert described["VersionIdsToStages"] == {created["VersionId"]: ["AWSCURRENT"]}
        assert abs((datetime.datetime.now(datetime.UTC) - described["CreatedDate"]).total_seconds()) < 60
        assert secrets.get_secret_value(SecretId=identifier)["SecretString"] == "é\"x"
    assert sandbox.calls() == {"aws.secretsmanager.CreateSecret": 1}


def test_a_secret_without_a_value_has_none(secrets):
    created = secrets.create_secret(Name="empty")
    assert "VersionId" not in created
    assert "VersionIdsToStages" not in secrets.describe_secret(SecretId="empty")
    with pytest.raises(ClientError) as error:
        secrets.get_secret_value(SecretId="empty")
    assert code(error) == "ResourceNotFoundException"
    assert "AWSCURRENT" in str(error.value)


def test_a_request_token_makes_creation_repeatable(secrets):
    token = "0123456789abcdef0123456789abcdef"
    first = secrets.create_secret(Name="a", SecretString="v", ClientRequestToken=token)
    assert secrets.create_secret(Name="a", SecretString="v", ClientRequestToken=token)["ARN"] == first["ARN"]
    with pytest.raises(ClientError) as error:
        secrets.create_secret(Name="a", SecretString="w", ClientRequestToken=token)
    assert code(error) == "ResourceExistsException"


def test_new_values_move_the_stages(secrets):
    first = secrets.create_secret(Name="a", SecretString="1")["VersionId"]
    second = secrets.put_secret_value(SecretId="a", SecretString="2")["VersionId"]
    third = secrets.put_secret_value(SecretId="a", SecretBinary=b"\x00\xff", VersionStages=["blue"])["VersionId"]
    assert secrets.describe_secret(SecretId="a")["VersionIdsToStages"] == {
        first: ["AWSPREVIOUS"], second: ["AWSCURRENT"], third: ["blue"]}
    assert secrets.get_secret_value(SecretId="a", VersionStage="blue")["SecretBinary"] == b"\x00\xff"
    assert secrets.get_secret_value(SecretId="a", VersionId=first)["SecretString"] == "1"
    fourth = secrets.update_secret(SecretId="a", SecretString="4", Description="d")["VersionId"]
    assert secrets.describe_secret(SecretId="a")["VersionIdsToStages"] == {
        second: ["AWSPREVIOUS"], third: ["blue"], fourth: ["AWSCURRENT"]}
    listed = secrets.list_secret_version_ids(SecretId="a", IncludeDeprecated=True)["Versions"]
    assert {version["VersionId"] for version in listed} == {first, second, third, fourth}


def test_put_secret_value_repeats_only_the_same_value(secrets):
    secrets.create_secret(Name="a", SecretString="1")
    token = "0123456789abcdef0123456789abcdef"
    secrets.put_secret_value(SecretId="a", SecretString="2", ClientRequestToken=token)
    secrets.put_secret_value(SecretId="a", SecretString="2", ClientRequestToken=token)
    assert len(secrets.list_secret_version_ids(SecretId="a")["Versions"]) == 2
    with pytest.raises(ClientError) as error:
        secrets.put_secret_value(SecretId="a", SecretString="3", ClientRequestToken=token)
    assert code(error) == "ResourceExistsException"


def test_stages_are_moved_by_name(secrets):
    first = secrets.create_secret(Name="a", SecretString="1")["VersionId"]
    second = secrets.put_secret_value(SecretId="a", SecretString="2")["VersionId"]
    with pytest.raises(ClientError) as error:
        secrets.update_secret_version_stage(SecretId="a", VersionStage="AWSCURRENT", MoveToVersionId=first)
    assert code(error) == "InvalidParameterException"
    secrets.update_secret_version_stage(
        SecretId="a", VersionStage="AWSCURRENT", MoveToVersionId=first, RemoveFromVersionId=second)
    assert secrets.get_secret_value(SecretId="a")["SecretString"] == "1"
    assert secrets.get_secret_value(SecretId="a", VersionStage="AWSPREVIOUS")["SecretString"] == "2"
    with pytest.raises(ClientError) as error:
        secrets.update_secret_version_stage(SecretId="a", VersionStage="AWSCURRENT", RemoveFromVersionId=first)
    assert code(error) == "InvalidParameterException"


def test_a_deleted_secret_keeps_its_name_for_the_recovery_window(secrets, sandbox):
    secrets.create_secret(Name="a", SecretString="1")
    deleted = secrets.delete_secret(SecretId="a", RecoveryWindowInDays=7)
    assert (deleted["DeletionDate"] - datetime.datetime.now(datetime.UTC)).days in (6, 7)
    assert "DeletedDate" in secrets.describe_secret(SecretId="a")
    for call in (
        lambda: secrets.create_secret(Name="a"), lambda: secrets.get_secret_value(SecretId="a"),
        lambda: secrets.put_secret_value(SecretId="a", SecretString="2"), lambda: secrets.delete_secret(SecretId="a"),
    ):
        with pytest.raises(ClientError) as error:
            call()
        assert code(error) == "InvalidRequestException"
    assert secrets.list_secrets()["SecretList"] == []
    assert len(secrets.list_secrets(IncludePlannedDeletion=True)["SecretList"]) == 1
    secrets.restore_secret(SecretId="a")
    assert secrets.get_secret_value(SecretId="a")["SecretString"] == "1"
    secrets.delete_secret(SecretId="a")
    sandbox.advance("31d")
    with pytest.raises(ClientError) as error:
        secrets.describe_secret(SecretId="a")
    assert code(error) == "ResourceNotFoundException"


def test_forced_deletion_is_at_once_and_repeatable(secrets):
    secrets.create_secret(Name="a")
    with pytest.raises(ClientError) as error:
        secrets.delete_secret(SecretId="a", RecoveryWindowInDays=7, ForceDeleteWithoutRecovery=True)
    assert code(error) == "InvalidParameterException"
    secrets.delete_secret(SecretId="a", ForceDeleteWithoutRecovery=True)
    secrets.delete_secret(SecretId="a", ForceDeleteWithoutRecovery=True)
    secrets.create_secret(Name="a")
    with pytest.raises(ClientError) as error:
        secrets.delete_secret(SecretId="missing")
    assert code(error) == "ResourceNotFoundException"


def test_tags_descriptions_and_policies_change_in_place(secrets):
    secrets.create_secret(Name="a", Description="one", Tags=[{"Key": "x", "Value": "1"}])
    secrets.tag_resource(SecretId="a", Tags=[{"Key": "x", "Value": "2"}, {"Key": "y", "Value": "3"}])
    secrets.untag_resource(SecretId="a", TagKeys=["x"])
    secrets.update_secret(SecretId="a", Description="")
    described = secrets.describe_secret(SecretId="a")
    assert described["Tags"] == [{"Key": "y", "Value": "3"}]
    assert "Description" not in described
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
    secrets.put_resource_policy(SecretId="a", ResourcePolicy=policy)
    assert secrets.get_resource_policy(SecretId="a")["ResourcePolicy"] == policy
    with pytest.raises(ClientError) as error:
        secrets.put_resource_policy(SecretId="a", ResourcePolicy=policy, BlockPublicPolicy=True)
    assert code(error) == "PublicPolicyException"
    secrets.delete_resource_policy(SecretId="a")
    assert "ResourcePolicy" not in secrets.get_resource_policy(SecretId="a")


def test_replicas_follow_their_primary(secrets, sandbox):
    secrets.create_secret(Name="a", SecretString="1", AddReplicaRegions=[{"Region": "eu-west-1"}])
    secrets.describe_secret(SecretId="a")
    assert secrets.describe_secret(SecretId="a")["ReplicationStatus"][0]["Status"] == "InSync"
    there = boto3.client("secretsmanager", region_name="eu-west-1")
    secrets.put_secret_value(SecretId="a", SecretString="2")
    assert there.get_secret_value(SecretId="a")["SecretString"] == "2"
    for call in (
        lambda: there.put_secret_value(SecretId="a", SecretString="3"), lambda: secrets.delete_secret(SecretId="a"),
    ):
        with pytest.raises(ClientError) as error:
            call()
        assert code(error) == "InvalidRequestException"
    secrets.remove_regions_from_replication(SecretId="a", RemoveReplicaRegions=["eu-west-1"])
    with pytest.raises(ClientError) as error:
        there.describe_secret(SecretId="a")
    assert code(error) == "ResourceNotFoundException"


def test_regions_and_partitions_are_apart(secrets, sandbox):
    secrets.create_secret(Name="a")
    china = boto3.client("secretsmanager", region_name="cn-north-1")
    assert china.create_secret(Name="a")["ARN"].startswith("arn:aws-cn:secretsmanager:cn-north-1:")


def test_lists_are_paged_and_filtered(secrets):
    for index in range(7):
        secrets.create_secret(Name=f"s{index}", Tags=[{"Key": "odd", "Value": str(index % 2)}])
    pages = list(secrets.get_paginator("list_secrets").paginate(PaginationConfig={"PageSize": 3}))
    assert [len(page["SecretList"]) for page in pages] == [3, 3, 1]
    found = secrets.list_secrets(Filters=[{"Key": "tag-value", "Values": ["1"]}])["SecretList"]
    assert {secret["Name"] for secret in found} == {"s1", "s3", "s5"}


def test_random_passwords_hold_what_is_asked_for(secrets):
    password = secrets.get_random_password(PasswordLength=20, ExcludePunctuation=True, ExcludeCharacters="abc")
    assert len(password["RandomPassword"]) == 20
    assert password["RandomPassword"].isalnum() and not set(password["RandomPassword"]) & set("abc")


@pytest.mark.parametrize("name", ["", "a b", "ä", "x" * 513])
def test_refuses_names_that_aws_refuses(secrets, name):
    client = boto3.client("secretsmanager", config=boto3.session.Config(parameter_validation=False))
    with pytest.raises(ClientError) as error:
        client.create_secret(Name=name)
    assert code(error) == "ValidationException"


def signed(sandbox, *, key=None, secret=None, region="us-east-1", service="secretsmanager", alter=None, token=None):
    environment = sandbox.environment
    credentials = botocore.credentials.Credentials(
        key or environment["AWS_ACCESS_KEY_ID"], secret or environment["AWS_SECRET_ACCESS_KEY"], token)
    request = botocore.awsrequest.AWSRequest(
        "POST", sandbox.http + "/", data="{}",
        headers={"X-Amz-Target": "secretsmanager.ListSecrets", "Content-Type": "application/x-amz-json-1.1"})
    botocore.auth.SigV4Auth(credentials, service, region).add_auth(request)
    headers = dict(request.headers)
    if alter:
        alter(headers)
    return requests.post(sandbox.http + "/", data="{}", headers=headers, timeout=30)


@pytest.mark.parametrize("options, expected", [
    ({}, None),
    ({"secret": "wrong"}, "InvalidSignatureException"),
    ({"key": "AKIAIOSFODNN7EXAMPLE"}, "UnrecognizedClientException"),
    ({"token": "session"}, "UnrecognizedClientException"),
    ({"service": "kms"}, "InvalidSignatureException"),
    ({"alter": lambda h: h.pop("Authorization")}, "MissingAuthenticationTokenException"),
    ({"alter": lambda h: h.update(Authorization="AWS4-HMAC-SHA256 Credential=x")}, "IncompleteSignatureException"),
    ({"alter": lambda h: h.update({"X-Amz-Target": "secretsmanager.DeleteSecret"})}, "InvalidSignatureException"),
    ({"alter": lambda h: h.update({"X-Amz-Extra": "unsigned"})}, "InvalidSignatureException"),
])
def test_verifies_signatures(sandbox, options, expected):
    answer = signed(sandbox, **options)
    if expected is None:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 400
        assert answer.json()["__type"] == expected


@pytest.mark.parametrize("minutes, expected", [(-6, "Signature expired"), (6, "Signature not yet current")])
def test_refuses_signatures_of_another_time(sandbox, monkeypatch, minutes, expected):
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda remove_tzinfo=True: moment.replace(tzinfo=None))
    answer = signed(sandbox)
    assert answer.json()["__type"] == "InvalidSignatureException"
    assert expected in answer.json()["message"]


def test_refuses_wrong_credentials_of_sts_in_xml(sandbox):
    with pytest.raises(ClientError) as error:
        boto3.client(
            "sts", aws_access_key_id=sandbox.environment["AWS_ACCESS_KEY_ID"], aws_secret_access_key="wrong",
        ).get_caller_identity()
    assert code(error) == "SignatureDoesNotMatch"
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    with pytest.raises(ClientError) as error:
        boto3.client(
            "sts", aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="wrong").get_caller_identity()
    assert code(error) == "InvalidClientTokenId"


def test_old_versions_are_dropped(secrets):
    secrets.create_secret(Name="a", SecretString="0")
    for index in range(110):
        secrets.put_secret_value(SecretId="a", SecretString=str(index))
    first = secrets.list_secret_version_ids(SecretId="a", IncludeDeprecated=True)
    rest = secrets.list_secret_version_ids(SecretId="a", IncludeDeprecated=True, NextToken=first["NextToken"])
    assert len(first["Versions"]) + len(rest["Versions"]) == 102
    assert secrets.get_secret_value(SecretId="a")["SecretString"] == "109"


def test_binary_values_survive(secrets):
    value = bytes(range(256)) * 256
    secrets.create_secret(Name="a", SecretBinary=value)
    assert secrets.get_secret_value(SecretId="a")["SecretBinary"] == value
    with pytest.raises(ClientError) as error:
        secrets.put_secret_value(SecretId="a", SecretString="x" * 65537)
    assert code(error) == "ValidationException"
