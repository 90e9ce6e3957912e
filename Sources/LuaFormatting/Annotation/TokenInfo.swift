/// Where a token may stand in relation to the one before it.
enum Placement: UInt8 {
  /// On the line of the one before it.
  case joined
  /// Begins a statement, and with it a line, unless its block stays on one line.
  case statement
  /// `end`, `else`, `elseif` or `until`: ends a block.
  case blockEnd
  /// Begins an item of a bracket: a field, an argument, a parameter, or what stands in parentheses.
  case item
  /// Closes a bracket.
  case close
  /// Begins a line where it does so in the source: a binary operator, a link of a chain, a further value of a list.
  case continuation
  /// The value behind `=`: stays on the next line only where it does not fit on this one.
  case value
  case endOfFile
}

/// What the layout has to know about a token.
struct TokenInfo {
  var placement = Placement.joined
  var isTightBefore = false
  var isTightAfter = false
  /// Left out of the result: a semicolon that says nothing, or the separator behind the last field of a table.
  var isDropped = false
  /// A comma with a comment before it that needs a line of its own: it is written before that comment.
  var isFloating = false
  /// Separates the fields of a table, so that it is written as a comma.
  var isFieldSeparator = false
  /// Whether the style begins a line here whatever fits.
  var hasForcedBreak = false
  /// Whether the token itself goes over several lines.
  var isMultiline = false
  /// The first of several values that are on several lines.
  var beginsLongList = false
  /// `then` or `do` behind a condition or a loop's header.
  var endsHeader = false
  /// The group that an item, a closing bracket, a statement or the end of a block belongs to.
  var group: Int32 = -1
  /// The bracket that opens here.
  var bracket: Int32 = -1
  /// The construct with blocks that begins here.
  var construct: Int32 = -1
  /// The construct of which a block begins behind this token.
  var blockOf: Int32 = -1
  /// Of an item: its last token, with the comma behind it.
  var itemEnd: Int32 = -1
}

/// What is laid out as a whole: a bracket with its items, or a construct with its blocks.
struct Group {
  enum Kind: UInt8 {
    case table, arguments, parameters, parentheses
    /// A statement with blocks or the body of a function; its parts begin lines, or all of it is on one.
    case construct
  }

  enum Mode: UInt8 {
    case undecided
    case flat
    /// A bracket whose items are not on lines of their own, though something in it goes over several lines.
    case hugging
    case broken
  }

  var kind: Kind
  /// Its first token; of the body of a function, the parenthesis before its parameters.
  var open: Int
  var close: Int
  /// The items of a bracket, in ``Annotation/items``.
  var items: Range<Int> = 0..<0
  /// Whether it goes over several lines whatever fits: a bracket with a line break behind it, a construct with one in it.
  var isBrokenInSource = false
  /// Whether a line begins anywhere in it.
  var hasBreak = false
  /// Whether an item of it, and not something within that, goes over several lines.
  var hasOwnBreak = false
  var mode = Mode.undecided
  /// Set while it is laid out: the indentation of the line on which it begins.
  var baseIndent = 0
}
