import CofreAnalysis
import LuaSyntax

@testable import CofreCLI

/// What a check says of a script that stands alone.
func checked(
  _ text: String, path: String = "stack.lua", in workspace: WorkspaceContext = WorkspaceContext()
) -> CheckReport {
  let analysis = DocumentAnalysis(ScriptText(text), in: workspace)
  let file = CheckedFile(path: path, analysis: analysis)
  return CheckReport(findings: analysis.diagnostics().map { file.finding($0) { _ in nil } }, fileCount: 1)
}

/// A key that looks real, put together so that no scanner takes this file's word for it.
let canary = "ghp_" + "0Canary1Canary2Canary3Canary4Canary5"
