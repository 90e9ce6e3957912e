import CofreAnalysis

/// Types for a cloud, as a library brings them.
let stubs = """
  ---@meta

  ---@class cloud.Output
  ---@field get fun(self: cloud.Output): any
  local Output = {}

  ---@class cloud.Resource
  ---@field id cloud.Output
  ---@field arn cloud.Output
  ---@field name string

  ---@class cloud.Options
  ---@field protect? boolean
  ---@field depends_on? cloud.Resource[]

  ---@alias cloud.Region
  ---| "east" # The old one.
  ---| "west" # The new one.

  ---@class cloud
  local cloud = {}

  ---@class cloud.vault
  cloud.vault = {}

  ---Arguments of a secret.
  ---@class cloud.vault.SecretArgs
  ---@field name string What it is called.
  ---@field days? integer How long it waits.
  ---@field region? cloud.Region
  ---@field kind? "plain"|"binary"
  ---@field tags? table<string, string>
  ---@field copies? cloud.vault.Copy[]
  ---@field check? fun(value: string): boolean

  ---@class cloud.vault.Copy
  ---@field region cloud.Region
  ---@field key? string

  ---A secret.
  ---@class cloud.vault.Secret: cloud.Resource
  ---@field args cloud.vault.SecretArgs
  ---@field version cloud.Output

  ---Declares a cloud.vault.Secret.
  ---@param name string the logical name
  ---@param args cloud.vault.SecretArgs
  ---@param opts? cloud.Options
  ---@return cloud.vault.Secret
  function cloud.vault.Secret(name, args, opts) end

  ---Reads a value.
  ---@param key string
  ---@param default? string
  ---@return string
  ---@overload fun(key: integer): integer
  function cloud.config(key, default) end

  ---@return "dev"|"prod"
  function cloud.stack() end

  ---@param key string
  ---@return string?
  function cloud.find(key) end

  ---@deprecated
  function cloud.old() end

  ---@nodiscard
  ---@return integer
  function cloud.count() end

  return cloud

  """

extension WorkspaceContext {
  /// A project whose library brings files of types, by the names under which they are required.
  init(library: [String: String]) {
    let files = library.map { name, text in
      (name, ProjectFile(path: "/lib/\(name).lua", text: ScriptText(text), isLibrary: true))
    }
    self.init(surroundings: Surroundings(files: files.map(\.1), modules: Dictionary(uniqueKeysWithValues: files)))
  }
}

let typed = WorkspaceContext(library: ["cloud": stubs])
