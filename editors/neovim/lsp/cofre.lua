-- The configuration of `cofre lsp` for Neovim 0.11 and later. Put this file into a folder `lsp` of your 'runtimepath'
-- (such as ~/.config/nvim/lsp/), and `vim.lsp.enable('cofre')` into your init.lua.
return {
  cmd = { 'cofre', 'lsp' },
  filetypes = { 'lua' },
  -- Only projects of Cofre: other Lua stays with your Lua server.
  root_dir = function(buffer, start)
    local root = vim.fs.root(buffer, 'Cofre.yaml')
    if root then
      start(root)
    end
  end,
}
