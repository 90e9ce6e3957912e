"""The LuaCATS definition files of the modules `cofre` and `cofre.log`, and what makes the folder an addon of LuaLS."""
import json

from . import luacats

# What the library's own descriptions do not say: the types. A function without its line here is an error, and a line
# without its function too.
SIGNATURES = {
    "cofre.all": ("outputs table", "cofre.Output<any>"),
    "cofre.config": ("namespace? string", "cofre.Config"),
    "cofre.export": ("name string, value any", None),
    "cofre.format": ("format string, ... any", "cofre.StringOutput"),
    "cofre.interpolate": ("format string, ... any", "cofre.StringOutput"),
    "cofre.is_preview": ("", "boolean"),
    "cofre.is_secret": ("value any", "boolean"),
    "cofre.log.debug": ("text any", None),
    "cofre.log.error": ("text any", None),
    "cofre.log.info": ("text any", None),
    "cofre.log.warn": ("text any", None),
    "cofre.log.warning": ("text any", None),
    "cofre.output": ("value any", "cofre.Output<any>"),
    "cofre.project": ("", "string"),
    # Written as a class, for `cofre run` has functions below it.
    "cofre.secret": ("value any", None),
    "cofre.stack": ("", "string"),
    "cofre.unsecret": ("output cofre.Output<any>", "cofre.Output<any>"),
}

# What only scripts of `cofre run` find, as docs/scripts.md describes it. They also ask `cofre.config` for a key.
RUN = """\
---How an operation ended.
---@class cofre.Outcome
---@field ok boolean
---@field has_changes boolean
---@field counts table<string, integer>
---@field outputs table<string, any>

---Work that was started by `cofre.spawn`.
---@class cofre.Task
local Task = {}

---Waits for the end, and answers the first result.
---@return any
function Task:await() end

---A resource of the stack as its state has it.
---@class cofre.RecordedResource
---@field name string
---@field type string
---@field id string

---The values of secrets; as a function, a value as a sensitive output.
---@class cofre.secret
---@overload fun(value: any): cofre.Output<any>
local secret = {}

---The value of a secret of the stack, which is opaque. In scripts of `cofre run`.
---@param name string
---@return any
function secret.get(name) end

---Gives a secret of the stack a value, and answers its version. In scripts of `cofre run`.
---@param name string
---@param value any
---@return string
function secret.set(name, value) end
"""

# By name: what it does, and its signature.
RUN_FUNCTIONS = {
    "destroy": ("Removes what the stack has.", "", "cofre.Outcome"),
    "env": ("A variable of the environment; an empty text when there is none.", "name string", "string"),
    "gather": ("The first result of each task, in their order.", "tasks cofre.Task[]", "any[]"),
    "outputs": ("The exports of the stack, by name.", "", "table<string, any>"),
    "preview": ("What an up would do.", "", "cofre.Outcome"),
    "read": ("What the cloud says of a resource now; nil when it is gone.", "name string", "table?"),
    "refresh": ("Takes over into the state what the clouds say.", "", "cofre.Outcome"),
    "resources": ("The resources of the stack.", "", "cofre.RecordedResource[]"),
    "sleep": ("Waits.", "seconds number", None),
    "spawn": ("Starts a function that runs while others wait.", "work function, ... any", "cofre.Task"),
    "up": ("Makes the stack what its script says.", "", "cofre.Outcome"),
}

# A text that is stored as a secret comes as an output, whichever way it is asked for.
CONFIGURATION = {
    "": "string|cofre.StringOutput", "_boolean": "boolean", "_integer": "integer", "_number": "number", "_secret": "cofre.StringOutput",
    "_table": "table",
}

