import LuaSyntax

/// The annotations that speak of a place in the code and stand above no declaration.
struct FileAnnotations: Sendable {
  struct Cast: Sendable {
    var content: Annotation.Cast
    var offset: Int
    /// Where the code behind it begins, of which it speaks: there the variables of a loop or function are in sight, which
    /// they are not yet in a comment that is the first line of its body.
    var next: Int
  }

  /// In order.
  var casts: [Cast] = []
  /// Whether any expression is followed by `--[[@as …]]`.
  var hasInlineTypes = false

  init(_ comments: [DocumentationComment], in file: SourceFile) {
    for comment in comments {
      for annotation in comment.annotations {
        switch annotation.content {
        case .cast(let content):
          let offset = annotation.range.lowerBound
          casts.append(Cast(content: content, offset: offset, next: file.endOfComments(at: offset)))
        case .as: hasInlineTypes = true
        default: break
        }
      }
    }
  }
}

extension SourceFile {
  /// Where the token begins that follows the comments at an offset.
  func endOfComments(at offset: Int) -> Int {
    tokens[min(tokenIndex(at: offset), tokens.count - 1)].start
  }
}
