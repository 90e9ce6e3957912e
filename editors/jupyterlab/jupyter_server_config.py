# Cofre's language server for JupyterLab, through jupyterlab-lsp. Put this into ~/.jupyter/jupyter_server_config.py, or
# add the entry to the one that is there.
c = get_config()  # noqa: F821

c.LanguageServerManager.language_servers = {
    "cofre": {
        "version": 2,
        "argv": ["cofre", "lsp"],
        "languages": ["lua", "yaml"],
        "mime_types": ["text/x-lua", "text/x-yaml"],
        "display_name": "Cofre",
    },
}
