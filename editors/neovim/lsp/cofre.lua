-- The configuration of `cofre lsp` for Neovim 0.11 and later. Put this file into a folder `lsp` of your 'runtimepath'
-- (such as ~/.config/nvim/lsp/), and `vim.lsp.enable('cofre')` into your init.lua.
return {
  cmd = { 'cofre', 'lsp' },
  filetypes = { 'lua', 'yaml' },
  root_dir = function(buffer, start)
    -- Of YAML only Cofre.yaml and the settings of its stacks: Cofre.dev.yaml.
    local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
    if vim.bo[buffer].filetype == 'yaml' and name ~= 'Cofre.yaml' and not name:match('^Cofre%..+%.yaml$') then
      return
    end
    -- Only projects of Cofre: other Lua stays with your Lua server.
    local root = vim.fs.root(buffer, 'Cofre.yaml')
    if root then
      start(root)
    end
  end,
}
