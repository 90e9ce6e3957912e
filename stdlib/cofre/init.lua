-- The module `cofre`: what a script says about its stack, and what it does with outputs.
local _, host = ...
local config = require "cofre.config"
local resources = require "cofre.resources"

local cofre = {}

---Makes a value known to users of the stack: `cofre.export("url", "https://" .. vault.id)`.
cofre.export = host.export

---The stack's configuration: `local config = cofre.config()`.
cofre.config = config.new

---The name of the stack that runs, such as "dev".
cofre.stack = host.stack

---The name of the project.
cofre.project = host.project

---Whether the run only shows what would be done.
cofre.is_preview = host.is_preview

---One output of many: `cofre.all { a, b }:apply(function(values) … end)`.
cofre.all = host.collect

---A value as an output: `cofre.output(5):apply(print)`.
cofre.output = host.collect

---The value as a sensitive output: `cofre.secret(text)`.
cofre.secret = host.secret

---The output with its value no longer sensitive: `cofre.unsecret(output)`.
cofre.unsecret = host.unsecret

---Whether a value is known to be sensitive: `cofre.is_secret(output)`.
cofre.is_secret = host.is_secret

---Like string.format, also for outputs: `cofre.format("https://%s/", vault.id)`.
function cofre.format(format, ...)
  local arguments = table.pack(...)
  for index = 1, arguments.n do
    if host.is_output(arguments[index]) then
      local count = arguments.n
      arguments.n = nil
      return host.collect(arguments):apply(function(values)
        return format:format(table.unpack(values, 1, count))
      end)
    end
  end
  return format:format(...)
end

cofre.interpolate = cofre.format

---Messages to whoever runs the script: `cofre.log.info("ready")`.
cofre.log = require "cofre.log"

return resources.namespace(host, "cofre", cofre)
