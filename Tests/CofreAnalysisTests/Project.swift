import CofreAnalysis
import Testing

/// A project in memory: files with markers, each of which can be asked about with the others around it.
struct Project {
  let files: [String: Marked]
  let libraries: Set<String>

  /// Takes a text in which `-- path` alone on a line begins a file; libraries are below `types/`.
  init(_ text: String) {
    var files: [String: String] = [:]
    var path = "main.lua"
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- "), line.hasSuffix(".lua") {
        path = String(line.dropFirst(3))
      } else {
        files[path, default: ""] += line + "\n"
      }
    }
    self.files = files.mapValues { Marked($0) }
    libraries = Set(files.keys.filter { $0.hasPrefix("types/") })
  }

  /// The analysis of a file with the others around it; of an empty one when there is no such file.
  func analysis(
    of path: String = "main.lua", keys: [WorkspaceContext.ConfigurationKey]? = nil
  ) throws -> DocumentAnalysis {
    let asked = files[path] ?? Marked("")
    var others: [ProjectFile] = []
    var modules: [String: ProjectFile] = [:]
    var own: Set<String> = []
    for (other, marked) in files {
      let inRoot = libraries.contains(other) ? String(other.dropFirst("types/".count)) : other
      let name = RequiredModules.name(ofPath: inRoot)
      if other == path {
        if let name { own.insert(name) }
        continue
      }
      let file = ProjectFile(path: other, text: ScriptText(marked.text), isLibrary: libraries.contains(other))
      others.append(file)
      if let name { modules[name] = file }
    }
    let surroundings = Surroundings(files: others, modules: modules, ownModules: own)
    return DocumentAnalysis(
      ScriptText(asked.text), in: WorkspaceContext(surroundings: surroundings, configurationKeys: keys))
  }

  /// Where a marker is, and the analysis of its file.
  func place(_ marker: String = "1️⃣") throws -> (analysis: DocumentAnalysis, offset: Int) {
    let (path, marked) = try #require(files.first { $0.value.offsets[marker] != nil }, "no marker \(marker)")
    return (try analysis(of: path), try marked.offset(marker))
  }

  /// Places as `path:line:column`, counted from 1, sorted.
  func places(_ items: [LocationItem], from path: String) throws -> [String] {
    try items.map { item in
      let path = item.path ?? path
      return "\(path):\(try place(item.range.lowerBound, in: path))"
    }.sorted()
  }

  func place(_ offset: Int, in path: String) throws -> String {
    let before = try #require(files[path]).text.utf8.prefix(offset)
    let line = before.count { $0 == 10 } + 1
    let column = before.reversed().prefix { $0 != 10 }.count + 1
    return "\(line):\(column)"
  }

  /// The files that edits change, with their new texts.
  func applying(_ edits: [FileEdit], from path: String) throws -> [String: String] {
    var texts: [String: String] = [:]
    for (path, edits) in Dictionary(grouping: edits, by: { $0.path ?? path }) {
      texts[path] = try #require(files[path]).applying(edits.map(\.edit))
    }
    return texts
  }

  func path(of marker: String = "1️⃣") throws -> String {
    try #require(files.first { $0.value.offsets[marker] != nil }).key
  }
}
