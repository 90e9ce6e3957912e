-- The stack's configuration: `config:get "key"`, `config:require "key"` and their kinds.
local _, host = ...

local kinds = { [""] = "text", _integer = "integer", _number = "number", _boolean = "boolean", _table = "table" }

local Config = {}

for suffix, kind in pairs(kinds) do
  Config["get" .. suffix] = function(self, key)
    return host.config(self.namespace, key, kind, false, false)
  end
  Config["require" .. suffix] = function(self, key)
    return host.config(self.namespace, key, kind, true, false)
  end
end

function Config:get_secret(key)
  return host.config(self.namespace, key, "text", false, true)
end

function Config:require_secret(key)
  return host.config(self.namespace, key, "text", true, true)
end

Config.__index = Config
Config.__metatable = false

local config = {}

---The values of a namespace; of the project's own without one.
---@param namespace? string
function config.new(namespace)
  return setmetatable({ namespace = namespace or host.project() }, Config)
end

return config
