import CofreModel
import Yams

/// Reads a settings file; everything that is wrong is told with its line and column.
struct YAMLReader {
  /// Settings files are written by people; more than this is a mistake.
  static let maximumByteCount = 1 << 20
  /// Aliases are copies, and copies of copies grow without bound.
  private static let maximumNodeCount = 100_000

  private let file: String
  private let lines: YAMLLines
  private var nodeCount = 0

  /// Parses the bytes; nil when the file says nothing.
  static func read(_ bytes: [UInt8], file: String) throws -> YAMLNode? {
    guard bytes.count <= maximumByteCount else {
      throw error(
        "yaml-size", "File too large", "The file '\(file)' has more than 1 MiB.", SourceLocation(file: file, line: 1))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw error(
        "yaml-syntax", "Not UTF-8", "The file '\(file)' is not UTF-8 text.", SourceLocation(file: file, line: 1))
    }
    var reader = YAMLReader(file: file, lines: YAMLLines(bytes))
    do {
      guard let root = try Parser(yaml: text, encoding: .utf8).singleRoot() else { return nil }
      return try reader.convert(root)
    } catch let error as YamlError {
      throw reader.diagnostic(error)
    }
  }

  private init(file: String, lines: YAMLLines) {
    self.file = file
    self.lines = lines
  }

  private mutating func convert(_ node: Node) throws -> YAMLNode {
    nodeCount += 1
    let location = location(node.mark)
    guard nodeCount <= Self.maximumNodeCount else {
      throw Self.error(
        "yaml-size", "File too large", "The file '\(file)' has too many values, counting aliases.", location)
    }
    switch node {
    case .scalar(let scalar):
      return YAMLNode(content: .scalar(scalar.string, isPlain: scalar.style == .plain), location: location)
    case .sequence(let sequence):
      return YAMLNode(content: .sequence(try sequence.map { try convert($0) }), location: location)
    case .mapping(let mapping):
      var entries: [YAMLNode.Entry] = []
      for (key, value) in mapping {
        guard case .scalar(let scalar) = key else {
          throw Self.error("yaml-key", "Key is not text", "A key here is a list or a mapping.", self.location(key.mark))
        }
        entries.append(
          YAMLNode.Entry(
            key: scalar.string, keyLocation: self.location(key.mark), keyOffset: offset(key.mark),
            value: try convert(value)))
      }
      return YAMLNode(content: .mapping(entries, isFlow: mapping.style == .flow), location: location)
    case .alias:
      throw Self.error("yaml-alias", "Alias without anchor", "An alias here has no anchor.", location)
    }
  }

  private func offset(_ mark: Mark?) -> Int { mark.map { lines.offset(line: $0.line, column: $0.column) } ?? 0 }

  private func location(_ mark: Mark?) -> SourceLocation {
    guard let mark else { return SourceLocation(file: file, line: 1) }
    return SourceLocation(file: file, line: mark.line, column: offset(mark) - lines.start(mark.line - 1) + 1)
  }

  /// The error without the snippet of the file, which may hold what must not be shown.
  private func diagnostic(_ error: YamlError) -> DiagnosticError {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let context = context.map { " (\($0.text) that starts in line \($0.mark.line))" } ?? ""
      return Self.error("yaml-syntax", "Not well-formed YAML", "The parser says: \(problem)\(context).", location(mark))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
      return Self.error(
        "yaml-duplicate-key", "Key stands twice", "In one mapping stands more than once: \(names).",
        location(context.mark))
    case .reader(let problem, _, _, _):
      return Self.error(
        "yaml-syntax", "Not well-formed YAML", "The parser says: \(problem).", SourceLocation(file: file, line: 1))
    default:
      return Self.error(
        "yaml-syntax", "Not well-formed YAML", "The file '\(file)' cannot be parsed.",
        SourceLocation(file: file, line: 1))
    }
  }

  static func error(
    _ code: String, _ summary: String, _ detail: String, _ location: SourceLocation, hint: String? = nil
  ) -> DiagnosticError {
    DiagnosticError(Diagnostic(code: code, summary, detail: detail, hint: hint, location: location))
  }
}
