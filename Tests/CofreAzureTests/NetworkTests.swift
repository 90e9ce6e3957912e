import CofreJSON
import CofreModel
import CofreProvider
import Synchronization
import Testing

@testable import CofreAzure

@Suite struct NetworkTests {
  static let path = "{group}/providers/Microsoft.Network/virtualNetworks/net"

  private func network(_ others: [String: Value] = [:]) -> [String: Value] {
    [
      "resource_group_name": "seed-rg", "location": "eastus", "virtual_network_name": "net",
      "address_space": ["address_prefixes": ["10.0.0.0/16"]],
    ].merging(others) { $1 }
  }

  private func subnet(_ others: [String: Value] = [:]) -> [String: Value] {
    [
      "resource_group_name": "seed-rg", "virtual_network_name": "net", "subnet_name": "a",
      "address_prefix": "10.0.1.0/24",
    ].merging(others) { $1 }
  }

  private static func network(_ properties: [(String, JSON)] = []) -> JSON {
    let usual: [(String, JSON)] = [
      ("provisioningState", "Succeeded"), ("resourceGuid", "g"),
      ("addressSpace", ["addressPrefixes": ["10.0.0.0/16"]]),
    ]
    return [
      "id": .string(SeedProgramTests.networkID), "name": "net", "location": "eastus", "etag": "W/1",
      "properties": .object(JSONObject(usual + properties)),
    ]
  }

