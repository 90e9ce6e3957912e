/// The pages of what only settings files can have wrong; their examples are such files, in YAML, or in JSON with its brace.
enum SettingsPages {
  static let all = [missingConfiguration, unusedConfiguration, luaSettings, luaVersion] + reading

  static let missingConfiguration = RulePage(
    "missing-config", .warning, .settings, "Configuration missing",
    explanation: """
      The main script, or a module that it requires, takes a value with `config:require` that the stack does not have: \
      a run with this stack would stop there. This is said in the settings file of one stack, whether other stacks have \
      the value or not; what no stack has is also told in the script, as `unset-config`.

      Set the value with `cofre config set`, or take it with `config:get` where the script can do without it.
      """,
    wrong: "config:\n  region: eu-west-1\n", right: "config:\n  region: eu-west-1\n  team: payments\n")

  static let unusedConfiguration = RulePage(
    "unused-config", .hint, .settings, "Configuration that is not read",
    explanation: """
      No script of the project asks for the value. It may be misspelt, or left over. Nothing is said where a script \
      computes the names of keys.

      Correct the name, or remove it with `cofre config rm`.
      """,
    wrong: "config:\n  region: eu-west-1\n  team: payments\n  taem: x\n",
    right: "config:\n  region: eu-west-1\n  team: payments\n")

  static let luaSettings = RulePage(
    "lua-settings-syntax", .warning, .settings, "Settings for Lua servers cannot be read",
    explanation: """
      `.luarc.json`, `.luarc.jsonc` or `.emmyrc.json` is no JSON, so that nothing of it counts: neither the libraries that \
      bring types, nor the globals, nor which diagnostics are wanted. Comments and a comma behind the last member are \
      taken, as LuaLS takes them.

      Correct the file where the message points: most often a quote, a comma or a bracket is missing just before it.
      """,
    wrong: """
      {
        "runtime.version": "Lua 5.4"
        "diagnostics.globals": ["vim"]
      }

      """,
    right: """
      {
        "runtime.version": "Lua 5.4",
        "diagnostics.globals": ["vim"]
      }

      """)

  static let luaVersion = RulePage(
    "lua-settings-version", .information, .settings, "Another version of Lua",
    explanation: """
      `runtime.version` of `.luarc.json`, `.luarc.jsonc` or `.emmyrc.json` is another one than Lua 5.4, in which Cofre runs \
      every script: LuaLS and EmmyLua then refuse what 5.4 has, such as `//` and `<const>`, and take what it has not, such \
      as `setfenv`. Cofre reads scripts as Lua 5.4 whatever the setting says.

      Say `"Lua 5.4"`, or `"Lua5.4"` for EmmyLua. Where the folder has Lua for another program as well, name the code in \
      `diagnostics.disable` of the same file.
      """,
    wrong: "{\n  \"runtime.version\": \"LuaJIT\"\n}\n", right: "{\n  \"runtime.version\": \"Lua 5.4\"\n}\n")
}
