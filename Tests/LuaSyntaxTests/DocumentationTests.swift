import LuaSyntax
import Testing

@Suite struct DocumentationTests {
  /// The annotations of a file that is one documentation comment.
  private func annotations(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [Annotation] {
    let comments = SourceFile(text).documentationComments()
    let comment = try #require(comments.first, sourceLocation: sourceLocation)
    #expect(comments.count == 1 && comment.problems.isEmpty, "\(comment.problems)", sourceLocation: sourceLocation)
    for annotation in comment.annotations {
      #expect(comment.range.contains(annotation.tag.range.lowerBound), sourceLocation: sourceLocation)
    }
    return comment.annotations
  }

  private func content(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Annotation.Content {
    try #require(try annotations(text, sourceLocation: sourceLocation).first, sourceLocation: sourceLocation).content
  }

  /// A type written out with all its structure.
  private func shape(_ type: TypeExpression) -> String {
    func list(_ types: [TypeExpression]) -> String { types.map(shape).joined(separator: ",") }
    func key(_ key: TableTypeField.Key) -> String {
      switch key {
      case .name(let name): "\(name.text):"
      case .type(let type): "[\(shape(type))]:"
      case .positional: ""
      }
    }
    switch type.kind {
    case .missing: return "?missing"
    case .name(let name, let arguments): return arguments.isEmpty ? name : "\(name)<\(list(arguments))>"
    case .string(let text): return "'\(text)'"
    case .number(let text): return "#\(text)"
    case .boolean(let value): return "!\(value)"
    case .union(let members): return "(\(members.map(shape).joined(separator: "|")))"
    case .array(let item): return "\(shape(item))[]"
    case .optional(let inner): return "\(shape(inner))?"
    case .tuple(let items): return "[\(list(items))]"
    case .table(let fields):
      return "{\(fields.map { key($0.key) + ($0.isOptional ? "?" : "") + shape($0.type) }.joined(separator: ","))}"
    case .function(let function):
      let parameters = function.parameters.map { parameter in
        parameter.name.text + (parameter.isOptional ? "?" : "") + (parameter.type.map { ":" + shape($0) } ?? "")
      }
      let results = function.results.map { result in (result.name.map { $0.text + ":" } ?? "") + shape(result.type) }
      return (function.isAsync ? "async " : "")
        + "fun(\(parameters.joined(separator: ","))):\(results.joined(separator: ","))"
    case .template(let name): return "`\(name)`"
    case .vararg(let item): return "...\(shape(item))"
    case .parenthesized(let inner): return "<\(shape(inner))>"
    }
  }

  @Test(arguments: [
    ("string", "string"), ("aws.kms.Key", "aws.kms.Key"), ("string|nil", "(string|nil)"), ("A | B | C", "(A|B|C)"),
    ("string?", "string?"), ("string[]", "string[]"), ("string[][]", "string[][]"), ("string[]?", "string[]?"),
    ("(A|B)[]", "<(A|B)>[]"), ("table<string, A|B>", "table<string,(A|B)>"), ("Map<K, List<V>>", "Map<K,List<V>>"),
    ("{ a: string, b?: integer }", "{a:string,b:?integer}"), ("{ [string]: A }", "{[string]:A}"),
    ("{ [\"a b\"]: A }", "{a b:A}"),
    ("{}", "{}"), ("{ string, A }", "{string,A}"), ("[A, B]", "[A,B]"), ("{ [A, B] }", "{[A,B]}"),
    ("{ [A][]|B }", "{([A][]|B)}"),
    ("fun()", "fun():"), ("fun(a, b?: B, ...: C): D, E", "fun(a,b?:B,...:C):D,E"), ("fun(): (A)", "fun():<A>"),
    ("fun(): (A, B?)", "fun():A,B?"), ("fun(): (ok: A)", "fun():ok:A"), ("fun(): (A|B)[]|C", "fun():(<(A|B)>[]|C)"),
    ("{ f: fun(): (A, B), g: C }", "{f:fun():A,B,g:C}"), ("fun(): (fun(): (A, B))", "fun():<fun():A,B>"),
    ("{ [1]: A, [2]?: B }", "{[#1]:A,[#2]:?B}"), ("{ [A]?, B }", "{[A]?,B}"),
    ("fun(a: fun(b: B): C): D", "fun(a:fun(b:B):C):D"), ("{ f: fun(): A, g: B }", "{f:fun():A,g:B}"),
    ("fun(): ok: boolean, message: string", "fun():ok:boolean,message:string"), ("async fun(a: A)", "async fun(a:A):"),
    ("\"a\"|'b'", "('a'|'b')"), ("1|-2|3.5", "(#1|#-2|#3.5)"), ("true|false", "(!true|!false)"), ("`T`", "`T`"),
    ("...string", "...string"), ("...", "...?missing"),
    ("string...", "...string"), ("Größe", "Größe"), ("vim-x.y-z", "vim-x.y-z"),
    ("| A | B", "(A|B)"),
    ("self", "self"), ("async", "async"), ("fun", "fun"),
  ])
  func readsTypes(_ text: String, _ expected: String) throws {
    guard case .type(let types) = try content("---@type \(text)") else { return #expect(Bool(false)) }
    #expect(types.map(shape) == [expected])
    // A type that stands alone covers exactly its text.
    let range = try #require(types.first).range
    if !text.hasPrefix("|") { #expect(range == 9..<9 + text.utf8.count) }
  }

  @Test func readsTypesOverSeveralLines() throws {
    guard case .type(let types) = try content("---@type {\n---  a: string,\n---  b: fun(\n---    c: C): D }") else {
      return #expect(Bool(false))
    }
    #expect(types.map(shape) == ["{a:string,b:fun(c:C):D}"])
  }

  @Test func readsClassesAndFields() throws {
    let found = try annotations(
      """
      --- A key.
      ---@class (exact) Key<T, U: string> : Base, table<string, T> # the best
      ---@field name string the name
      ---@field private secret? Sensitive
      ---@field [string] any
      ---@field ["two words"] integer
      ---@field private string
      """)
    guard case .class(let key) = try #require(found.first).content else { return #expect(Bool(false)) }
    #expect(key.name.text == "Key" && key.modifiers.map(\.text) == ["exact"])
    #expect(key.generics.map(\.name.text) == ["T", "U"] && key.generics.last?.constraint.map(shape) == "string")
    #expect(key.parents.map(shape) == ["Base", "table<string,T>"])
    #expect(found[0].description == "the best")
    let fields = found.dropFirst().map { annotation -> String in
      guard case .field(let field) = annotation.content else { return "" }
      let key =
        switch field.key {
        case .name(let name): name.text
        case .type(let type): "[\(shape(type))]"
        case .positional: "?"
        }
      return "\(field.visibility?.rawValue ?? "-") \(key)\(field.isOptional ? "?" : "") \(shape(field.type))"
    }
    #expect(
      fields == [
        "- name string", "private secret? Sensitive", "- [string] any", "- two words integer", "- private string",
      ])
    #expect(found[1].description == "the name")
  }

  @Test func readsFunctions() throws {
    let found = try annotations(
      """
      ---@generic T: table, U
      ---@param name string # its name
      ---@param options? { days: integer }
      ---@param ... any the rest
      ---@return string id the identifier
      ---@return boolean? ok, string? message # why not
      ---@overload fun(name: string): string
      ---@async
      ---@nodiscard
      ---@deprecated use other
      ---@see other.thing
      """)
    let texts = found.map { annotation -> String in
      switch annotation.content {
      case .generic(let parameters):
        parameters.map { $0.name.text + ($0.constraint.map { ":" + shape($0) } ?? "") }.joined(separator: ",")
      case .param(let param): param.name.text + (param.isOptional ? "?" : "") + " " + shape(param.type)
      case .return(let results): results.map { shape($0.type) + " " + ($0.name?.text ?? "-") }.joined(separator: ",")
      case .overload(let type): shape(type)
      case .see(let name): name.text
      case .async: "async"
      case .nodiscard: "nodiscard"
      case .deprecated: "deprecated"
      default: "?"
      }
    }
    #expect(
      texts == [
        "T:table,U", "name string", "options? {days:integer}", "... any", "string id", "boolean? ok,string? message",
        "fun(name:string):string", "async", "nodiscard", "deprecated", "other.thing",
      ])
    #expect(
      found.map(\.description) == [
        nil, "its name", nil, "the rest", "the identifier", "why not", nil, nil, nil, "use other", nil,
      ])
  }

  @Test func readsAliasesWithAMemberALine() throws {
    guard
      case .alias(let alias) = try content(
        "---@alias Region\n---| \"eu-west-1\" # Ireland\n---|> \"us-east-1\"\n---| 'x' | 'y'")
    else { return #expect(Bool(false)) }
    #expect(alias.name.text == "Region")
    #expect(shape(alias.type) == "('eu-west-1'|'us-east-1'|('x'|'y'))")
    guard case .union(let members) = alias.type.kind else { return #expect(Bool(false)) }
    #expect(members.map(\.description) == ["Ireland", nil, nil])
    guard case .alias(let generic) = try content("---@alias Pair<K, V> { key: K, value: V }") else {
      return #expect(Bool(false))
    }
    #expect(generic.generics.map(\.name.text) == ["K", "V"] && shape(generic.type) == "{key:K,value:V}")
    guard case .param(let param) = try content("---@param mode string\n---|'\"fast\"'\n---| \"slow\"") else {
      return #expect(Bool(false))
    }
    #expect(shape(param.type) == "(string|'\"fast\"'|'slow')")
  }

  @Test func readsTheOthers() throws {
    guard case .enum(let keys) = try content("---@enum (key) Color") else { return #expect(Bool(false)) }
    #expect(keys.isOfKeys && keys.name.text == "Color")
    guard case .cast(let cast) = try content("---@cast x +string, -nil, integer, +?, -?") else {
      return #expect(Bool(false))
    }
    let operations = cast.operations.map { operation in
      switch operation {
      case .add(let type): "+" + shape(type)
      case .remove(let type): "-" + shape(type)
      case .replace(let type): shape(type)
      case .addNil: "+?"
      case .removeNil: "-?"
      }
    }
    #expect(cast.variable.text == "x" && operations == ["+string", "-nil", "integer", "+?", "-?"])
    guard case .diagnostic(let switches) = try content("---@diagnostic disable-next-line: undefined-field, unused")
    else {
      return #expect(Bool(false))
    }
    #expect(switches.action.text == "disable-next-line" && switches.codes.map(\.text) == ["undefined-field", "unused"])
    guard case .operator(let addition) = try content("---@operator add(Vector): Vector") else {
      return #expect(Bool(false))
    }
    #expect(
      addition.name.text == "add" && addition.operand.map(shape) == "Vector" && shape(addition.result) == "Vector")
    guard case .operator(let negation) = try content("---@operator unm: Vector") else { return #expect(Bool(false)) }
    #expect(negation.operand == nil)
    guard case .version(let versions) = try content("---@version >5.2, JIT") else { return #expect(Bool(false)) }
    #expect(versions.map(\.text) == [">5.2", "JIT"])
    guard case .module(let module) = try content("---@module 'cofre.aws'") else { return #expect(Bool(false)) }
    #expect(module.text == "cofre.aws")
    guard case .meta(let name) = try content("---@meta cofre.aws") else { return #expect(Bool(false)) }
    #expect(name?.text == "cofre.aws")
    #expect(try content("---@meta") == .meta(nil))
    #expect(try content("---@private") == .visibility(.private))
    #expect(try content("---@whatever it is") == .unknown)
    guard case .source(let source) = try content("---@source file.lua:10:2") else { return #expect(Bool(false)) }
    #expect(source.text == "file.lua:10:2")
    guard case .vararg(let rest) = try content("---@vararg string") else { return #expect(Bool(false)) }
    #expect(shape(rest) == "string")
  }

  @Test func readsAnnotationsInsideExpressions() throws {
    let comments = SourceFile("local a = f() --[[@as string]]\nlocal b = {} ---@type A[]\n-- no\n--[[ no ]]")
      .documentationComments()
    #expect(comments.count == 2 && comments.allSatisfy(\.isTrailing))
    guard case .as(let type) = try #require(comments.first?.annotations.first).content else {
      return #expect(Bool(false))
    }
    #expect(shape(type) == "string")
  }

  @Test func belongsToWhatFollowsWithoutAGap() throws {
    let file = SourceFile(
      """
      --- Not this.

      --- Says what
      --- f does.
      -- A remark.
      ---@return string
      local function f() end
      local a = 1 ---@type integer
      local b = {
        --- How many days.
        days = 3,
        name = "x", --- Its name.
      }
      --------------
      local c
      """)
    let statements = file.block.statements
    #expect(file.documentation(of: statements[0].node)?.text == "Says what\nf does.")
    #expect(file.documentation(of: statements[0].node)?.annotations.count == 1)
    #expect(file.documentation(of: statements[1].node)?.annotations.map(\.tag.text) == ["type"])
    let fields = file.root.descendants.compactMap { TableField($0) }
    #expect(fields.map { file.documentation(of: $0.node)?.text } == ["How many days.", "Its name."])
    #expect(file.documentation(of: statements[3].node) == nil)
  }

  @Test(arguments: [
    ("---@type", "A type is expected here."), ("---@type {", "'}' is expected here."),
    ("---@type table<", "'>' is expected here."),
    ("---@type (A", "This '(' is not closed."), ("---@type \"a", "This string is not closed."),
    ("---@type A|", "A type is expected here."),
    ("---@param", "The name of a parameter is expected here."), ("---@class", "The name of a class is expected here."),
    ("---@field", "The name of a field is expected here."),
    ("---@type fun(1)", "The name of a parameter is expected here."),
    ("---@", "The name of an annotation is expected here."), ("---@type { a: }", "A type is expected here."),
    ("---@module", "A module is expected here."), ("---@type `T", "This '`' is not closed."),
    ("---@operator add", "':' and the type of the result are expected here."),
  ])
  func reportsWhatIsMissing(_ text: String, _ message: String) throws {
    let comment = try #require(SourceFile(text).documentationComments().first)
    #expect(comment.problems.first?.message == message)
    #expect(comment.annotations.count == 1)
    for problem in comment.problems { #expect(problem.range.upperBound <= text.utf8.count) }
  }
}