OPTIONS = {
    "additional_secret_outputs": "string[]",
    "aliases": "string[]",
    "custom_timeouts": "cofre.CustomTimeouts",
    "delete_before_replace": "boolean",
    "deleted_with": "cofre.Resource",
    "depends_on": "cofre.Resource[]|cofre.Resource",
    "ignore_changes": "string[]",
    "parent": "cofre.Resource",
    "protect": "boolean",
    # A provider is of one cloud: each cloud's own class of options has it.
    "provider": None,
    "replace_on_changes": "string[]",
    "retain_on_delete": "boolean",
}

OUTPUTS = """\
---A value of a resource, which may not be known yet. It stands wherever a property wants a value; `..`, arithmetic and
---indexing give further outputs, and a secret stays one in all of them.
---@class cofre.Output<T>
---@operator concat(any): cofre.StringOutput
---@operator add(any): cofre.Output<number>
---@operator sub(any): cofre.Output<number>
---@operator mul(any): cofre.Output<number>
---@operator div(any): cofre.Output<number>
---@operator mod(any): cofre.Output<number>
---@operator pow(any): cofre.Output<number>
---@operator idiv(any): cofre.Output<number>
---@operator unm: cofre.Output<number>
local Output = {}

---What a function makes of the value, once it is known.
---@param compute fun(value: T): any
---@return cofre.Output<any>
function Output:apply(compute) end

---A text that may not be known yet. The methods of texts work on it, and give outputs.
---@class cofre.StringOutput: cofre.Output<string>
local StringOutput = {}

---The number of bytes.
---@return cofre.Output<integer>
function StringOutput:len() end

---The text in lower case.
---@return cofre.StringOutput
function StringOutput:lower() end

---The text in upper case.
---@return cofre.StringOutput
function StringOutput:upper() end

---The bytes in reverse order.
---@return cofre.StringOutput
function StringOutput:reverse() end

---The bytes from one place to another; negative places count from the end.
---@param from integer
---@param to? integer
---@return cofre.StringOutput
function StringOutput:sub(from, to) end

---The text several times.
---@param count integer
---@param separator? string
---@return cofre.StringOutput
function StringOutput:rep(count, separator) end

---What a pattern first captures, or all that matches.
---@param pattern string
---@param from? integer
---@return cofre.StringOutput
function StringOutput:match(pattern, from) end

---The text with what matches replaced.
---@param pattern string
---@param replacement string|table
---@param limit? integer
---@return cofre.StringOutput
function StringOutput:gsub(pattern, replacement, limit) end

---Arguments put into the text, which is a format such as `"%s-%03d"`.
---@param ... any
---@return cofre.StringOutput
function StringOutput:format(...) end

---A list that may not be known yet: each element is an output.
---@class cofre.ListOutput<E>: cofre.Output<table>
---@field [integer] E

---Names and values that may not be known yet: each value is an output.
---@class cofre.MapOutput<E>: cofre.Output<table>
---@field [string] E

---What a constructor returns. Its fields are outputs.
---@class cofre.Resource
"""

TIMEOUTS = """\
---@class (exact) cofre.CustomTimeouts
---A time such as `"5m"`, `"90s"` or `"1h30m"`.
---@field create? string
---A time such as `"5m"`, `"90s"` or `"1h30m"`.
---@field update? string
---A time such as `"5m"`, `"90s"` or `"1h30m"`.
---@field delete? string
"""


def files(library: dict, types: list[dict]) -> dict[str, str]:
    """The text of each file by its path below the library's folder."""
    functions = {f["name"]: f for f in library["functions"]}
    same("functions", functions, SIGNATURES)
    logging = [f for name, f in functions.items() if name.startswith("cofre.log.")]
    own = [f for name, f in functions.items() if name.count(".") == 1]
    return {"cofre.lua": module(library, own, types), "cofre/log.lua": log(logging)}


