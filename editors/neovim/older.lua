-- The configuration of `cofre lsp` for Neovim 0.8 to 0.10. Put this file into ~/.config/nvim/plugin/.
vim.api.nvim_create_autocmd('FileType', {
  pattern = { 'lua', 'yaml' },
  callback = function(event)
    local path = vim.api.nvim_buf_get_name(event.buf)
    -- Of YAML only Cofre.yaml and the settings of its stacks: Cofre.dev.yaml.
    local name = vim.fs.basename(path)
    if event.match == 'yaml' and name ~= 'Cofre.yaml' and not name:match('^Cofre%..+%.yaml$') then
      return
    end
    -- Only projects of Cofre: other Lua stays with your Lua server.
    local found = vim.fs.find('Cofre.yaml', { upward = true, path = vim.fs.dirname(path) })[1]
    if found then
      vim.lsp.start({ name = 'cofre', cmd = { 'cofre', 'lsp' }, root_dir = vim.fs.dirname(found) })
    end
  end,
})
