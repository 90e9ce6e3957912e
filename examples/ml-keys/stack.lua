-- A place for an ML service's API key in AWS Secrets Manager, and a rotating
-- encryption key in Google Cloud KMS.
local cofre = require "cofre"
local aws = require "cofre.aws"
local gcp = require "cofre.gcp"

local aws_provider = aws.Provider("aws", { region = "us-west-2" })

-- The value is not set here: it is put in later, out of band, by
-- `cofre secret set apiSecret`, and is never in this file, in git or in state.
local api_secret = aws.secretsmanager.Secret("apiSecret", {
  description = "API key for my ML model service",
}, { provider = aws_provider })

local gcp_provider = gcp.Provider("gcp", { region = "us-central1" })

local key_ring = gcp.kms.KeyRing("keyRing", {
  location = "global",
}, { provider = gcp_provider })

local crypto_key = gcp.kms.CryptoKey("cryptoKey", {
  key_ring_id = key_ring.id,
  rotation_period = "100000s",
}, { provider = gcp_provider })

cofre.export("aws_secret_id", api_secret.id)
cofre.export("gcp_key_ring_id", key_ring.id)
cofre.export("gcp_crypto_key_id", crypto_key.id)
