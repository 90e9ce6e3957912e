-- What every script finds without `require`.
local _, host = ...
local string, table, tostring, type = string, table, tostring, type

---Prints its arguments as texts, with tabs between them.
function print(...)
  local texts = table.pack(...)
  for index = 1, texts.n do
    texts[index] = tostring(texts[index])
  end
  host.message("printed", table.concat(texts, "\t"))
end

-- The standard one would never come to an end: every element of an output is an output.
if host.is_output then
  local plain_ipairs = ipairs
  function ipairs(list)
    if host.is_output(list) then host.refuse_iteration() end
    return plain_ipairs(list)
  end
end

local string_methods = {}
for name, method in pairs(string) do
  string_methods[name] = method
end

if host.set_output_functions then
  host.set_output_functions(function(name, receiver, ...)
    local method = type(receiver) == "string" and string_methods[name]
    if not method then
      error(("attempt to call the method '%s' of a %s value"):format(name, type(receiver)), 0)
    end
    return (method(receiver, ...))
  end, { apply = host.apply })
end