  @Test func anUpdateKeepsTheSubnetsThatOthersDeclare() async throws {
    let azure = FakeAzure()
    let others: JSON = [["name": "a", "id": "…/a", "properties": ["addressPrefix": "10.0.1.0/24"]]]
    azure.expect(
      "GET \(Self.path)", 200,
      Self.network([("subnets", others), ("virtualNetworkPeerings", [["name": "p"]]), ("enableVmProtection", true)]))
    azure.expect("PUT \(Self.path)", 200, Self.network())
    _ = try await azure.update(
      "azure.network.VirtualNetwork", id: SeedProgramTests.networkID, network(["enable_vm_protection": true]),
      network(["dhcp_options": ["dns_servers": ["10.0.0.4"]]]))
    #expect(
      azure.received[1].body?["properties"] == [
        "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]], "dhcpOptions": ["dnsServers": ["10.0.0.4"]],
        "subnets": others, "virtualNetworkPeerings": [["name": "p"]],
      ])
    #expect(azure.received[1].body?["location"] == "eastus")
  }

  @Test func anUpdateRemovesTheSubnetsThatItDeclaredItself() async throws {
    let azure = FakeAzure()
    let mine: JSON = ["name": "mine", "properties": ["addressPrefix": "10.0.2.0/24"]]
    let other: JSON = ["name": "other", "properties": ["addressPrefix": "10.0.1.0/24"]]
    azure.expect("GET \(Self.path)", 200, Self.network([("subnets", [mine, other])]))
    azure.expect("PUT \(Self.path)", 200, Self.network())
    _ = try await azure.update(
      "azure.network.VirtualNetwork", id: SeedProgramTests.networkID,
      network(["subnets": [["name": "Mine", "address_prefix": "10.0.2.0/24"]]]),
      network(["subnets": [["name": "new", "address_prefix": "10.0.3.0/24"]]]))
    #expect(
      azure.received[1].body?.value(at: ["properties", "subnets"])
        == [["name": "new", "properties": ["addressPrefix": "10.0.3.0/24"]], other])
  }

  @Test func aRefreshLooksAtTheDeclaredSubnetsOnly() async throws {
    let azure = FakeAzure()
    let subnets: JSON = [
      ["name": "other", "id": "…/other", "properties": ["addressPrefix": "10.0.1.0/24"]],
      [
        "name": "mine", "id": "…/mine",
        "properties": ["addressPrefix": "10.0.2.0/24", "privateEndpointNetworkPolicies": "Disabled"],
      ],
    ]
    azure.expect("GET \(Self.path)", 200, Self.network([("subnets", subnets)]))
    let inputs = network(["subnets": [["name": "mine", "address_prefix": "10.0.2.0/24"]]])
    let read = try await azure.read("azure.network.VirtualNetwork", id: SeedProgramTests.networkID, inputs)
    #expect(read?.inputs == (try azure.checked("azure.network.VirtualNetwork", inputs)))
    #expect(read?.outputs["subnets"]?.arrayValue?.count == 2)

    azure.expect("GET \(Self.path)", 200, Self.network([("subnets", subnets)]))
    let plain = try await azure.read("azure.network.VirtualNetwork", id: SeedProgramTests.networkID, network())
    #expect(plain?.inputs["subnets"] == nil)
  }

  @Test func aChangeOfASubnetInsideNeverReplacesTheNetwork() throws {
    let azure = FakeAzure()
    let old = network(["subnets": [["name": "a", "address_prefix": "10.0.2.0/24", "default_outbound_access": true]]])
    let new = network(["subnets": [["name": "a", "address_prefix": "10.0.2.0/24", "default_outbound_access": false]]])
    #expect(try !azure.diff("azure.network.VirtualNetwork", old, new).requiresReplacement)
  }

  @Test func anUpdateOfASubnetKeepsWhatOthersAttached() async throws {
    let azure = FakeAzure()
    let id = "\(SeedProgramTests.networkID)/subnets/a"
    azure.expect(
      "GET \(Self.path)/subnets/a", 200,
      [
        "id": .string(id), "name": "a",
        "properties": [
          "provisioningState": "Succeeded", "addressPrefix": "10.0.1.0/24",
          "networkSecurityGroup": ["id": "…/nsg"], "routeTable": ["id": "…/routes"],
        ],
      ])
    azure.expect("PUT \(Self.path)/subnets/a", 200, ["id": .string(id), "name": "a", "properties": [:]])
    _ = try await azure.update(
      "azure.network.Subnet", id: id, subnet(["route_table": ["id": "…/routes"]]),
      subnet(["service_endpoints": [["service": "Microsoft.KeyVault"]]]))
    #expect(
      azure.received[1].body == [
        "properties": [
          "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": ["id": "…/nsg"],
          "serviceEndpoints": [["service": "Microsoft.KeyVault"]],
        ]
      ])
  }

  @Test func knowsASubnetByBeingJustAsItWasWanted() async throws {
    let azure = FakeAzure()
    let request = try azure.createRequest("azure.network.Subnet", subnet())
    func expect(_ prefix: String) {
      azure.expect(
        "GET \(Self.path)/subnets/a", 200,
        [
          "id": "…/a", "name": "a",
          "properties": [
            "provisioningState": "Succeeded", "addressPrefix": .string(prefix),
            "privateEndpointNetworkPolicies": "Disabled",
          ],
        ])
    }
    expect("10.0.1.0/24")
    #expect(try await azure.lifecycle("azure.network.Subnet").findCreated(request)?.id == "…/a")
    expect("10.0.9.0/24")
    let error = await failure { _ = try await azure.lifecycle("azure.network.Subnet").findCreated(request) }
    #expect(error?.code == .alreadyExists)
  }

  private final class Gauge: Sendable {
    let counts = Mutex<[String: Int]>([:])
    let most = Mutex(0)

    func enter(_ key: String) {
      let count = counts.withLock { counts in
        counts[key, default: 0] += 1
        return counts[key, default: 0]
      }
      most.withLock { $0 = max($0, count) }
    }

    func leave(_ key: String) { counts.withLock { $0[key, default: 0] -= 1 } }
  }

  @Test func letsOneThroughAtATimeForEachKey() async {
    let lock = KeyedLock()
    let gauge = Gauge()
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<40 {
        let key = index.isMultiple(of: 2) ? "a" : "b"
        group.addTask {
          await lock.withLock(key) {
            gauge.enter(key)
            await Task.yield()
            gauge.leave(key)
          }
        }
      }
    }
    #expect(gauge.most.withLock { $0 } == 1)
    // Nobody holds it any more.
    await lock.withLock("a") { gauge.enter("a") }
    #expect(gauge.counts.withLock { $0 } == ["a": 1, "b": 0])
  }
}
