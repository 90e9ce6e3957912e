// Run by test_vscode.py: gives editors/vscode/extension.js an editor to run in, with its real server behind the client,
// and prints what the extension then did, as JSON.
"use strict";

const Module = require("module");
const { spawn } = require("child_process");
const path = require("path");

const [extension, folder, program] = process.argv.slice(2);
const seen = { commands: [], clients: [], messages: [], tasks: [], opened: [] };
const commands = new Map();
const settings = { path: program, plan: true, silence: [], log: false, "trace.server": "off" };
const changes = [];

const uri = (fsPath) => ({ scheme: "file", fsPath });
const vscode = {
  commands: {
    registerCommand(name, run) {
      commands.set(name, run);
      seen.commands.push(name);
      return { dispose() {} };
    },
    executeCommand: (name, ...rest) => seen.opened.push([name, ...rest]),
  },
  workspace: {
    getConfiguration: (section) => ({ ...settings, get: (name) => settings[name], section }),
    onDidChangeConfiguration: (run) => (changes.push(run), { dispose() {} }),
    workspaceFolders: [{ uri: uri(folder) }],
    getWorkspaceFolder: () => vscode.workspace.workspaceFolders[0],
    saveAll: async () => true,
  },
  window: {
    activeTextEditor: { document: { uri: uri(path.join(folder, "stack.lua")) } },
    showErrorMessage: async (text, ...choices) => (seen.messages.push(text), choices[0]),
    showInformationMessage: async (text) => void seen.messages.push(text),
  },
  tasks: { executeTask: async (task) => void seen.tasks.push(task) },
  Task: class {
    constructor(definition, scope, name, source, execution) {
      Object.assign(this, { definition, name, source, execution });
    }
  },
  ProcessExecution: class {
    constructor(process, args, options) {
      Object.assign(this, { process, args, options });
    }
  },
  TaskScope: { Workspace: 2 },
  TaskRevealKind: { Always: 1 },
};

/** As much of vscode-languageclient as starts the server, asks it what it can do, and stops it. */
class LanguageClient {
  constructor(id, name, server, options) {
    this.record = { id, server, selector: options.documentSelector, section: options.synchronize.configurationSection };
    this.options = options;
    this.outputChannel = { show: () => (seen.shown = true) };
    seen.clients.push(this.record);
  }

  registerFeature(feature) {
    this.capabilities = {};
    feature.fillClientCapabilities(this.capabilities);
    this.record.experimental = this.capabilities.experimental;
  }

  async start() {
    const { command, args } = this.record.server;
    this.process = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
    await new Promise((done, failed) => this.process.once("spawn", done).once("error", failed));
    const answer = await this.ask(1, "initialize", {
      processId: process.pid, rootUri: `file://${folder}`, capabilities: {},
      initializationOptions: JSON.parse(JSON.stringify(this.options.initializationOptions)),
    });
    this.record.completes = answer.result.capabilities.completionProvider !== undefined;
  }

  ask(id, method, params) {
    const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    return new Promise((done) => {
      let text = Buffer.alloc(0);
      const take = (chunk) => {
        text = Buffer.concat([text, chunk]);
        const start = text.indexOf("\r\n\r\n") + 4;
        const length = Number(/Content-Length: (\d+)/i.exec(text)?.[1]);
        if (start < 4 || text.length < start + length) return;
        this.process.stdout.off("data", take);
        done(JSON.parse(text.subarray(start, start + length)));
      };
      this.process.stdout.on("data", take);
    });
  }

  async dispose() {
    if (!this.process?.pid) throw new Error("Client is not running");
    const ended = new Promise((done) => this.process.once("exit", done));
    await this.ask(2, "shutdown");
    const body = JSON.stringify({ jsonrpc: "2.0", method: "exit" });
    this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    this.record.exit = await ended;
  }

  stop() {
    return this.dispose();
  }
}

const load = Module._load;
Module._load = (name, ...rest) => {
  if (name === "vscode") return vscode;
  if (name === "vscode-languageclient/node") return { LanguageClient };
  return load(name, ...rest);
};

(async () => {
  const { activate, deactivate } = require(extension);
  const context = { subscriptions: [] };
  await activate(context);
  seen.subscriptions = context.subscriptions.length;
  for (const name of ["cofre.showOutput", "cofre.preview", "cofre.restart"]) await commands.get(name)();
  settings.path = path.join(folder, "nothing-here");
  for (const change of changes) await change({ affectsConfiguration: (name) => name === "cofre.path" });
  settings.path = program;
  for (const change of changes) await change({ affectsConfiguration: (name) => name === "cofre.path" });
  await deactivate();
  process.stdout.write(JSON.stringify(seen));
})();
