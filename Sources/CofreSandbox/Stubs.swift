struct AzureService {
  init(_ c: Call) {}; func respondAsVault(named: String) -> SandboxResponse { SandboxResponse(status: 404) };
  func respondAsManager() -> SandboxResponse { SandboxResponse(status: 404) }
}
struct AzureInstanceMetadata { init(_ c: Call) {}; func respond() -> SandboxResponse { SandboxResponse(status: 404) } }
struct EntraService { init(_ c: Call) {}; func respond() -> SandboxResponse? { nil } }
