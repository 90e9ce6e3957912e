import CofreModel

/// Reads a settings file; everything that is wrong is told with its line and column.
struct YAMLReader {
  /// Settings files are written by people; more than this is a mistake.
  static let maximumByteCount = 1 << 20
  /// Aliases are copies, and copies of copies grow without bound.
  private static let maximumNodeCount = 100_000

  private static let maximumDepth = 100

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
    let document: Result<YAMLNode?, DiagnosticError>
    do throws(YAMLEvents.Failure) {
      document = try reader.document(Array(text.utf8))
    } catch {
      throw reader.diagnostic(error)
    }
    return try document.get()
  }

  private init(file: String, lines: YAMLLines) {
    self.file = file
    self.lines = lines
  }

  /// A list or mapping that is not at its end yet.
  private struct Open {
    var elements: [YAMLNode] = []
    var entries: [YAMLNode.Entry] = []
    var keys: Set<String> = []
    /// The key whose value comes next.
    var key: (text: String, mark: YAMLEvents.Mark)?
    var isMapping: Bool
    var isFlow = false
    var anchor: String?
    var mark: YAMLEvents.Mark
  }

  private mutating func document(_ bytes: [UInt8]) throws(YAMLEvents.Failure) -> Result<YAMLNode?, DiagnosticError> {
    var events = YAMLEvents(bytes)
    var open: [Open] = []
    var anchors: [String: YAMLNode] = [:]
    var root: YAMLNode?
    var documentCount = 0
    while true {
      let (event, mark) = try events.next()
      var node: YAMLNode
      switch event {
      case .streamEnd: return .success(root)
      case .documentStart:
        documentCount += 1
        guard documentCount == 1 else {
          return .failure(
            Self.error("yaml-syntax", "Several documents", "A second document begins here.", location(mark)))
        }
        continue
      case .sequenceStart(let anchor):
        open.append(Open(isMapping: false, anchor: anchor, mark: mark))
        guard open.count <= Self.maximumDepth else { return .failure(tooDeep(mark)) }
        continue
      case .mappingStart(let isFlow, let anchor):
        open.append(Open(isMapping: true, isFlow: isFlow, anchor: anchor, mark: mark))
        guard open.count <= Self.maximumDepth else { return .failure(tooDeep(mark)) }
        continue
      case .scalar(let text, let isPlain, let anchor):
        node = YAMLNode(content: .scalar(text, isPlain: isPlain), location: location(mark))
        if let anchor { anchors[anchor] = node }
        if let last = open.indices.last, open[last].isMapping, open[last].key == nil {
          guard open[last].keys.insert(text).inserted else { return .failure(duplicate(text, mark)) }
          open[last].key = (text, mark)
          continue
        }
      case .alias(let name):
        guard let known = anchors[name] else {
          return .failure(
            Self.error("yaml-syntax", "Alias without anchor", "An alias here has no anchor.", location(mark)))
        }
        node = known
        node.location = location(mark)
      case .end:
        guard let last = open.popLast() else { continue }
        let content: YAMLNode.Content =
          last.isMapping ? .mapping(last.entries, isFlow: last.isFlow) : .sequence(last.elements)
        node = YAMLNode(content: content, location: location(last.mark))
        if let anchor = last.anchor { anchors[anchor] = node }
      }
      if case .alias = event { nodeCount += node.count } else { nodeCount += 1 }
      guard nodeCount <= Self.maximumNodeCount else {
        return .failure(
          Self.error(
            "yaml-size", "File too large", "The file '\(file)' has too many values, counting aliases.", location(mark)))
      }
      guard let last = open.indices.last else {
        root = node
        continue
      }
      if let error = add(node, to: &open[last]) { return .failure(error) }
    }
  }

  /// Gives a list its next element, or a mapping the value of its key; what is wrong when there is no such place.
  private func add(_ node: YAMLNode, to open: inout Open) -> DiagnosticError? {
    if !open.isMapping {
      open.elements.append(node)
    } else if let key = open.key {
      open.key = nil
      open.entries.append(
        YAMLNode.Entry(key: key.text, keyLocation: location(key.mark), keyOffset: offset(key.mark), value: node))
    } else {
      return Self.error("yaml-key", "Key is not text", "A key here is a list or a mapping.", node.location)
    }
    return nil
  }

  private func tooDeep(_ mark: YAMLEvents.Mark) -> DiagnosticError {
    Self.error(
      "yaml-size", "Nested too deep", "Lists and mappings are nested more than \(Self.maximumDepth) deep here.",
      location(mark))
  }

  private func duplicate(_ key: String, _ mark: YAMLEvents.Mark) -> DiagnosticError {
    Self.error(
      "yaml-duplicate-key", "Key stands twice", "In one mapping stands more than once: '\(key)'.", location(mark))
  }

  private func offset(_ mark: YAMLEvents.Mark) -> Int { lines.offset(line: mark.line + 1, column: mark.column + 1) }

  private func location(_ mark: YAMLEvents.Mark) -> SourceLocation {
    SourceLocation(file: file, line: mark.line + 1, column: offset(mark) - lines.start(mark.line) + 1)
  }

  /// The error without the text that it is about, which may hold what must not be shown.
  private func diagnostic(_ failure: YAMLEvents.Failure) -> DiagnosticError {
    let context = failure.context.map { " (\($0.text) that starts in line \($0.mark.line + 1))" } ?? ""
    return Self.error(
      "yaml-syntax", "Not well-formed YAML", "The parser says: \(failure.problem)\(context).",
      failure.mark.map(location) ?? SourceLocation(file: file, line: 1))
  }

  static func error(
    _ code: String, _ summary: String, _ detail: String, _ location: SourceLocation, hint: String? = nil
  ) -> DiagnosticError {
    DiagnosticError(Diagnostic(code: code, summary, detail: detail, hint: hint, location: location))
  }
}
