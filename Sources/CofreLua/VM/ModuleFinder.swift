import CofreModel
import CofreStdlib

/// Finds the source of a module for `require`: the standard library first, then the project.
///
/// Names that start with `cofre` are the standard library's alone, so that a project cannot take its place.
struct ModuleFinder {
  struct Module {
    var source: [UInt8]
    /// The name of the chunk as Lua wants it.
    var chunk: String
    var isStandard: Bool
  }

  /// Reads a file below the project's root, by its path relative to it; nil when there is none.
  var readProjectFile: (String) throws -> [UInt8]?
  /// A folder to read the standard library from, instead of the one inside the program.
  var readStandardFile: ((String) throws -> [UInt8]?)?
  /// The clouds of the catalog: `cofre.aws` and so on are modules made on demand.
  var clouds: [String] = []
  /// What `require "cofre"` runs: there is one for stack scripts and one for scripts that act.
  var mainModule = "cofre/init.lua"

  func find(_ name: String) throws -> Module {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard !parts.isEmpty, parts.allSatisfy(isModuleNamePart) else {
      throw problem(
        "'\(name)' is no name of a module.", "Write names and dots, such as \"lib.network\" for lib/network.lua.")
    }
    let path = parts.joined(separator: "/")
    let candidates = path == "cofre" ? [mainModule] : ["\(path).lua", "\(path)/init.lua"]
    if parts[0] == "cofre" {
      for candidate in candidates {
        if let source = try standardFile(candidate) {
          return Module(source: source, chunk: "@@\(candidate)", isStandard: true)
        }
      }
      if parts.count == 2, clouds.contains(String(parts[1])) {
        let source = "local _, host = ...\nreturn require(\"cofre.resources\").namespace(host, \"\(parts[1])\")"
        return Module(source: Array(source.utf8), chunk: "@@\(path)", isStandard: true)
      }
      throw problem("There is no module '\(name)' in the standard library.", hint(for: name))
    }
    for candidate in candidates {
      if let source = try readProjectFile(candidate) {
        return Module(source: source, chunk: "@\(candidate)", isStandard: false)
      }
    }
    throw problem(
      "There is no module '\(name)': the project has neither \(candidates[0]) nor \(candidates[1]).", nil)
  }

  /// The standard module's source; `path` is below the folder of the standard library.
  func standardFile(_ path: String) throws -> [UInt8]? {
    if let readStandardFile { return try readStandardFile(path) }
    var index = 0
    while let file = cofre_stdlib_file_at(index) {
      if String(cString: file.pointee.path) == path {
        return Array(UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.size))
      }
      index += 1
    }
    return nil
  }

  private func hint(for name: String) -> String? {
    var names = clouds.map { "cofre.\($0)" }
    var index = 0
    while let file = cofre_stdlib_file_at(index) {
      let path = String(cString: file.pointee.path).dropLast(".lua".count)
      names.append(String(path.hasSuffix("/init") ? path.dropLast("/init".count) : path).replacing("/", with: "."))
      index += 1
    }
    return didYouMean(nearestNames(to: name, among: names))
  }

  private func isModuleNamePart(_ part: Substring) -> Bool {
    !part.isEmpty
      && part.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          return true
        default:
          return false
        }
      }
  }

  private func problem(_ detail: String, _ hint: String?) -> DiagnosticError {
    DiagnosticError(Diagnostic(code: "unknown-module", "Module not found", detail: detail, hint: hint))
  }
}

extension LuaVM {
  /// Answers `require`: source, name of the chunk, whether it is standard.
  ///
  /// A second argument says that the module is being loaded already.
  func findModule(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let name = call.string(1) else {
      throw DiagnosticError(
        Diagnostic(code: "unknown-module", "Module not found", detail: "A module's name is no UTF-8 text."))
    }
    if call.bool(2) {
      throw DiagnosticError(
        Diagnostic(
          code: "module-cycle", "Modules require each other",
          detail: "Module '\(name)' is required while it is still being loaded.",
          hint: "Move what both need into a third module."))
    }
    let module = try modules.find(name)
    writer.write(module.source)
    writer.write(module.chunk)
    writer.write(module.isStandard)
    return .values(3)
  }
}
