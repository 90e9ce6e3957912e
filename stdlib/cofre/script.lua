-- The module `cofre` of scripts that act: the host's functions, and tasks that run while others wait.
local _, host = ...

local cofre = {}

-- Each function of the host under its name; dots make tables.
for _, name in ipairs(host.function_names()) do
  local place = cofre
  for part in name:gmatch("([^.]+)%.") do
    place[part] = place[part] or {}
    place = place[part]
  end
  local call = host.call
  place[name:match("[^.]+$")] = function(...)
    return call(name, ...)
  end
end

---Waits: `cofre.sleep(0.5)`.
cofre.sleep = host.sleep

---Starts a function that runs while others wait: `local task = cofre.spawn(work, "a")`.
cofre.spawn = host.spawn

---The first result of each task, in their order: `local a, b = table.unpack(cofre.gather { one, two })`.
function cofre.gather(tasks)
  local results = {}
  for index = 1, #tasks do
    results[index] = tasks[index]:await()
  end
  return results
end

---Messages to whoever runs the script: `cofre.log.info("ready")`.
cofre.log = require "cofre.log"

return setmetatable(cofre, {
  __index = function(_, name)
    host.unknown_function(name)
  end,
})
