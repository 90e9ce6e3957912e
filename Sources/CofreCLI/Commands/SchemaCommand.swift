import ArgumentParser
import CofreAnalysis
import CofreCatalog
import CofreJSON
import CofreModel
import CofreSchema

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print what the resource types are.",
    discussion: """
      EXAMPLES:
        cofre schema                                  the names of all types
        cofre schema aws.secretsmanager.Secret        one type, for people
        cofre schema --json                           everything, for programs
      """)

  @Argument(help: "The type; all of them without one.")
  var type: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    let console = Console(noColor: false, noInput: true, environment: ProcessEnvironment.variables)
    let types = try selected()
    if json {
      var document: JSONObject = ["resourceTypes": .array(types.map(\.json))]
      if type == nil { document["library"] = LibraryDescription.standard.json }
      console.print(document: document)
    } else if type == nil {
      for type in types { console.print("\(type.name)  \(console.stdoutStyle.dim(type.summary))") }
    } else {
      for type in types { console.print(SchemaText(style: console.stdoutStyle).text(type)) }
    }
  }

  private func selected() throws -> [ResourceType] {
    guard let type else { return Catalog.resourceTypes }
    if let found = Catalog.resourceType(type) { return [found] }
    throw DiagnosticError(
      Diagnostic(
        code: "unknown-resource-type", "Unknown resource type", detail: "There is no resource type '\(type)'.",
        hint: didYouMean(nearestNames(to: type, among: Catalog.resourceTypes.map(\.name)))
          ?? "'cofre schema' lists them."))
  }
}
