import CofreAWS
import CofreModel
import CofreProvider
import Testing

private let config = """
  # comment
  [default]
  region = eu-west-1
  services = local
  output=json

  [profile dev]
  region= eu-central-1
  endpoint_url = http://dev.example/prefix
  s3 =
    max_concurrent_requests = 20
  [profile "with space"]
  region = us-east-2
  [services local]
  secrets_manager =
    endpoint_url = http://127.0.0.1:9999
  kms =
    endpoint_url = http://127.0.0.1:8888
  """

@Suite struct ConfigurationTests {
  private func shared(
    _ environment: [String: String] = [:], profile: String? = nil, credentials: String? = nil
  ) throws -> AWSSharedConfiguration {
    var environment = environment
    environment["HOME"] = "/home/me"
    return try AWSSharedConfiguration(profile: profile, environment: environment) { path in
      switch path {
      case "/home/me/.aws/config": return Array(config.utf8)
      case "/home/me/.aws/credentials": return credentials.map { Array($0.utf8) }
      default: return nil
      }
    }
  }

  // MARK: - Files

  @Test func readsSectionsAndGroups() throws {
    let file = try AWSConfigFile(parsing: config, path: "config")
    #expect(file.sections.keys.sorted() == ["default", "profile dev", "profile with space", "services local"])
    #expect(file.sections["profile dev"]?.settings["region"] == "eu-central-1")
    #expect(file.sections["profile dev"]?.groups["s3"] == ["max_concurrent_requests": "20"])
    #expect(file.sections["services local"]?.groups["kms"] == ["endpoint_url": "http://127.0.0.1:8888"])
  }

