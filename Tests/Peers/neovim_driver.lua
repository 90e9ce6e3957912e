-- Run by test_neovim.py: opens the scripts of a project as a user would, and prints what Neovim then knows, as JSON.
local root, editors, older = arg[1], arg[2], arg[3] == 'older'
if older then
  dofile(editors .. '/older.lua')
else
  vim.opt.runtimepath:prepend(editors)
  vim.lsp.enable('cofre')
end
vim.cmd('filetype on')

local seen = {}

local function ask(client, method, line, column)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(0),
    position = { line = line, character = column },
  }
  local answer = client:request_sync(method, params, 30000, 0)
  return answer and (answer.result or answer.err)
end

vim.cmd.edit(root .. '/stack.lua')
assert(vim.wait(30000, function()
  return #vim.lsp.get_clients({ bufnr = 0, name = 'cofre' }) == 1
end, 5), 'the client did not attach')
local client = vim.lsp.get_clients({ bufnr = 0, name = 'cofre' })[1]
assert(vim.wait(30000, function()
  return client.initialized
end, 5), 'the server did not answer initialize')
seen.encoding = client.offset_encoding
seen.root = client.config.root_dir

vim.wait(30000, function()
  return #vim.diagnostic.get(0) > 0
end, 5)
seen.diagnostics = {}
for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
  table.insert(seen.diagnostics, { line = diagnostic.lnum, code = diagnostic.code, source = diagnostic.source })
end

seen.labels = {}
local list = ask(client, 'textDocument/completion', 3, 2)
for _, item in ipairs(list.items) do
  table.insert(seen.labels, item.label)
end

local hover = ask(client, 'textDocument/hover', 2, 36)
seen.hover = hover and hover.contents and hover.contents.value

-- What a user's keys would do: rename the variable, take the fix that is offered, complete by the omnifunc.
vim.api.nvim_win_set_cursor(0, { 3, 6 })
vim.lsp.buf.rename('database')
seen.renamed = vim.wait(30000, function()
  return vim.api.nvim_buf_get_lines(0, 2, 3, true)[1]:find('local database =', 1, true) ~= nil
end, 5) and vim.api.nvim_buf_get_lines(0, 0, -1, true)

vim.api.nvim_buf_set_lines(0, 3, 4, true, { '  recovery_windw_in_days = 7,' })
vim.wait(30000, function()
  return #vim.diagnostic.get(0) == 2
end, 5)
vim.api.nvim_win_set_cursor(0, { 4, 4 })
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action)
    return action.kind == 'quickfix' and action.isPreferred
  end,
})
vim.wait(30000, function()
  return vim.api.nvim_buf_get_lines(0, 3, 4, true)[1]:find('window', 1, true) ~= nil
end, 5)
seen.mended = vim.api.nvim_buf_get_lines(0, 3, 4, true)[1]

seen.omnifunc = vim.bo.omnifunc

-- Mending the text in the buffer clears the diagnostics.
vim.api.nvim_buf_set_lines(0, 5, 6, true, {})
seen.cleared = vim.wait(30000, function()
  return #vim.diagnostic.get(0) == 0
end, 5)

-- A secret that is typed goes into the settings of the stack, encrypted, when the user takes the action.
vim.api.nvim_buf_set_lines(0, -1, -1, true, {
  'aws.secretsmanager.SecretVersion("apiKey", { secret_id = database.id, secret_string = "hunter2" })',
})
vim.wait(30000, function()
  return #vim.diagnostic.get(0) > 0
end, 5)
vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), 90 })
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action)
    seen.secret_offered = seen.secret_offered or vim.json.encode(action):find('hunter2', 1, true) ~= nil
    return action.title:find('Move the secret', 1, true) ~= nil
  end,
})
vim.wait(30000, function()
  return vim.fn.bufnr('Cofre.dev.yaml') > 0
    and table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n'):find('require_secret', 1, true) ~= nil
end, 5)
seen.without_secret = vim.api.nvim_buf_get_lines(0, 0, -1, true)
vim.cmd('silent wall')

-- The settings of the project go to the same server, other YAML to none.
vim.cmd.edit({ root .. '/Cofre.dev.yaml', bang = true })
vim.api.nvim_buf_set_lines(0, -1, -1, true, { 'backed: x' })
vim.wait(30000, function()
  return #vim.diagnostic.get(0) > 0
end, 5)
seen.settings = { clients = #vim.lsp.get_clients({ bufnr = 0, name = 'cofre' }), codes = {} }
for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
  table.insert(seen.settings.codes, diagnostic.code)
end
vim.cmd.edit({ root .. '/other.yaml', bang = true })
seen.other = #vim.lsp.get_clients({ bufnr = 0 })

client:stop()
seen.stopped = vim.wait(30000, function()
  return client:is_stopped()
end, 5)
io.stdout:write(vim.json.encode(seen), '\n')
os.exit(0)
