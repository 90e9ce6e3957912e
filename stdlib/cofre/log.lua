-- Messages to whoever runs the script: `cofre.log.info("ready")`.
local _, host = ...

local log = {}

for _, kind in ipairs { "debug", "info", "warning", "error" } do
  log[kind] = function(text)
    host.message(kind, tostring(text))
  end
end

log.warn = log.warning

return log
