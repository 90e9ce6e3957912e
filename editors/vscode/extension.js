// Starts `cofre lsp` for stack scripts. Everything that it knows, the server knows.
"use strict";

const path = require("path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The running client; undefined before it is activated and after it is deactivated. */
let client;

/** What the server calls this editor's way of showing places; its own commands are registered by the client. */
const REFERENCES = "cofre.showReferences";

async function activate(context) {
  const register = (name, run) => context.subscriptions.push(vscode.commands.registerCommand(name, run));
  register("cofre.restart", restart);
  register("cofre.showOutput", () => client?.outputChannel.show());
  register("cofre.preview", preview);
  register(REFERENCES, showReferences);
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("cofre.path")) return restart();
    }),
  );
  await start();
}

function deactivate() {
  return client?.stop();
}

/** The program that the settings name. */
function program() {
  return vscode.workspace.getConfiguration("cofre").get("path") || "cofre";
}

async function start() {
  client = new LanguageClient(
    "cofre",
    "Cofre",
    { command: program(), args: ["lsp"] },
    {
      documentSelector: [
        { scheme: "file", language: "lua" },
        { scheme: "file", pattern: "**/Cofre{,.*}.yaml" },
      ],
      // Sent with initialize, and again when one of them changes.
      initializationOptions: vscode.workspace.getConfiguration("cofre"),
      synchronize: { configurationSection: "cofre" },
    },
  );
  client.registerFeature({
    fillClientCapabilities: (capabilities) => {
      capabilities.experimental = { ...capabilities.experimental, commands: [REFERENCES] };
    },
    initialize: () => {},
    getState: () => ({ kind: "static" }),
    clear: () => {},
  });
  try {
    await client.start();
  } catch (error) {
    const setting = "Open Settings";
    const chosen = await vscode.window.showErrorMessage(
      `Cofre: '${program()} lsp' did not start: ${error.message}. Is cofre on the PATH of the editor?`,
      setting,
    );
    if (chosen === setting) vscode.commands.executeCommand("workbench.action.openSettings", "cofre.path");
  }
}

function showReferences(uri, position, places) {
  const convert = client.protocol2CodeConverter;
  return vscode.commands.executeCommand(
    "editor.action.showReferences",
    vscode.Uri.parse(uri),
    convert.asPosition(position),
    places.map((place) => convert.asLocation(place)),
  );
}

async function restart() {
  // A client whose server did not start has nothing to stop, and says so by an error.
  await client?.dispose().catch(() => {});
  await start();
}

/** Runs `cofre preview` for the project of the script that is open, as a task: in a terminal that stays. */
async function preview() {
  const document = vscode.window.activeTextEditor?.document;
  const isFile = document?.uri.scheme === "file";
  const folder = isFile
    ? vscode.workspace.getWorkspaceFolder(document.uri)
    : vscode.workspace.workspaceFolders?.[0];
  const cwd = isFile ? path.dirname(document.uri.fsPath) : folder?.uri.fsPath;
  if (!cwd) return vscode.window.showInformationMessage("Cofre: open a stack script first.");
  await vscode.workspace.saveAll(false);
  const task = new vscode.Task(
    { type: "cofre", command: "preview" },
    folder ?? vscode.TaskScope.Workspace,
    "preview",
    "cofre",
    new vscode.ProcessExecution(program(), ["preview"], { cwd }),
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
  return vscode.tasks.executeTask(task);
}

module.exports = { activate, deactivate };
