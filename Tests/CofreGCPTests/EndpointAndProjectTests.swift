import CofreJSON
import CofreHTTP
import CofreModel
import CofreProvider
import Testing

@testable import CofreGCP

@Suite struct EndpointAndProjectTests {
  private func environment(_ configuration: [String: Value], _ variables: [String: String]) -> GCPEnvironment {
    GCPEnvironment(configuration: configuration, variables: variables, readFile: { _ in nil })
  }

  @Test(
    arguments: [
      ([:], [:], "https://cloudkms.googleapis.com"),
      ([:], ["GOOGLE_CLOUD_UNIVERSE_DOMAIN": "example.org"], "https://cloudkms.example.org"),
      ([:], ["GOOGLE_KMS_CUSTOM_ENDPOINT": "https://a.example/v1/"], "https://a.example"),
      ([:], ["CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS": "https://b.example/"], "https://b.example"),
      (
        ["kms_custom_endpoint": "http://127.0.0.1:9/"], ["GOOGLE_KMS_CUSTOM_ENDPOINT": "https://a.example"],
        "http://127.0.0.1:9"
      ),
      (["kms_custom_endpoint": "http://localhost:9/v1"], [:], "http://localhost:9"),
      (["kms_custom_endpoint": "http://[::1]:9"], [:], "http://[::1]:9"),
    ] as [([String: Value], [String: String], String)])
  func theEndpointIsTheFirstThatIsSet(
    _ configuration: [String: Value], _ variables: [String: String], _ expected: String
  ) throws {
    #expect(try GCPEndpoint.cloudKMS(environment(configuration, variables)).base == expected)
  }

  @Test(arguments: [
    ("http://kms.example.org", "in clear"), ("http://127.0.0.1.example.org", "in clear"),
    ("http://localhost@example.org", "no URL"), ("kms.example.org", "no URL"), ("https://a.example/?x=1", "no URL"),
  ])
  func noTokenIsSentInClear(_ url: String, _ message: String) async throws {
    let error = try await providerError {
      _ = try GCPProvider.make(
        configuration: [:], environment: ["GOOGLE_KMS_CUSTOM_ENDPOINT": url], readFile: { _ in nil },
        transport: FakeCloud([]))
    }
    #expect(error.code == .notConfigured)
    #expect(error.message.contains(message))
    #expect(error.message.contains("GOOGLE_KMS_CUSTOM_ENDPOINT"))
  }

  private let file =
    "{\"type\": \"authorized_user\", \"client_id\": \"a\", \"client_secret\": \"b\", \"refresh_token\": \"c\", \"project_id\": \"of-file\"}"

  @Test(
    arguments: [
      (["project": "explicit"], ["GOOGLE_PROJECT": "p1"], "explicit"),
      ([:], ["GOOGLE_PROJECT": "p1", "GOOGLE_CLOUD_PROJECT": "p2"], "p1"),
      ([:], ["GOOGLE_CLOUD_PROJECT": "p2", "GCLOUD_PROJECT": "p3"], "p2"),
      ([:], ["GCLOUD_PROJECT": "p3", "CLOUDSDK_CORE_PROJECT": "p4"], "p3"),
      ([:], ["CLOUDSDK_CORE_PROJECT": "p4"], "p4"),
      ([:], ["GOOGLE_PROJECT": ""], "of-file"),
    ] as [([String: Value], [String: String], String)])
  func theProjectIsTheFirstThatIsNamed(
    _ configuration: [String: Value], _ variables: [String: String], _ expected: String
  ) throws {
    let ring = try FakeCloud([]).lifecycle(
      ringType, configuration: configuration,
      environment: variables.merging(["GOOGLE_APPLICATION_CREDENTIALS": "/file.json"]) { $1 },
      files: ["/file.json": file])
    let request = CheckRequest(
      urn: owner(ringType).urn, type: ringType, inputs: ["location": "global"], priorInputs: nil)
    #expect(try ring.check(request).inputs["project"] == .string(expected))
  }

  @Test func aProjectThatTheResourceNamesStays() throws {
    let ring = try FakeCloud([]).lifecycle(ringType)
    let request = CheckRequest(urn: owner(ringType).urn, type: ringType, inputs: ["project": "own"], priorInputs: nil)
    #expect(try ring.check(request).inputs["project"] == "own")
  }

  @Test func theMetadataServerKnowsTheProjectOfTheMachine() async throws {
    var ping = on("GET http://169.254.169.254/")
    ping.headers = ["Metadata-Flavor": "Google"]
    var answer = on("GET http://metadata.google.internal/computeMetadata/v1/project/project-id")
    answer.answer = Array("machine-project".utf8)
    let create = on("POST /v1/projects/machine-project/locations/global/keyRings?keyRingId=r", [:])
    let cloud = FakeCloud([ping, answer, create, create])
    let ring = try cloud.lifecycle(ringType, configuration: ["access_token": "t"])
    let request = CofreGCPTests.create(ringType, ["name": "r", "location": "global"])
    let result = try await ring.create(request)
    _ = try await ring.create(request)
    #expect(result.outputs["project"] == "machine-project")
    cloud.expectOver()
  }

  @Test func noProjectAtAllIsOneClearError() async throws {
    let ring = try FakeCloud([]).lifecycle(
      ringType, configuration: ["access_token": "t"], environment: ["NO_GCE_CHECK": "true"])
    let error = try await providerError {
      _ = try await ring.create(CofreGCPTests.create(ringType, ["name": "r", "location": "global"]))
    }
    #expect(error.code == .notConfigured)
    #expect(error.message == "No Google Cloud project is set.")
  }
}
