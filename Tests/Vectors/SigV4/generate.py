#!/usr/bin/env python3
"""Writes sigv4.json: requests of the kinds that Cofre makes, with the signatures that botocore gives them.

Usage: pip install botocore; python3 generate.py
"""

import datetime
import json
import pathlib

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY, SECRET, TOKEN = "AKIDVECTOR0000000001", "vector/secret+KEY/0123456789abcdefghijkl", "token/with+odd=chars=="
NOW = datetime.datetime(2026, 11, 21, 19, 45, 44, tzinfo=datetime.timezone.utc)
JSON = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "secretsmanager.DescribeSecret"}
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}

# name, service, region, token, method, url, headers, body
CASES = [
    ("json", "secretsmanager", "us-west-2", None, "POST", "https://secretsmanager.us-west-2.amazonaws.com/", JSON, '{"SecretId":"a"}'),
    ("json-with-token", "secretsmanager", "eu-west-1", TOKEN, "POST", "https://secretsmanager.eu-west-1.amazonaws.com/", JSON, "{}"),
    ("body-in-utf8", "kms", "eu-central-1", None, "POST", "https://kms.eu-central-1.amazonaws.com/", JSON, '{"Description":"clé 日本"}'),
    ("port", "secretsmanager", "us-east-1", None, "POST", "http://127.0.0.1:15000/", JSON, "{}"),
    ("default-port", "secretsmanager", "us-east-1", None, "POST", "https://gateway.example:443/", JSON, "{}"),
    ("path-prefix", "secretsmanager", "us-east-1", TOKEN, "POST", "https://gateway.example:8443/aws/proxy/", JSON, "{}"),
    ("form", "sts", "us-east-1", None, "POST", "https://sts.us-east-1.amazonaws.com/", FORM, "Action=GetCallerIdentity&Version=2011-06-15"),
    ("query-order", "service", "us-east-1", None, "GET", "https://h.example/?b=2&a=1&B=3&aa=0&a-b=4", {}, ""),
    ("query-encoded", "service", "us-east-1", None, "GET", "https://h.example/?k%20y=v%2Fw&x=%C3%BC&plus=%2B&empty=", {}, ""),
    ("path-encoded", "service", "us-east-1", None, "GET", "https://h.example/a%20b/%E1%88%B4/c~d", {}, ""),
    ("path-dots", "service", "us-east-1", None, "GET", "https://h.example/a/./b/../c//d/", {}, ""),
    ("header-spaces", "service", "us-east-1", None, "GET", "https://h.example/", {"X-Custom": "  a   b  ", "X-B": "z"}, ""),
    ("unsigned-headers", "service", "us-east-1", None, "GET", "https://h.example/", {"User-Agent": "x", "Expect": "100-continue"}, ""),
    ("put", "service", "us-east-1", TOKEN, "PUT", "https://h.example/x", {}, "body"),
    ("s3-odd-key", "s3", "us-east-1", None, "GET", "https://b.s3.us-east-1.amazonaws.com/a//b/./c%20d%2Be%3D", {}, ""),
    ("s3-put", "s3", "us-east-1", TOKEN, "PUT", "https://b.s3.us-east-1.amazonaws.com/k%C3%BC", {}, "content"),
]


def sign(case, presign):
    name, service, region, token, method, url, headers, body = case
    request = AWSRequest(method=method, url=url, headers=dict(headers), data=body.encode())
    credentials = Credentials(KEY, SECRET, token)
    if presign:
        signer = botocore.auth.SigV4QueryAuth(credentials, service, region, expires=900)
        if method != "GET" or service == "s3":
            return None
    elif service == "s3":
        signer = botocore.auth.S3SigV4Auth(credentials, service, region)
    else:
        signer = botocore.auth.SigV4Auth(credentials, service, region)
    signer.add_auth(request)
    return request.url.rsplit("X-Amz-Signature=", 1)[1] if presign else request.headers["Authorization"]


def main():
    botocore.auth.get_current_datetime = lambda *_, **__: NOW
    vectors = []
    for case in CASES:
        name, service, region, token, method, url, headers, body = case
        vectors.append(
            {
                "name": name, "service": service, "region": region, "token": token, "method": method, "url": url,
                "headers": headers, "body": body, "authorization": sign(case, False), "presigned": sign(case, True),
            }
        )
    document = {"keyID": KEY, "secret": SECRET, "time": "2026-11-21T19:45:44Z", "expires": 900, "vectors": vectors}
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    pathlib.Path(__file__).with_name("sigv4.json").write_text(text)


if __name__ == "__main__":
    main()
