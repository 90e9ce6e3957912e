import CofreAnalysis
import CofreCatalog
import CofreLanguageServer
import CofreSchema
import CofreStdlib
import Foundation
import Testing

@testable import CofreCLI

@Suite struct EditorLibraryTests {
  private let cache = FileManager.default.temporaryDirectory.appendingPathComponent("cofre-\(UUID().uuidString)").path

  private func library() -> EditorLibrary {
    EditorLibrary(environment: ["XDG_CACHE_HOME": cache, "HOME": "/nowhere"], version: "1")
  }

  private func mode(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test func theProgramHoldsTheFilesAsTheyStandInTheFolder() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("stdlib/library")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".lua") }
    var files = EditorLibrary.files
    files["lua.lua"] = nil
    #expect(Set(names) == Set(files.keys))
    for name in names {
      let bytes = try Array(Data(contentsOf: folder.appendingPathComponent(name)))
      #expect(files[name] == bytes, "\(name) differs from the one in the program: build again")
    }
  }

  @Test func theyAreWrittenWhenTheyAreAskedFor() async throws {
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let library = library()
    #expect(!FileManager.default.fileExists(atPath: cache))
    #expect(await library.file(of: "keys") == nil)
    #expect(await library.file(of: "cofre.nothing") == nil)
    #expect(!FileManager.default.fileExists(atPath: cache))
    let place = try #require(await library.file(of: "cofre.aws"))
    #expect(place.path == "\(cache)/cofre/1/library/cofre/aws.lua")
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: place.path))) == place.bytes)
    #expect(try mode(place.path) == 0o400)
    #expect(try mode("\(cache)/cofre/1/library") == 0o700)
    #expect(FileManager.default.fileExists(atPath: "\(cache)/cofre/1/library/lua.lua"))
  }

  @Test func manyMayAskAtOnce() async throws {
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let library = library()
    let places = await withTaskGroup(of: DefinitionPlace?.self) { group in
      for _ in 0..<16 { group.addTask { await library.file(of: "cofre.azure") } }
      return await group.reduce(into: [DefinitionPlace?]()) { $0.append($1) }
    }
    let first = try #require(places[0])
    #expect(places.allSatisfy { $0 == first })
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: first.path))) == first.bytes)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: cache).allSatisfy { !$0.hasSuffix(".tmp") })
  }

  @Test func whatSomebodyHasChangedIsWrittenAnew() async throws {
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let library = library()
    let place = try #require(await library.file(of: "cofre"))
    chmod(place.path, 0o600)
    try Data("print(1)".utf8).write(to: URL(fileURLWithPath: place.path))
    #expect(await library.file(of: "cofre") == place)
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: place.path))) == place.bytes)
    #expect(try mode(place.path) == 0o400)
  }

  @Test func pagesOfDiagnosticsAreFilesAsWell() async throws {
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let rule = try #require(RuleList.page(for: "hard-coded-secret"))
    let place = try #require(await library().page(of: rule))
    #expect(place.path == "\(cache)/cofre/1/diagnostics/hard-coded-secret.md")
    #expect(
      String(decoding: place.bytes, as: UTF8.self).hasPrefix("# hard-coded-secret\n\nSecret in the script (warning).\n")
    )
    #expect(try mode(place.path) == 0o400)
  }

  @Test func aFolderThatOthersWriteIsNotUsed() async throws {
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let folder = "\(cache)/cofre/1/library"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    chmod(folder, 0o777)
    #expect(await library().file(of: "cofre") == nil)
    #expect(EditorLibrary(environment: ["XDG_CACHE_HOME": "relative"], version: "1").folder == nil)
    #expect(EditorLibrary(environment: ["HOME": "/home/a"], version: "1").folder == "/home/a/.cache/cofre/1/library")
  }

  // MARK: - Everything has its place

  private static let definitions = EditorLibrary.files.mapValues { DefinitionFile(ScriptText($0)) }

  /// What stands where a script's place leads.
  private func found(_ script: String, at offset: Int, _ question: DefinitionQuestion = .definition) -> String? {
    let analysis = DocumentAnalysis(ScriptText(script), in: WorkspaceContext())
    guard let target = analysis.definitionTarget(at: offset, question),
      let path = DefinitionFile.path(of: target.module),
      let file = Self.definitions[path], let place = file.place(of: target.thing)
    else { return nil }
    return String(decoding: file.text.bytes[place.range], as: UTF8.self)
  }

  private static let head = """
    local cofre, log = require "cofre", require "cofre.log"
    local aws, azure, gcp = require "cofre.aws", require "cofre.azure", require "cofre.gcp"
    local config = cofre.config()

    """

  @Test(arguments: Catalog.resourceTypes.map(\.name))
  func everyTypeAndProperty(_ name: String) throws {
    let type = try #require(Catalog.resourceType(name))
    let script = Self.head + "local x = \(name)(\"x\", { "
    let constructor = script.utf8.count - "(\"x\", { ".utf8.count
    #expect(found(script + "})", at: constructor) == name.split(separator: ".").last.map(String.init))
    #expect(found(script + "})", at: constructor, .type) == name)
    check(type.inputs, in: script, closing: "})")
    let outputs = script + "}) print(x."
    for output in type.outputs.map(\.name) + type.inputs.map(\.name) + ["id", "urn"] {
      #expect(found(outputs + output + ")", at: outputs.utf8.count, .declaration) == output, "\(name).\(output)")
    }
    let options = script + "}, { "
    for option in LibraryDescription.standard.options.map(\.name) where option != "provider" {
      #expect(found(options + option + " = 1 })", at: options.utf8.count) == option)
    }
  }

  private func check(_ properties: [Property], in script: String, closing: String) {
    for property in properties {
      #expect(found(script + property.name + " = 1 " + closing, at: script.utf8.count) == property.name)
      var open = property.name + " = { "
      var close = " }" + closing
      var kind = property.kind
      while true {
        if case .array(let element) = kind {
          kind = element
          open += "{ "
        } else if case .map(let element) = kind {
          kind = element
          open += "any = { "
        } else {
          break
        }
        close = " }" + close
      }
      if case .object(let members) = kind { check(members, in: script + open, closing: close) }
    }
  }

  @Test func everyFunction() {
    for function in LibraryDescription.standard.functions {
      let script = Self.head + function.name
      #expect(found(script + "()", at: script.utf8.count) == function.name.split(separator: ".").last.map(String.init))
    }
    for method in LibraryDescription.standard.configurationMethods {
      let script = Self.head + "config:\(method.name)"
      #expect(found(script + "(\"k\")", at: script.utf8.count) == method.name)
    }
  }

  @Test(arguments: [
    ("string.format", "format"), ("print", "print"), ("math.pi", "pi"), ("table", "table"),
    ("(\"a\"):upper", "upper"), ("config:require_secret(\"k\"):apply", "apply"),
    ("config:require_secret(\"k\"):upper", "upper"), ("aws.secretsmanager", "cofre.aws.secretsmanager"),
    ("cofre.log", "cofre.log"), ("---@type aws.secretsmanager.Secret", "aws.secretsmanager.Secret"),
    ("---@type cofre.Output", "cofre.Output"), ("cofre.secret", "secret"),
  ])
  func otherThings(_ text: String, _ expected: String) {
    let script = Self.head + text
    #expect(found(script, at: script.utf8.count) == expected)
  }

  @Test(arguments: ["local x = 1 x", "unknown", "cofre.nothing", "function print() end print"])
  func nothingElseLeadsThere(_ text: String) {
    let script = Self.head + text
    #expect(found(script, at: script.utf8.count) == nil)
  }
}
