import LuaSyntax

/// The annotations that speak of a place in the code and stand above no declaration.
struct FileAnnotations: Sendable {
  struct Cast: Sendable {
    var content: Annotation.Cast
    var offset: Int
  }

  /// In order.
  var casts: [Cast] = []
  /// Whether any expression is followed by `--[[@as …]]`.
  var hasInlineTypes = false

  init(_ comments: [DocumentationComment]) {
    for comment in comments {
      for annotation in comment.annotations {
        switch annotation.content {
        case .cast(let content): casts.append(Cast(content: content, offset: annotation.range.lowerBound))
        case .as: hasInlineTypes = true
        default: break
        }
      }
    }
  }
}
