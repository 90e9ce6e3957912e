-- The catalog as tables that are filled when they are used: a script pays for the types that it names.
local resources = {}

---The types below a prefix such as "aws" or "aws.kms".
---@param host table
---@param prefix string
---@param members? table functions that stand beside the types
function resources.namespace(host, prefix, members)
  local namespace = members or {}
  local names = {}
  for name in pairs(namespace) do
    names[#names + 1] = name
  end
  local own_names = table.concat(names, " ")
  return setmetatable(namespace, {
    __metatable = false,
    __index = function(self, name)
      local member
      if host.lookup(prefix, name, own_names) == "type" then
        local type_name = prefix .. "." .. name
        local declare = host.declare
        member = function(...)
          return declare(type_name, ...)
        end
      else
        member = resources.namespace(host, prefix .. "." .. name)
      end
      rawset(self, name, member)
      return member
    end,
  })
end

return resources
