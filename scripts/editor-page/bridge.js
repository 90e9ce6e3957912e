// Gives Monaco what the language server says: `ask`, `tell` and `diagnostics` are functions of the driver.
async ({ uri, text }) => {
  const monaco = window.qtmonaco.monaco;
  const languages = monaco.languages;
  const document = { uri };
  const position = (place) => ({ line: place.lineNumber - 1, character: place.column - 1 });
  const range = (r) => ({
    startLineNumber: r.start.line + 1, startColumn: r.start.character + 1,
    endLineNumber: r.end.line + 1, endColumn: r.end.character + 1,
  });
  const everything = (model) => ({
    start: { line: 0, character: 0 }, end: { line: model.getLineCount(), character: 0 },
  });
  const markdown = (value) => (value ? { value: value.value ?? value } : undefined);

  for (const old of monaco.editor.getEditors()) old.getDomNode().style.display = "none";
  const place = window.document.createElement("div");
  place.style.cssText = "position: fixed; inset: 0 0 58px; z-index: 9";
  const problems = window.document.createElement("div");
  problems.style.cssText = `position: fixed; inset: auto 0 0; height: 42px; padding: 8px 16px; z-index: 9;
    background: #181818; color: #ccc; border-top: 1px solid #333; font: 14px/21px sans-serif; overflow: hidden`;
  window.document.body.append(place, problems);
  const model = monaco.editor.createModel(text, "lua", monaco.Uri.parse(uri));
  window.shown = monaco.editor.create(place, {
    model, theme: "vs-dark", fontSize: 15, minimap: { enabled: false }, inlayHints: { enabled: "on" },
    scrollBeyondLastLine: false, automaticLayout: true, lineNumbersMinChars: 3, wordBasedSuggestions: "off",
    suggest: { showStatusBar: false, preview: false }, "semanticHighlighting.enabled": true, renderLineHighlight: "none",
    fixedOverflowWidgets: true, overviewRulerLanes: 0,
  });

  let version = 1;
  const changed = new monaco.Emitter();
  model.onDidChangeContent(async () => {
    await window.tell("textDocument/didChange", {
      textDocument: { uri, version: ++version }, contentChanges: [{ text: model.getValue() }],
    });
  });

  languages.registerCompletionItemProvider("lua", {
    triggerCharacters: ["."],
    async provideCompletionItems(_, at) {
      const list = await window.ask("textDocument/completion", { textDocument: document, position: position(at) });
      const word = model.getWordUntilPosition(at);
      return {
        suggestions: (list.items ?? list ?? []).map((item) => ({
          label: { label: item.label, detail: item.labelDetails?.detail, description: item.labelDetails?.description },
          // The protocol counts kinds from 1, and in another order.
          kind: languages.CompletionItemKind[{ 5: "Field", 10: "Property", 6: "Variable", 3: "Function" }[item.kind] ?? "Value"],
          detail: item.detail, documentation: markdown(item.documentation), sortText: item.sortText,
          filterText: item.filterText, insertText: item.textEdit?.newText ?? item.insertText ?? item.label,
          insertTextRules: item.insertTextFormat === 2 ? 4 : 0, source: item,
          range: item.textEdit?.range ? range(item.textEdit.range) : {
            startLineNumber: at.lineNumber, endLineNumber: at.lineNumber,
            startColumn: word.startColumn, endColumn: word.endColumn,
          },
        })),
      };
    },
    async resolveCompletionItem(item) {
      const resolved = await window.ask("completionItem/resolve", item.source);
      return { ...item, detail: resolved.detail, documentation: markdown(resolved.documentation) };
    },
  });
  languages.registerInlayHintsProvider("lua", {
    onDidChangeInlayHints: changed.event,
    async provideInlayHints(hinted) {
      const found = await window.ask("textDocument/inlayHint", { textDocument: document, range: everything(hinted) });
      return {
        hints: (found ?? []).map((hint) => ({
          position: { lineNumber: hint.position.line + 1, column: hint.position.character + 1 },
          label: typeof hint.label === "string" ? hint.label : hint.label.map((part) => part.value).join(""),
          paddingLeft: hint.paddingLeft, paddingRight: hint.paddingRight, kind: hint.kind,
        })),
        dispose() {},
      };
    },
  });
  setTimeout(() => changed.fire(), 1200);
  const shown = await window.diagnostics();
  monaco.editor.setModelMarkers(model, "cofre", shown.map((d) => ({
    ...range(d.range), message: d.message, code: d.code,
    severity: [0, 8, 4, 2, 1][d.severity ?? 1],
  })));
  problems.append(...shown.map((d) => {
    const line = window.document.createElement("div");
    line.textContent = `${d.severity === 1 ? "✕" : "⚠"}  ${d.message.split("\n")[0]}  ${d.source}(${d.code})  [${d.range.start.line + 1}, ${d.range.start.character + 1}]`;
    return line;
  }));
};