  @Test(arguments: ["region = x", "[default", "[]", "[default]\nnonsense", "[default]\n= x"])
  func saysWhichLineIsWrong(_ text: String) {
    #expect { try AWSConfigFile(parsing: text, path: "/p/config") } throws: { error in
      (error as? ProviderError)?.message.contains("of /p/config") == true
    }
  }

  @Test(arguments: ["", "\n\n", "[a]\r\nb = c\r\n", "[a]\nb = c = d # e", "[a]\nb = c\n  continued"])
  func readsOddFiles(_ text: String) throws { _ = try AWSConfigFile(parsing: text, path: "config") }

  @Test func theCredentialsFileGoesFirst() throws {
    let shared = try shared(credentials: "[default]\nregion = us-gov-west-1\nA = b")
    #expect(shared.setting("region") == "us-gov-west-1" && shared.setting("a") == "b")
  }

  @Test func aMissingProfileIsSaid() throws {
    for (environment, profile) in [(["AWS_PROFILE": "deb"], nil), ([:], "deb")] as [([String: String], String?)] {
      #expect { try shared(environment, profile: profile) } throws: { error in
        let error = error as? ProviderError
        return error?.code == .notConfigured && error?.hint == "Did you mean 'dev'?"
      }
    }
    #expect(try shared(["AWS_PROFILE": "with space"]).setting("region") == "us-east-2")
    #expect(try shared(["AWS_PROFILE": ""]).profileName == "default")
  }

  // MARK: - Region

  @Test(
    arguments: [
      ("us-west-2", ["AWS_REGION": "a-b-1"], "us-west-2"),
      (nil, ["AWS_REGION": "a-b-1", "AWS_DEFAULT_REGION": "c-d-1"], "a-b-1"),
      (nil, ["AWS_REGION": "", "AWS_DEFAULT_REGION": "c-d-1"], "c-d-1"), (nil, [:], "eu-west-1"),
      (nil, ["AWS_PROFILE": "dev"], "eu-central-1"),
    ] as [(String?, [String: String], String)])
  func resolvesTheRegion(_ explicit: String?, _ environment: [String: String], _ region: String) throws {
    #expect(try AWSRegion.resolve(explicit: explicit, shared: shared(environment)) == region)
  }

  @Test(arguments: ["x@evil.example/-", "US-WEST-2", "somewhere", "a-b.c"]) func refusesWhatIsNoRegion(_ text: String)
    throws
  {
    let shared = try shared(["AWS_REGION": text])
    #expect(throws: ProviderError.self) { try AWSRegion.resolve(explicit: nil, shared: shared) }
  }

  @Test func noRegionIsAnErrorThatHelps() throws {
    let empty = try AWSSharedConfiguration(profile: nil, environment: [:]) { _ in nil }
    #expect { try AWSRegion.resolve(explicit: nil, shared: empty) } throws: { error in
      (error as? ProviderError)?.hint?.contains("AWS_REGION") == true
    }
  }

  // MARK: - Endpoints

  @Test(
    arguments: [
      ("http://own:1", ["AWS_ENDPOINT_URL_SECRETS_MANAGER": "http://a:2"], "http://own:1/"),
      (nil, ["AWS_ENDPOINT_URL_SECRETS_MANAGER": "http://a:2/x", "AWS_ENDPOINT_URL": "http://b"], "http://a:2/x/"),
      (nil, ["AWS_ENDPOINT_URL": "https://b/"], "https://b/"), (nil, [:], "http://127.0.0.1:9999/"),
      (nil, ["AWS_PROFILE": "dev"], "http://dev.example/prefix/"),
      (
        nil, ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_ENDPOINT_URL": "http://b"],
        "https://secretsmanager.r-x-1.amazonaws.com/"
      ),
      ("http://own", ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"], "http://own/"),
    ] as [(String?, [String: String], String)])
  func choosesTheEndpoint(_ explicit: String?, _ environment: [String: String], _ url: String) throws {
    let endpoints = AWSEndpoints(region: "r-x-1", explicit: explicit, shared: try shared(environment))
    #expect(try endpoints.url(of: .secretsManager) == url)
  }

  @Test(
    arguments: [
      ("us-west-2", [:], "https://sts.us-west-2.amazonaws.com/", "aws"),
      ("cn-north-1", [:], "https://sts.cn-north-1.amazonaws.com.cn/", "aws-cn"),
      (
        "us-gov-west-1", ["AWS_USE_FIPS_ENDPOINT": "true"], "https://sts-fips.us-gov-west-1.amazonaws.com/",
        "aws-us-gov"
      ),
      ("eusc-de-east-1", [:], "https://sts.eusc-de-east-1.amazonaws.eu/", "aws-eusc"),
      ("eu-west-1", ["AWS_USE_DUALSTACK_ENDPOINT": "TRUE"], "https://sts.eu-west-1.api.aws/", "aws"),
    ] as [(String, [String: String], String, String)])
  func knowsThePartitions(_ region: String, _ environment: [String: String], _ url: String, _ name: String) throws {
    let shared = try AWSSharedConfiguration(profile: nil, environment: environment) { _ in nil }
    #expect(try AWSEndpoints(region: region, explicit: nil, shared: shared).url(of: .sts) == url)
    #expect(AWSPartition(region: region).name == name)
  }

  @Test(arguments: ["nonsense", "ftp://x", "http://x?y"]) func refusesWhatIsNoEndpoint(_ url: String) throws {
    let endpoints = AWSEndpoints(region: "r-x-1", explicit: nil, shared: try shared(["AWS_ENDPOINT_URL": url]))
    #expect { try endpoints.url(of: .sts) } throws: { error in
      (error as? ProviderError)?.message.contains("AWS_ENDPOINT_URL") == true
    }
  }

  @Test(arguments: [("a-B_1./:@", "a-B_1./:@"), ("a$b=é", "a=24b=3d=c3=a9"), ("", "")])
  func tagValuesHoldOnlyWhatTagsMay(_ text: String, _ value: String) {
    #expect(OwnershipTags.value(text) == value)
    #expect(OwnershipTags.value(String(repeating: "x", count: 257)).hasPrefix("sha256/"))
  }
}
