/// Bytes to tokens and a tree.
enum Parsing {
  struct Result {
    var tokens: ContiguousArray<Token>
    var comments: ContiguousArray<Token>
    var records: ContiguousArray<NodeRecord>
    var errors: [SyntaxError]
    var facts: Facts
  }

  /// Reads a file, twice when it is broken.
  ///
  /// The first reading takes Lua's grammar at its word. Where that finds errors, a second one also takes indentation as
  /// a sign of where brackets and blocks were left open, as they are while someone types; it counts unless it finds more
  /// errors than the first, as it does in a file that is not indented by its structure. A correct file pays for neither.
  static func parse(_ source: [UInt8], options: SourceFile.Options) -> Result {
    source.withUnsafeBufferPointer { bytes in
      // Offsets are stored in 32 bits, and the empty base only replaces the absent address of an empty array.
      let readable = UnsafeBufferPointer(rebasing: bytes.prefix(Int(UInt32.max) - 1))
      var empty: UInt8 = 0
      return withUnsafePointer(to: &empty) { emptyBase in
        var lexer = Lexer(readable, emptyBase: emptyBase)
        lexer.run(skippingShebang: options.skipsShebang)
        var lexicalErrors = lexer.errors
        if readable.count < bytes.count {
          lexicalErrors.append(.fileTooLarge(readable.count..<bytes.count))
        }
        var parser = Parser(source: readable, tokens: lexer.tokens, usesIndentation: false)
        parser.chunk()
        if !parser.errors.isEmpty {
          var second = Parser(source: readable, tokens: lexer.tokens, usesIndentation: true)
          second.chunk()
          if second.errors.count <= parser.errors.count { parser = second }
        }
        // What the lexer has already explained is not explained again by the parser.
        let explained = Set(lexicalErrors.map(\.range.lowerBound))
        let errors = lexicalErrors + parser.errors.filter { !explained.contains($0.range.lowerBound) }
        return Result(
          tokens: lexer.tokens, comments: lexer.comments, records: parser.records, errors: errors, facts: parser.facts)
      }
    }
  }

  /// What the parser saw of things that ``ScopeChecks`` would have to look at; most files need no check at all.
  struct Facts: Sendable, Equatable {
    var hasGotoOrLabel = false
    var hasBreak = false
    var hasVararg = false
    var hasAttribute = false
    /// The most local variables that one function declares in all its blocks.
    var mostLocals = 0
    var totalLocals = 0
    /// Whether some statement is so long that it might not fit into the registers of a function.
    var hasLongStatement = false
    /// Whether some nested function uses so many names that they might be too many upvalues.
    var hasWideFunction = false

    var mayExceedUpvalues: Bool { hasWideFunction && totalLocals >= Limits.upvalues }

    /// Whether variables must be resolved.
    var needsNames: Bool { hasAttribute || hasLongStatement || mayExceedUpvalues }

    var needsChecks: Bool {
      hasGotoOrLabel || hasBreak || hasVararg || mostLocals > Limits.locals || needsNames
    }
  }
}

/// The limits of the reference compiler, Lua 5.4.
enum Limits {
  /// Local variables in scope at once in one function (`MAXVARS`).
  static let locals = 200
  /// Variables of enclosing functions that one function uses, `_ENV` included (`MAXUPVAL`).
  static let upvalues = 255
  /// Registers of one function that hold locals and intermediate values (`MAXREGS`, of which one is never used).
  static let registers = 254
  /// Nested statements, expressions and targets of one assignment: what `luac5.4` accepts of its 200 levels of C calls.
  static let levels = 198
  /// Items of a table constructor that wait in registers before they are stored (`LFIELDS_PER_FLUSH`).
  static let waitingItems = 50
}
