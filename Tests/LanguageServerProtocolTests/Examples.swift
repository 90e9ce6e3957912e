/// One message as an editor and a server would exchange it: params, the answer, or both, as JSON text.
struct Example: Sendable, CustomStringConvertible {
  var method: String
  var params: String?
  var result: String?

  init(_ method: String, _ params: String?, _ result: String? = nil) {
    self.method = method
    self.params = params
    self.result = result
  }

  var description: String { method }
}

private let range = #"{"start":{"line":0,"character":0},"end":{"line":3,"character":14}}"#
private let document = #"{"uri":"file:///w/stack.lua"}"#
private let place = #""textDocument":\#(document),"position":{"line":3,"character":14}"#
private let at = #"{\#(place)}"#
private let within = #"{"textDocument":\#(document),"range":\#(range)}"#
private let of = #"{"textDocument":\#(document)}"#
private let location = #"{"uri":"file:///w/stack.lua","range":\#(range)}"#
private let link =
  #"{"originSelectionRange":\#(range),"targetUri":"file:///w/keys.lua","targetRange":\#(range),"targetSelectionRange":\#(range)}"#
private let edit = #"{"range":\#(range),"newText":"enable_key_rotation = true"}"#
private let command = #"{"title":"Preview","command":"cofre.preview","arguments":["dev",null,{"deep":[1.5]}]}"#
private let diagnostic = #"""
  {"range":\#(range),"severity":1,"code":"hard-coded-secret","codeDescription":{"href":"https://example.com/d"},
  "source":"cofre","message":"A secret stands in the script.","tags":[1,2],
  "relatedInformation":[{"location":\#(location),"message":"Used here."}],"data":{"fix":1}}
  """#
private let hierarchyItem = #"""
  {"name":"secret","kind":12,"tags":[1],"detail":"function","uri":"file:///w/keys.lua","range":\#(range),
  "selectionRange":\#(range),"data":7}
  """#
private let fileFilter =
  #"{"filters":[{"scheme":"file","pattern":{"glob":"**/*.lua","matches":"file","options":{"ignoreCase":true}}}]}"#
private let selector = #"[{"language":"lua","scheme":"file"},{"pattern":"**/Cofre*.yaml"},{"notebook":"jupyter"}]"#

let examples: [Example] =
  lifecycleExamples + synchronizationExamples + featureExamples + outlineExamples + workspaceExamples + windowExamples

private let lifecycleExamples = [
  Example(
    "initialize",
    #"""
    {"processId":42,"clientInfo":{"name":"Editor","version":"1.0"},"locale":"pt","rootPath":null,"rootUri":"file:///w",
    "initializationOptions":{"plan":true},"trace":"messages","workDoneToken":"t",
    "workspaceFolders":[{"uri":"file:///w","name":"w"}],
    "capabilities":{"general":{"positionEncodings":["utf-8","utf-16"],"staleRequestSupport":{"cancel":true,"retryOnContentModified":["a"]},
    "regularExpressions":{"engine":"ECMAScript","version":"ES2020"},"markdown":{"parser":"marked","allowedTags":["b"]}},
    "notebookDocument":{"synchronization":{"dynamicRegistration":true}},"experimental":{"any":[]},
    "window":{"workDoneProgress":true,"showMessage":{"messageActionItem":{"additionalPropertiesSupport":true}},"showDocument":{"support":true}},
    "workspace":{"applyEdit":true,"workspaceEdit":{"documentChanges":true,"resourceOperations":["create","rename"],
    "failureHandling":"undo","normalizesLineEndings":true,"changeAnnotationSupport":{"groupsOnLabel":true},"snippetEditSupport":true},
    "symbol":{"symbolKind":{"valueSet":[1,2,26]},"tagSupport":{"valueSet":[1]},"resolveSupport":{"properties":["location.range"]}},
    "didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":true},"fileOperations":{"willRename":true},
    "configuration":true,"workspaceFolders":true,"semanticTokens":{"refreshSupport":true},"diagnostics":{"refreshSupport":true}},
    "textDocument":{"synchronization":{"willSave":true,"didSave":true},"completion":{"contextSupport":true,
    "completionItem":{"snippetSupport":true,"documentationFormat":["markdown","plaintext"],"insertReplaceSupport":true,
    "resolveSupport":{"properties":["documentation"]},"insertTextModeSupport":{"valueSet":[1,2]},"labelDetailsSupport":true},
    "completionItemKind":{"valueSet":[1,25]},"completionList":{"itemDefaults":["editRange"]},"insertTextMode":2},
    "hover":{"contentFormat":["markdown"]},"signatureHelp":{"signatureInformation":{"parameterInformation":{"labelOffsetSupport":true},
    "activeParameterSupport":true}},"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["","quickfix"]}},
    "resolveSupport":{"properties":["edit"]},"dataSupport":true},"rename":{"prepareSupport":true,"prepareSupportDefaultBehavior":1},
    "publishDiagnostics":{"relatedInformation":true,"tagSupport":{"valueSet":[1,2]},"codeDescriptionSupport":true},
    "foldingRange":{"rangeLimit":5000,"lineFoldingOnly":true,"foldingRangeKind":{"valueSet":["comment"]}},
    "semanticTokens":{"requests":{"range":true,"full":{"delta":true}},"tokenTypes":["type"],"tokenModifiers":[],"formats":["relative"]},
    "inlayHint":{"resolveSupport":{"properties":["tooltip"]}},"diagnostic":{"relatedDocumentSupport":true},"moniker":{}}}}
    """#,
    #"""
    {"capabilities":{"positionEncoding":"utf-8","textDocumentSync":{"openClose":true,"change":2,"save":{"includeText":false}},
    "completionProvider":{"triggerCharacters":[".","\""],"resolveProvider":true,"completionItem":{"labelDetailsSupport":true}},
    "hoverProvider":true,"signatureHelpProvider":{"triggerCharacters":["("],"retriggerCharacters":[","]},
    "declarationProvider":{"workDoneProgress":true},"definitionProvider":true,"typeDefinitionProvider":{"id":"1","documentSelector":null},
    "implementationProvider":false,"referencesProvider":{"workDoneProgress":true},"documentHighlightProvider":true,
    "documentSymbolProvider":{"label":"Resources"},"codeActionProvider":{"codeActionKinds":["quickfix"],"resolveProvider":true},
    "codeLensProvider":{"resolveProvider":true},"documentLinkProvider":{"resolveProvider":false},"colorProvider":true,
    "workspaceSymbolProvider":{"resolveProvider":true},"documentFormattingProvider":true,
    "documentRangeFormattingProvider":{"rangesSupport":true},"documentOnTypeFormattingProvider":{"firstTriggerCharacter":"\n"},
    "renameProvider":{"prepareProvider":true},"foldingRangeProvider":true,"selectionRangeProvider":true,
    "executeCommandProvider":{"commands":["cofre.preview"]},"callHierarchyProvider":true,"linkedEditingRangeProvider":true,
    "semanticTokensProvider":{"legend":{"tokenTypes":["type"],"tokenModifiers":["deprecated"]},"range":true,"full":{"delta":true}},
    "typeHierarchyProvider":true,"inlineValueProvider":true,"inlayHintProvider":{"resolveProvider":true},
    "diagnosticProvider":{"identifier":"cofre","interFileDependencies":true,"workspaceDiagnostics":true},
    "workspace":{"workspaceFolders":{"supported":true,"changeNotifications":"id"},
    "fileOperations":{"willRename":\#(fileFilter)},"textDocumentContent":{"schemes":["cofre-plan"]}},"experimental":{"plan":true}},
    "serverInfo":{"name":"cofre","version":"0.1.0"}}
    """#),
  Example("initialized", #"{"of":"a later version"}"#),
  Example("shutdown", "null", "null"),
  Example("exit", "null"),
  Example("$/cancelRequest", #"{"id":"q1"}"#),
  Example("$/setTrace", #"{"value":"verbose"}"#),
  Example("$/logTrace", #"{"message":"m","verbose":"v"}"#),
  Example(
    "client/registerCapability",
    #"""
    {"registrations":[{"id":"w","method":"workspace/didChangeWatchedFiles",
    "registerOptions":{"watchers":[{"globPattern":"**/*.lua","kind":7}]}}]}
    """#, "null"),
  Example(
    "client/unregisterCapability", #"{"unregisterations":[{"id":"w","method":"workspace/didChangeWatchedFiles"}]}"#,
    "null"),
  Example("$/progress", #"{"token":7,"value":{"kind":"begin","title":"Preview","percentage":0}}"#),
]

private let synchronizationExamples = [
  Example(
    "textDocument/didOpen",
    #"{"textDocument":{"uri":"file:///w/a%20b.lua","languageId":"lua","version":1,"text":"local s = \"😀\"\n\tprint(s)\u0000"}}"#
  ),
  Example(
    "textDocument/didChange",
    #"{"textDocument":{"uri":"untitled:1","version":2},"contentChanges":[{"range":\#(range),"rangeLength":4,"text":"x"},{"text":""}]}"#
  ),
  Example("textDocument/didClose", of),
  Example("textDocument/didSave", #"{"textDocument":\#(document),"text":"return 1\n"}"#),
  Example("textDocument/willSave", #"{"textDocument":\#(document),"reason":2}"#),
  Example("textDocument/willSaveWaitUntil", #"{"textDocument":\#(document),"reason":1}"#, "[\(edit)]"),
]

private let featureExamples = [
  Example(
    "textDocument/completion",
    #"{\#(place),"context":{"triggerKind":2,"triggerCharacter":"."},"partialResultToken":"p"}"#,
    #"""
    {"isIncomplete":false,"itemDefaults":{"commitCharacters":[","],"editRange":{"insert":\#(range),"replace":\#(range)},
    "insertTextFormat":2,"data":{"d":null}},"applyKind":{"commitCharacters":1,"data":2},
    "items":[{"label":"description","labelDetails":{"detail":" = string","description":"aws.kms.Key"},"kind":10,"tags":[1],
    "detail":"string","documentation":{"kind":"markdown","value":"What it is for."},"preselect":true,"sortText":"0001",
    "filterText":"description","insertText":"description = \"$1\"","insertTextMode":2,
    "textEdit":{"newText":"d","insert":\#(range),"replace":\#(range)},"additionalTextEdits":[\#(edit)],"command":\#(command),
    "data":[1,"a"]},{"label":"tags","kind":99,"documentation":"plain","textEdit":\#(edit)}]}
    """#),
  Example("textDocument/completion", at, #"[{"label":"end","kind":14}]"#),
  Example(
    "completionItem/resolve", #"{"label":"tags","data":1}"#, #"{"label":"tags","documentation":"Labels.","data":1}"#),
  Example("textDocument/hover", at, #"{"contents":{"kind":"markdown","value":"`x`"},"range":\#(range)}"#),
  Example("textDocument/hover", at, #"{"contents":["a",{"language":"lua","value":"b"}]}"#),
  Example(
    "textDocument/signatureHelp",
    #"{\#(place),"context":{"triggerKind":3,"isRetrigger":true,"activeSignatureHelp":{"signatures":[],"activeParameter":null}}}"#,
    #"""
    {"signatures":[{"label":"secret(name, value)","documentation":"Makes one.","parameters":[{"label":[7,11]},{"label":"value"}],
    "activeParameter":null}],"activeSignature":0,"activeParameter":1}
    """#),
  Example("textDocument/declaration", at, location),
  Example("textDocument/definition", at, "[\(location),\(location)]"),
  Example("textDocument/definition", at, "[\(link)]"),
  Example("textDocument/typeDefinition", at, "[]"),
  Example("textDocument/implementation", at, "null"),
  Example("textDocument/references", #"{\#(place),"context":{"includeDeclaration":true}}"#, "[\(location)]"),
  Example("textDocument/documentHighlight", at, #"[{"range":\#(range),"kind":3},{"range":\#(range)}]"#),
  Example(
    "textDocument/codeAction",
    #"{"textDocument":\#(document),"range":\#(range),"context":{"diagnostics":[\#(diagnostic)],"only":["quickfix"],"triggerKind":1}}"#,
    #"""
    [\#(command),{"title":"Move to config","kind":"quickfix","diagnostics":[\#(diagnostic)],"isPreferred":true,
    "disabled":{"reason":"No stack is chosen."},"edit":{"documentChanges":[
    {"textDocument":{"uri":"file:///w/stack.lua","version":null},"edits":[\#(edit),
    {"range":\#(range),"newText":"","annotationId":"a"},{"range":\#(range),"snippet":{"kind":"snippet","value":"$0"}}]},
    {"kind":"create","uri":"file:///w/Cofre.dev.yaml","options":{"overwrite":false,"ignoreIfExists":true}},
    {"kind":"rename","oldUri":"file:///a","newUri":"file:///b"},
    {"kind":"delete","uri":"file:///c","options":{"recursive":true},"annotationId":"a"}],
    "changeAnnotations":{"a":{"label":"Secrets","needsConfirmation":true}}},"command":\#(command),"data":{"n":1}}]
    """#),
  Example(
    "codeAction/resolve", #"{"title":"Fill","data":7}"#,
    #"{"title":"Fill","edit":{"changes":{"file:///w/stack.lua":[\#(edit)]}}}"#),
  Example("textDocument/codeLens", of, #"[{"range":\#(range),"command":\#(command)},{"range":\#(range),"data":null}]"#),
  Example("codeLens/resolve", #"{"range":\#(range),"data":3}"#, #"{"range":\#(range),"command":\#(command)}"#),
  Example("workspace/codeLens/refresh", "null", "null"),
  Example(
    "textDocument/inlayHint", within,
    #"""
    [{"position":{"line":1,"character":2},"label":"+ create","kind":1,"textEdits":[\#(edit)],"tooltip":"t","paddingLeft":true},
    {"position":{"line":1,"character":2},"label":[{"value":"arn","tooltip":{"kind":"markdown","value":"x"},
    "location":\#(location),"command":\#(command)}],"data":1}]
    """#),
  Example(
    "inlayHint/resolve", #"{"position":{"line":1,"character":2},"label":"a"}"#,
    #"{"position":{"line":1,"character":2},"label":"a","tooltip":"b"}"#),
  Example("workspace/inlayHint/refresh", "null", "null"),
  Example(
    "textDocument/inlineValue",
    #"{"textDocument":\#(document),"range":\#(range),"context":{"frameId":1,"stoppedLocation":\#(range)}}"#,
    #"""
    [{"range":\#(range),"text":"x = 1"},{"range":\#(range),"variableName":"x","caseSensitiveLookup":true},
    {"range":\#(range),"expression":"x.y"}]
    """#),
  Example("workspace/inlineValue/refresh", "null", "null"),
  Example("textDocument/semanticTokens/full", of, #"{"resultId":"1","data":[0,0,5,1,0]}"#),
  Example(
    "textDocument/semanticTokens/full/delta", #"{"textDocument":\#(document),"previousResultId":"1"}"#,
    #"{"resultId":"2","edits":[{"start":0,"deleteCount":5,"data":[1]},{"start":9,"deleteCount":1}]}"#),
  Example(
    "textDocument/semanticTokens/full/delta", #"{"textDocument":\#(document),"previousResultId":"1"}"#, #"{"data":[]}"#),
  Example("textDocument/semanticTokens/range", within, #"{"data":[0,0,5,1,0]}"#),
  Example("workspace/semanticTokens/refresh", "null", "null"),
  Example("textDocument/prepareRename", at, #"{"range":\#(range),"placeholder":"key"}"#),
  Example("textDocument/prepareRename", at, range),
  Example(
    "textDocument/rename", #"{\#(place),"newName":"signing"}"#, #"{"changes":{"file:///a":[],"file:///b":[\#(edit)]}}"#),
  Example("textDocument/linkedEditingRange", at, #"{"ranges":[\#(range)],"wordPattern":"\\w+"}"#),
  Example(
    "textDocument/formatting",
    #"{"textDocument":\#(document),"options":{"tabSize":2,"insertSpaces":true,"trimTrailingWhitespace":true}}"#,
    "[\(edit)]"),
  Example(
    "textDocument/rangeFormatting",
    #"{"textDocument":\#(document),"range":\#(range),"options":{"tabSize":4,"insertSpaces":false}}"#, "null"),
  Example(
    "textDocument/rangesFormatting",
    #"{"textDocument":\#(document),"ranges":[\#(range)],"options":{"tabSize":4,"insertSpaces":false}}"#, "[]"),
  Example(
    "textDocument/onTypeFormatting", #"{\#(place),"ch":"\n","options":{"tabSize":4,"insertSpaces":false}}"#, "[]"),
  Example(
    "textDocument/publishDiagnostics", #"{"uri":"file:///w/stack.lua","version":3,"diagnostics":[\#(diagnostic)]}"#),
  Example(
    "textDocument/diagnostic", #"{"textDocument":\#(document),"identifier":"cofre","previousResultId":"1"}"#,
    #"""
    {"kind":"full","resultId":"2","items":[\#(diagnostic)],"relatedDocuments":{"file:///b":{"kind":"unchanged","resultId":"9"},
    "file:///c":{"kind":"full","items":[]}}}
    """#),
  Example("textDocument/diagnostic", of, #"{"kind":"unchanged","resultId":"2"}"#),
  Example("textDocument/documentColor", of, #"[{"range":\#(range),"color":{"red":0.5,"green":0,"blue":1,"alpha":1}}]"#),
  Example(
    "textDocument/colorPresentation",
    #"{"textDocument":\#(document),"range":\#(range),"color":{"red":0.5,"green":0,"blue":1,"alpha":1}}"#,
    #"[{"label":"rgb(128, 0, 255)","textEdit":\#(edit)}]"#),
]

private let outlineExamples = [
  Example(
    "textDocument/documentSymbol", of,
    #"""
    [{"name":"signing","detail":"aws.kms.Key","kind":19,"tags":[1],"range":\#(range),"selectionRange":\#(range),
    "children":[{"name":"replica","kind":19,"range":\#(range),"selectionRange":\#(range)}]}]
    """#),
  Example(
    "textDocument/documentSymbol", of, #"[{"name":"signing","kind":19,"location":\#(location),"containerName":"dev"}]"#),
  Example(
    "workspace/symbol", #"{"query":"sign"}"#,
    #"[{"name":"signing","kind":19,"location":{"uri":"file:///w/stack.lua"},"data":1}]"#),
  Example(
    "workspaceSymbol/resolve", #"{"name":"signing","kind":19,"location":{"uri":"file:///w/stack.lua"}}"#,
    #"{"name":"signing","kind":19,"location":\#(location)}"#),
  Example(
    "textDocument/foldingRange", of,
    #"[{"startLine":1,"startCharacter":2,"endLine":9,"kind":"region","collapsedText":"…"}]"#),
  Example("workspace/foldingRange/refresh", "null", "null"),
  Example(
    "textDocument/selectionRange", #"{"textDocument":\#(document),"positions":[{"line":1,"character":2}]}"#,
    #"[{"range":\#(range),"parent":{"range":\#(range),"parent":{"range":\#(range)}}}]"#),
  Example(
    "textDocument/documentLink", of,
    #"[{"range":\#(range),"target":"https://example.com","tooltip":"t"},{"range":\#(range),"data":1}]"#),
  Example(
    "documentLink/resolve", #"{"range":\#(range),"data":1}"#, #"{"range":\#(range),"target":"https://example.com"}"#),
  Example("textDocument/prepareCallHierarchy", at, "[\(hierarchyItem)]"),
  Example(
    "callHierarchy/incomingCalls", #"{"item":\#(hierarchyItem)}"#,
    #"[{"from":\#(hierarchyItem),"fromRanges":[\#(range)]}]"#),
  Example(
    "callHierarchy/outgoingCalls", #"{"item":\#(hierarchyItem)}"#, #"[{"to":\#(hierarchyItem),"fromRanges":[]}]"#),
  Example("textDocument/prepareTypeHierarchy", at, "[\(hierarchyItem)]"),
  Example("typeHierarchy/supertypes", #"{"item":\#(hierarchyItem)}"#, "null"),
  Example("typeHierarchy/subtypes", #"{"item":\#(hierarchyItem)}"#, "[\(hierarchyItem)]"),
]

private let workspaceExamples = [
  Example(
    "workspace/configuration", #"{"items":[{"scopeUri":"file:///w","section":"cofre"},{}]}"#, #"[{"plan":false},null]"#),
  Example("workspace/didChangeConfiguration", #"{"settings":{"cofre":{"plan":null}}}"#),
  Example("workspace/didChangeConfiguration", #"{"settings":null}"#),
  Example("workspace/workspaceFolders", "null", #"[{"uri":"file:///w","name":"w"}]"#),
  Example("workspace/didChangeWorkspaceFolders", #"{"event":{"added":[{"uri":"file:///w","name":"w"}],"removed":[]}}"#),
  Example("workspace/didChangeWatchedFiles", #"{"changes":[{"uri":"file:///w/Cofre.yaml","type":2}]}"#),
  Example(
    "workspace/executeCommand", #"{"command":"cofre.preview","arguments":[{"a":null}],"workDoneToken":1}"#,
    #"{"any":[1]}"#),
  Example(
    "workspace/applyEdit", #"{"label":"Rename","edit":{"changes":{}},"metadata":{"isRefactoring":true}}"#,
    #"{"applied":false,"failureReason":"changed","failedChange":0}"#),
  Example(
    "workspace/diagnostic", #"{"identifier":"cofre","previousResultIds":[{"uri":"file:///a","value":"1"}]}"#,
    #"""
    {"items":[{"kind":"full","uri":"file:///a","version":null,"items":[],"resultId":"1"},
    {"kind":"unchanged","uri":"file:///b","version":4,"resultId":"2"}]}
    """#),
  Example("workspace/diagnostic/refresh", "null", "null"),
  Example("workspace/textDocumentContent", #"{"uri":"cofre-plan:dev"}"#, #"{"text":"+ create"}"#),
  Example("workspace/textDocumentContent/refresh", #"{"uri":"cofre-plan:dev"}"#, "null"),
  Example("workspace/willCreateFiles", #"{"files":[{"uri":"file:///a.lua"}]}"#, "null"),
  Example(
    "workspace/willRenameFiles", #"{"files":[{"oldUri":"file:///a.lua","newUri":"file:///b.lua"}]}"#,
    #"{"changes":{"file:///c.lua":[\#(edit)]}}"#),
  Example("workspace/willDeleteFiles", #"{"files":[{"uri":"file:///a.lua"}]}"#, "null"),
  Example("workspace/didCreateFiles", #"{"files":[{"uri":"file:///a.lua"}]}"#),
  Example("workspace/didRenameFiles", #"{"files":[{"oldUri":"file:///a.lua","newUri":"file:///b.lua"}]}"#),
  Example("workspace/didDeleteFiles", #"{"files":[]}"#),
]

private let windowExamples = [
  Example("window/showMessage", #"{"type":3,"message":"Ready."}"#),
  Example(
    "window/showMessageRequest", #"{"type":2,"message":"Go on?","actions":[{"title":"Yes"}]}"#, #"{"title":"Yes"}"#),
  Example(
    "window/showDocument", #"{"uri":"https://example.com","external":true,"takeFocus":false,"selection":\#(range)}"#,
    #"{"success":true}"#),
  Example("window/logMessage", #"{"type":4,"message":"m"}"#),
  Example("window/workDoneProgress/create", #"{"token":"t"}"#, "null"),
  Example("window/workDoneProgress/cancel", #"{"token":7}"#),
  Example("telemetry/event", #"[1,{"a":null}]"#),
]
