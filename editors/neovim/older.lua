-- The configuration of `cofre lsp` for Neovim 0.8 to 0.10. Put this file into ~/.config/nvim/plugin/.
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'lua',
  callback = function(event)
    local folder = vim.fs.dirname(vim.api.nvim_buf_get_name(event.buf))
    -- Only projects of Cofre: other Lua stays with your Lua server.
    local found = vim.fs.find('Cofre.yaml', { upward = true, path = folder })[1]
    if found then
      vim.lsp.start({ name = 'cofre', cmd = { 'cofre', 'lsp' }, root_dir = vim.fs.dirname(found) })
    end
  end,
})
