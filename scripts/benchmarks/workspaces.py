"""Folders of stack scripts, and the places in them that are asked about, with what the answers must say.

Every folder has Cofre's definition files as its library, named in `.luarc.json` and `.emmyrc.json`, so that a server
that does not know Cofre can answer too.
"""
import dataclasses
import json
import pathlib
import shutil

LIBRARY = pathlib.Path(__file__).resolve().parents[2] / "stdlib" / "library"
HEAD = """\
local cofre = require("cofre")
local aws = require("cofre.aws")
local gcp = require("cofre.gcp")

local stage = cofre.stack()

"""
# Each group is in a block of its own, as a function of Lua has at most 200 local variables.
GROUP = """\
-- The credentials of service {i}.
do
    local ring = gcp.kms.KeyRing("ring-{i}", {{ location = "global" }})
    local key = gcp.kms.CryptoKey("key-{i}", {{
        key_ring_id = ring.id,
        purpose = "ENCRYPT_DECRYPT",
        rotation_period = "7776000s",
        labels = {{ stage = stage, service = "service-{i}" }},
    }})
    local password = aws.secretsmanager.Secret("password-{i}", {{
        description = "password of service {i}",
        recovery_window_in_days = {days},
        replicas = {{ {{ region = "eu-west-1" }}, {{ region = "us-west-2" }} }},
    }}, {{ protect = stage == "prod", depends_on = {{ key }} }})
    if stage ~= "dev" then
        for n = 1, {copies} do
            aws.secretsmanager.Secret("copy-{i}-" .. n, {{ tags = {{ copy = tostring(n) }} }})
        end
    end
    cofre.export("secret-{i}", password.arn)
end

"""
PROBE = """\
do
    local probe_ring = gcp.kms.KeyRing("probe-ring", { location = "global" })
    aws.secretsmanager.Secret("probe", {
        description = "where letters are typed",
        
    }, { depends_on = { probe_ring } })
    helper_that_is_missing(probe_ring)
end

"""
Place = tuple[int, int]


@dataclasses.dataclass(frozen=True)
class Workspace:
    """A folder, and in its file of the probe zero-based places: (line, character)."""

    name: str
    folder: pathlib.Path
    file: pathlib.Path
    declared: Place
    """The variable `probe_ring`, which `used` names."""
    used: Place
    resource_type: Place
    argument: Place
    """In a call, behind the comma of the first argument."""
    blank: Place
    """Where properties are typed."""
    missing: Place
    uses: frozenset[tuple[str, int]]
    """The lines of all files on which the type at `resource_type` stands."""


def script(lines: int) -> str:
    """A stack script of about as many lines."""
    groups = max(1, (lines - HEAD.count("\n")) // GROUP.count("\n"))
    return HEAD + "".join(GROUP.format(i=i, days=7 + i % 24, copies=2 + i % 4) for i in range(1, groups + 1))


def make(root: pathlib.Path, name: str, lines: int, files: int = 1) -> Workspace:
    """Writes a folder of scripts; the probe is in the middle of the first."""
    # Servers write commas in addresses differently.
    folder = root / name.replace(",", "").replace(" ", "-")
    shutil.copytree(LIBRARY, folder / "library")
    (folder / ".luarc.json").write_text(json.dumps({"runtime.version": "Lua 5.4", "workspace.library": ["library"]}))
    (folder / ".emmyrc.json").write_text(
        json.dumps({"runtime": {"version": "Lua5.4"}, "workspace": {"library": ["./library"]}}))
    paths = [folder / f"team{i % 15}" / f"stack{i}.lua" for i in range(files)] if files > 1 else [folder / "stack.lua"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text(script(lines))
    text = paths[0].read_text()
    start = text.index("-- The credentials", len(text) // 2 if lines > 100 else 0)
    text = text[:start] + PROBE + text[start:]
    paths[0].write_text(text)

    def place(part: str, inside: int = 1) -> Place:
        offset = text.index(part, start) + inside
        return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1

    uses = frozenset(
        (path.as_uri(), number) for path in paths for number, line in enumerate(path.read_text().splitlines())
        if "secretsmanager.Secret(" in line)
    return Workspace(
        name=name, folder=folder, file=paths[0], declared=place("probe_ring ="), used=place("probe_ring }"),
        resource_type=place("Secret("), argument=place('"probe", ', 8), blank=place("        \n", 8),
        missing=place("helper_that"), uses=uses)
