import Synchronization

/// A Lua file that has been read: its bytes, tokens, comments, tree and errors.
///
/// Reading never fails. The tree covers every token whatever the text, ``errors`` is empty exactly when Lua 5.4 would
/// compile the file, and all offsets are bytes; ``lines`` turns them into lines and columns at the edge. A file is
/// immutable: an edit makes a new one (``applying(_:)``).
///
/// A walk must not recurse once per level: the parser bounds real nesting, but `a.b.c…` and `1 + 1 + …` may be chained
/// without limit and make a tree as deep as they are long. ``Node/descendants`` and ``walk(_:_:)`` do not recurse.
@usableFromInline package final class SourceFile: Sendable {
  /// How to read a file.
  package struct Options: Sendable, Equatable {
    /// Whether a first line that starts with `#` is skipped, as Lua does for files but not for strings.
    package var skipsShebang: Bool

    package init(skipsShebang: Bool = true) { self.skipsShebang = skipsShebang }
  }

  package let source: [UInt8]
  package let options: Options
  /// All tokens but comments, ending with one of kind ``TokenKind/endOfFile``.
  package let tokens: ContiguousArray<Token>
  /// All comments in order of their offset.
  package let comments: ContiguousArray<Token>
  package let lines: LineTable
  @usableFromInline let records: ContiguousArray<NodeRecord>
  private let parsingErrors: [SyntaxError]
  private let facts: Parsing.Facts
  private let allErrors = Mutex<[SyntaxError]?>(nil)

  /// Beyond this many, errors of one stage are counted no more: they only say that this is no Lua.
  package static let maximumErrors = 500

  /// Reads a file from its bytes, which may be anything.
  package convenience init(_ source: [UInt8], options: Options = Options()) {
    self.init(result: Parsing.parse(source, options: options), source: source, options: options)
  }

  /// Reads a file from text.
  package convenience init(_ text: String, options: Options = Options()) {
    self.init(Array(text.utf8), options: options)
  }

  private init(result: Parsing.Result, source: [UInt8], options: Options) {
    self.source = source
    self.options = options
    tokens = result.tokens
    comments = result.comments
    records = result.records
    lines = LineTable(source)
    parsingErrors = result.errors
    facts = result.facts
  }

  /// What Lua would refuse, in order of offset; at most ``maximumErrors`` of each stage.
  ///
  /// What goes beyond the grammar, such as jumps and limits, is looked for when it is first asked: whoever completes a
  /// word does not wait for it.
  package var errors: [SyntaxError] {
    allErrors.withLock { known in
      if let known { return known }
      var errors = parsingErrors
      if facts.needsChecks {
        errors += ScopeChecks.errors(in: TreeView(source: source, tokens: tokens, records: records), facts: facts)
      }
      errors.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
      known = errors
      return errors
    }
  }
}

extension SourceFile {
  /// The node of kind ``NodeKind/chunk``.
  package var root: Node { Node(file: self, id: NodeID(records.count - 1)) }

  /// The statements of the file.
  package var block: Block { Block(unchecked: root.child(0)) }

  /// The text of a byte range, with U+FFFD for what is not UTF-8.
  ///
  /// The range is clamped to the file.
  package func text(_ range: Range<Int>) -> String {
    String(decoding: source[range.clamped(to: 0..<source.count)], as: UTF8.self)
  }
}
