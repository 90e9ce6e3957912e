/// One of the tags that annotations begin with.
struct AnnotationTag: Sendable {
  var name: String
  /// A sentence.
  var documentation: String
  /// What to write, as a snippet; the name alone where nothing follows.
  var snippet: String

  init(_ name: String, _ documentation: String, _ rest: String = "") {
    self.name = name
    self.documentation = documentation
    snippet = rest.isEmpty ? name : "\(name) \(rest)"
  }

  /// All that are understood, those that one writes most first.
  static let all: [AnnotationTag] = [
    AnnotationTag("param", "A parameter of the function below, and its type.", "${1:name} ${2:any}"),
    AnnotationTag("return", "What the function below gives.", "${1:any}"),
    AnnotationTag("type", "The type of the variable or field below.", "${1:any}"),
    AnnotationTag("class", "Declares a class; its fields follow as `---@field`.", "${1:Name}"),
    AnnotationTag("field", "A field of the class above, and its type.", "${1:name} ${2:any}"),
    AnnotationTag("alias", "Another name for a type.", "${1:Name} ${2:any}"),
    AnnotationTag("enum", "Makes the values of the table below a type.", "${1:Name}"),
    AnnotationTag("generic", "A parameter that stands for a type, in the function or class below.", "${1:T}"),
    AnnotationTag(
      "overload", "Another way of calling the function, or the class.", "fun(${1:name}: ${2:any}): ${3:any}"),
    AnnotationTag("vararg", "The type of the extra arguments, `...`.", "${1:any}"),
    AnnotationTag("as", "The type of the expression in front: `--[[@as string]]`.", "${1:any}"),
    AnnotationTag("cast", "What the type of a variable is from here on.", "${1:name} ${2:any}"),
    AnnotationTag("operator", "What an operator gives for objects of the class above.", "${1:add}(${2:any}): ${3:any}"),
    AnnotationTag("diagnostic", "Silences diagnostics.", "${1|disable-next-line,disable-line,disable,enable|}: $2"),
    AnnotationTag("deprecated", "What stands below should not be used any more; each use is reported."),
    AnnotationTag("nodiscard", "The results of the function below must not be dropped."),
    AnnotationTag("async", "The function below may wait."),
    AnnotationTag("private", "Only the methods of its class see what stands below."),
    AnnotationTag("protected", "Only the methods of its class and of the subclasses see what stands below."),
    AnnotationTag("package", "Only this file sees what stands below."),
    AnnotationTag("public", "Everybody sees what stands below."),
    AnnotationTag("see", "Something to read as well.", "${1:name}"),
    AnnotationTag("source", "Where what stands below comes from.", "${1:file}"),
    AnnotationTag("module", "The module that the variable below holds.", "\"${1:name}\""),
    AnnotationTag("meta", "The file only declares types; nothing runs it."),
    AnnotationTag("version", "The versions of Lua that have what stands below.", "${1:5.4}"),
  ]
}