def module(library: dict, functions: list[dict], types: list[dict]) -> str:
    lines = [OUTPUTS, TIMEOUTS, RUN, *options(library["options"]), *configuration(library["configurationMethods"])]
    for t in types:
        lines += luacats.classes(t)
    secret = next(f for f in functions if f["name"] == "cofre.secret")
    lines += ["---@class cofre", "---Messages to whoever runs the script.", "---@field log cofre.log"]
    lines += [*luacats.comment([secret["doc"]]), "---@field secret cofre.secret", "local cofre = {}", ""]
    for f in functions:
        if f is not secret:
            lines += function(f["name"], f["doc"], *typed(f))
    for name, (doc, parameters, result) in RUN_FUNCTIONS.items():
        lines += function(f"cofre.{name}", f"{doc} In scripts of `cofre run`.", parameters, result)
    for t in types:
        lines += luacats.constructor(t)
    return luacats.HEADER + "\n".join(lines) + "\nreturn cofre\n"


def log(functions: list[dict]) -> str:
    lines = ["---Messages to whoever runs the script.", "---@class cofre.log", "local log = {}", ""]
    for f in functions:
        lines += function("log." + f["name"].rsplit(".", 1)[1], f["doc"], *typed(f))
    return luacats.HEADER + "\n".join(lines) + "\nreturn log\n"


def typed(f: dict) -> tuple[str, str | None]:
    """The parameters with their types, and the result; stops when the library has other parameters by now."""
    parameters, result = SIGNATURES[f["name"]]
    if [p.split(" ")[0] for p in parameters.split(", ") if p] != f["parameters"]:
        raise SystemExit(f"generate: {f['name']} takes {f['parameters']}, and SIGNATURES says otherwise")
    return parameters, result


def function(name: str, doc: str, parameters: str, result: str | None) -> list[str]:
    given = [p.split(" ", 1) for p in parameters.split(", ") if p]
    lines = luacats.comment([doc]) + [f"---@param {parameter} {kind}" for parameter, kind in given]
    if result:
        lines.append(f"---@return {result}")
    names = ", ".join(parameter.rstrip("?") for parameter, _ in given)
    return [*lines, f"function {name}({names}) end", ""]


def options(entries: list[dict]) -> list[str]:
    same("options", {e["name"] for e in entries}, OPTIONS)
    lines = ["---What a resource may be declared with, as the third argument.", "---@class (exact) cofre.ResourceOptions"]
    for e in entries:
        if kind := OPTIONS[e["name"]]:
            lines += luacats.comment([e["doc"]]) + [f"---@field {e['name']}? {kind}"]
    return [*lines, ""]


def configuration(entries: list[dict]) -> list[str]:
    kinds = {f"{verb}{suffix}": kind for suffix, kind in CONFIGURATION.items() for verb in ("get", "require")}
    same("methods of the configuration", {e["name"] for e in entries}, kinds)
    lines = ["---The values of a namespace of the stack's configuration.", "---@class cofre.Config", "local Config = {}", ""]
    for e in entries:
        optional = "|nil" if e["name"].startswith("get") else ""
        lines += luacats.comment([e["doc"]])
        lines += ["---@param key string", f"---@return {kinds[e['name']]}{optional}"]
        lines += [f"function Config:{e['name']}(key) end", ""]
    return lines


def addon(library: dict) -> str:
    """The file by which LuaLS knows the folder as an addon: when to offer it, and the settings that go with it."""
    builtin = {"debug", "io", "math", "os", "string", "table", "utf8", "coroutine"}
    absent = [e["name"] for e in library["unavailable"] if e["name"] in builtin]
    document = {
        "name": "Cofre",
        "words": ["require%s*%(?%s*['\"]cofre['\".]"],
        "files": ["Cofre%.yaml"],
        "settings": {
            "Lua.runtime.version": "Lua 5.4",
            "Lua.runtime.builtin": {name: "disable" for name in sorted(absent)},
        },
    }
    return json.dumps(document, indent=2) + "\n"


def same(what: str, described, typed) -> None:
    """Stops when the library and the tables above have come apart."""
    if difference := set(described) ^ set(typed):
        raise SystemExit(f"generate: {what} without a type, or a type without its function: {sorted(difference)}")
