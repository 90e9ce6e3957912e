import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import Testing

@testable import CofreGCP

private let ringPath = "/v1/projects/p/locations/global/keyRings/r"
private let tokenURL = "https://oauth2.googleapis.com/token"

private let serviceAccount =
  ([
    "type": "service_account", "project_id": "file-project", "private_key_id": "key-1",
    "private_key": .string(testPrivateKey), "client_email": "builder@my-project.iam.gserviceaccount.com",
    "token_uri": .string(tokenURL),
  ] as JSON).text()

private let user =
  ([
    "type": "authorized_user", "client_id": "c.apps", "client_secret": "se/cret", "refresh_token": "1//re+fresh",
    "quota_project_id": "file-quota",
  ] as JSON).text()

private func token(_ text: String, expiresIn seconds: Int64 = 3_600) -> JSON {
  ["access_token": .string(text), "expires_in": .integer(seconds), "token_type": "Bearer"]
}

@Suite struct CredentialTests {
  /// Reads a ring with the credentials of a machine and returns the requests made.
  private func run(
    _ script: [FakeCloud.Exchange], configuration: [String: Value] = [:], environment: [String: String] = [:],
    files: [String: String] = [:], reads: Int = 1, pause: Double = 0
  ) async throws -> FakeCloud {
    let cloud = FakeCloud(script)
    let ring = try cloud.lifecycle(ringType, configuration: configuration, environment: environment, files: files)
    for index in 0..<reads {
      if index > 0 { cloud.advance(pause) }
      _ = try await ring.read(read(ringType, ringID))
    }
    cloud.expectOver()
    return cloud
  }

  private func form(_ request: HTTPRequest) -> [String: String] {
    var fields: [String: String] = [:]
    for pair in String(decoding: request.body, as: UTF8.self).split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      fields[String(parts[0])] = String(decoding: PercentEncoding.decode(parts[1]), as: UTF8.self)
    }
    return fields
  }

  // MARK: - Which credentials are used

  @Test(
    arguments: [
      (["access_token": "explicit"], ["GOOGLE_OAUTH_ACCESS_TOKEN": "variable"], "explicit"),
      ([:], ["GOOGLE_OAUTH_ACCESS_TOKEN": "first", "CLOUDSDK_AUTH_ACCESS_TOKEN": "second"], "first"),
      ([:], ["CLOUDSDK_AUTH_ACCESS_TOKEN": "second", "GOOGLE_APPLICATION_CREDENTIALS": "/no/file"], "second"),
      ([:], ["GOOGLE_OAUTH_ACCESS_TOKEN": "", "CLOUDSDK_AUTH_ACCESS_TOKEN": "second"], "second"),
    ] as [([String: Value], [String: String], String)])
  func aTokenThatIsGivenIsUsedAsItIs(
    _ configuration: [String: Value], _ environment: [String: String], _ expected: String
  ) async throws {
    let cloud = try await run([on("GET \(ringPath)")], configuration: configuration, environment: environment)
    #expect(cloud.requests[0].headers["Authorization"] == "Bearer \(expected)")
  }

  @Test(
    arguments: [
      ["GOOGLE_CREDENTIALS": serviceAccount], ["GOOGLE_CREDENTIALS": "/key.json"],
      ["GOOGLE_CLOUD_KEYFILE_JSON": " \n" + serviceAccount], ["GCLOUD_KEYFILE_JSON": "/key.json"],
      ["GOOGLE_APPLICATION_CREDENTIALS": "/key.json", "HOME": "/home"],
      ["GOOGLE_CREDENTIALS": "/key.json", "CLOUDSDK_AUTH_ACCESS_TOKEN": "later"],
    ])
  func aServiceAccountTradesAnAssertionForAToken(_ environment: [String: String]) async throws {
    let cloud = try await run(
      [on("POST \(tokenURL)", nil, 200, token("fresh")), on("GET \(ringPath)")], environment: environment,
      files: ["/key.json": serviceAccount, "/home/.config/gcloud/application_default_credentials.json": user])
    #expect(cloud.requests[1].headers["Authorization"] == "Bearer fresh")
    #expect(cloud.requests[1].headers["X-Goog-User-Project"] == nil)
    let form = form(cloud.requests[0])
    #expect(cloud.requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded")
    #expect(form.keys.sorted() == ["assertion", "grant_type"])
    #expect(form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer")
    #expect(form["assertion"] == expectedAssertion)
  }

  /// Signed by another implementation (Python's cryptography) with the same key, over the same header and claims.
  private let expectedAssertion = [
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0",
    "eyJpc3MiOiJidWlsZGVyQG15LXByb2plY3QuaWFtLmdzZXJ2aWNlYWNjb3VudC5jb20iLCJhdWQiOiJodHRwczovL29hdXRoMi5nb29nbGVhcGlz"
      + "LmNvbS90b2tlbiIsInNjb3BlIjoiaHR0cHM6Ly93d3cuZ29vZ2xlYXBpcy5jb20vYXV0aC9jbG91ZC1wbGF0Zm9ybSIsImlhdCI6MTc5NTI4"
      + "MjU0NCwiZXhwIjoxNzk1Mjg2MTQ0fQ",
    "GqVF8FOR4UZ4oaWna2DopwegfRC72c3TwgqhrlIhYyywy6ffj01BxUBwATaW4sEE-1VkMaCVfq16EMqlLt3axuLCx52l8OWb7lLQkvrITQfSL1dZ"
      + "JG09zfHzUuMow1cRZLwjh6p3iVTkZl6eEI8G_m6xVIXuQ8YQc6LGnhgHA7KKzS8d8bLozCzwhDNsiLea6rfylogvH7gywezVPnsiFl9a_uCn"
      + "Q2vs0DA6tRY6Fsv3gU2EHyFLB4GwHSKimYcFVJ59OmxOE8KxIxOBw74q_oqIjdWrPnWTSdp04bAHKYJQkGNFTuF_helaGHcis84bjZwYwTWw"
      + "OE4KpbbEu9zz_g",
  ].joined(separator: ".")

  @Test(
    arguments: [
      (["HOME": "/home"], "/home/.config/gcloud/application_default_credentials.json"),
      (["HOME": "/home", "CLOUDSDK_CONFIG": "/sdk"], "/sdk/application_default_credentials.json"),
    ])
  func aUserRefreshesTheToken(_ environment: [String: String], _ path: String) async throws {
    let cloud = try await run(
      [on("POST \(tokenURL)", nil, 200, token("fresh")), on("GET \(ringPath)")], environment: environment,
      files: [path: user])
    #expect(
      form(cloud.requests[0]) == [
        "grant_type": "refresh_token", "client_id": "c.apps", "client_secret": "se/cret",
        "refresh_token": "1//re+fresh",
      ])
    #expect(cloud.requests[1].headers["X-Goog-User-Project"] == "file-quota")
  }

  @Test(
    arguments: [
      (["billing_project": "explicit"], ["GOOGLE_CLOUD_QUOTA_PROJECT": "variable"], "explicit"),
      (
        [:],
        ["GOOGLE_CLOUD_QUOTA_PROJECT": "variable", "GOOGLE_BILLING_PROJECT": "b", "USER_PROJECT_OVERRIDE": "true"],
        "variable"
      ),
      ([:], ["GOOGLE_BILLING_PROJECT": "b", "USER_PROJECT_OVERRIDE": "true"], "b"),
      ([:], ["GOOGLE_BILLING_PROJECT": "b"], "file-quota"),
    ] as [([String: Value], [String: String], String)])
  func theQuotaProjectIsTheFirstThatIsNamed(
    _ configuration: [String: Value], _ environment: [String: String], _ expected: String
  ) async throws {
    let cloud = try await run(
      [on("POST \(tokenURL)", nil, 200, token("fresh")), on("GET \(ringPath)")], configuration: configuration,
      environment: environment.merging(["GOOGLE_APPLICATION_CREDENTIALS": "/user.json"]) { $1 },
      files: ["/user.json": user])
    #expect(cloud.requests[1].headers["X-Goog-User-Project"] == expected)
  }

  private let metadataToken =
    "/computeMetadata/v1/instance/service-accounts/default/token?scopes=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fcloud-platform"

  @Test func theMetadataServerIsTheLastResort() async throws {
    var ping = on("GET http://169.254.169.254/")
    ping.headers = ["Metadata-Flavor": "Google"]
    let cloud = try await run(
      [
        ping, on("GET http://metadata.google.internal\(metadataToken)", nil, 200, token("machine")),
        on("GET \(ringPath)"),
      ])
    #expect(cloud.requests[1].headers["Metadata-Flavor"] == "Google")
    #expect(cloud.requests[2].headers["Authorization"] == "Bearer machine")
  }

  @Test func theMetadataServerCanBeElsewhere() async throws {
    var ping = on("GET http://127.0.0.1:8088/")
    ping.headers = ["Metadata-Flavor": "Google"]
    _ = try await run(
      [ping, on("GET http://127.0.0.1:8088\(metadataToken)", nil, 200, token("machine")), on("GET \(ringPath)")],
      environment: ["GCE_METADATA_HOST": "127.0.0.1:8088"])
  }

  @Test(
    arguments: [
      ([:], [:], 1), (["NO_GCE_CHECK": "true"], [:], 0),
      ([:], ["/sys/class/dmi/id/product_name": "Google Compute Engine\n"], 3),
    ] as [([String: String], [String: String], Int)])
  func noCredentialsAtAllAreOneClearError(
    _ environment: [String: String], _ files: [String: String], _ pings: Int
  ) async throws {
    // An answer without the header is that of something else.
    let cloud = FakeCloud(Array(repeating: on("GET http://169.254.169.254/"), count: pings))
    let ring = try cloud.lifecycle(ringType, configuration: [:], environment: environment, files: files)
    let error = try await providerError { _ = try await ring.read(read(ringType, ringID)) }
    #expect(error.code == .notConfigured)
    #expect(error.message == "No Google Cloud credentials were found.")
    #expect(error.hint?.contains("gcloud auth application-default login") == true)
    cloud.expectOver()
  }

  @Test(arguments: [true, false])
  func aServiceAccountCanBeImpersonated(_ isFile: Bool) async throws {
    let lender =
      "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/lent@p.iam.gserviceaccount.com:generateAccessToken"
    let file =
      ([
        "type": "impersonated_service_account", "service_account_impersonation_url": .string(lender),
        "delegates": [], "source_credentials": try JSON.parse(user),
      ] as JSON).text()
    let cloud = try await run(
      [
        on("POST \(tokenURL)", nil, 200, token("own")),
        on(
          "POST \(lender)",
          ["delegates": [], "scope": ["https://www.googleapis.com/auth/cloud-platform"], "lifetime": "3600s"], 200,
          ["accessToken": "lent", "expireTime": "2026-11-21T18:35:44Z"]),
        on("GET \(ringPath)"),
      ],
      environment: isFile
        ? ["GOOGLE_APPLICATION_CREDENTIALS": "/file.json"]
        : ["GOOGLE_CREDENTIALS": user, "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT": "lent@p.iam.gserviceaccount.com"],
      files: ["/file.json": file])
    #expect(cloud.requests[1].headers["Authorization"] == "Bearer own")
    #expect(cloud.requests[2].headers["Authorization"] == "Bearer lent")
  }

  // MARK: - What cannot be used

  @Test(
    arguments: [
      ("{\"type\": \"external_account\"}", "of the type external_account", "print-access-token"),
      ("{\"type\": \"gdch_service_account\"}", "of the type gdch_service_account", "print-access-token"),
      ("{}", "it has no \"type\"", "gcloud auth"),
      ("[1]", "no JSON object", "gcloud auth"),
      ("{\"type\": \"service_account\"}", "it has no \"client_email\"", "gcloud auth"),
      (
        "{\"type\": \"service_account\", \"client_email\": \"a@b\", \"private_key\": \"canary\"}",
        "private_key cannot be read", "gcloud auth"
      ),
      ("{\"type\": \"authorized_user\", \"client_id\": \"a\"}", "it has no \"client_secret\"", "gcloud auth"),
      (
        "{\"type\": \"authorized_user\", \"universe_domain\": \"example.org\"}", "GOOGLE_CLOUD_UNIVERSE_DOMAIN",
        "gcloud auth"
      ),
      (
        "{\"type\": \"authorized_user\", \"client_id\": \"a\", \"client_secret\": \"canary\", \"refresh_token\": \"canary\", \"token_uri\": \"http://example.org/\"}",
        "in clear over the network", "https"
      ),
    ])
  func aFileThatCannotBeUsedSaysWhy(_ file: String, _ message: String, _ hint: String) async throws {
    let cloud = FakeCloud([])
    let ring = try cloud.lifecycle(
      ringType, configuration: [:], environment: ["GOOGLE_APPLICATION_CREDENTIALS": "/file.json"],
      files: ["/file.json": file])
    let error = try await providerError { _ = try await ring.read(read(ringType, ringID)) }
    #expect(error.code == .notConfigured)
    #expect(error.message.contains("/file.json"))
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.hint?.contains(hint) == true)
    #expect(!"\(error)".contains("canary"))
  }

  @Test func aMissingFileIsNamedAndAMangledKeyIsNot() async throws {
    for (text, isShown) in [("/no/file.json", true), ("canary\n{\"type\"", false)] {
      let ring = try FakeCloud([]).lifecycle(ringType, configuration: [:], environment: ["GOOGLE_CREDENTIALS": text])
      let error = try await providerError { _ = try await ring.read(read(ringType, ringID)) }
      #expect(error.message.contains("GOOGLE_CREDENTIALS names cannot be read"))
      #expect(error.message.contains(text) == isShown)
      #expect(!"\(error)".contains("canary"))
    }
  }

  @Test func aRevokedLoginSaysHowToLogInAgain() async throws {
    let cloud = FakeCloud([
      on("POST \(tokenURL)", nil, 400, ["error": "invalid_grant", "error_description": "Token has been revoked."])
    ])
    let ring = try cloud.lifecycle(ringType, configuration: [:], environment: ["GOOGLE_CREDENTIALS": user])
    let error = try await providerError { _ = try await ring.read(read(ringType, ringID)) }
    #expect(error.code == .unauthenticated)
    #expect(error.cloudCode == "invalid_grant")
    #expect(error.message.contains("Token has been revoked."))
    #expect(error.hint == "Log in again: gcloud auth application-default login")
  }

  @Test func aTokenEndpointInTroubleIsAskedThreeTimes() async throws {
    let cloud = try await run(
      [
        on("POST \(tokenURL)", nil, 503), on("POST \(tokenURL)", nil, 400, ["error": "server_error"]),
        on("POST \(tokenURL)", nil, 200, token("fresh")), on("GET \(ringPath)"),
      ], environment: ["GOOGLE_CREDENTIALS": user])
    #expect(cloud.pauses == [.seconds(1), .seconds(2)])
  }

  // MARK: - The life of a token

  @Test func aTokenIsKeptUntilShortlyBeforeItExpires() async throws {
    let get = on("GET \(ringPath)")
    let first = on("POST \(tokenURL)", nil, 200, token("first"))
    let second = on("POST \(tokenURL)", nil, 200, token("second"))
    let environment = ["GOOGLE_CREDENTIALS": user]
    _ = try await run([first, get, get], environment: environment, reads: 2, pause: 3_374)
    let cloud = try await run([first, get, second, get], environment: environment, reads: 2, pause: 3_375)
    #expect(cloud.requests[3].headers["Authorization"] == "Bearer second")
  }

  @Test func anOldTokenDoesWhileRenewingFails() async throws {
    let get = on("GET \(ringPath)"), refusal = on("POST \(tokenURL)", nil, 400, ["error": "invalid_client"])
    let cloud = try await run(
      [on("POST \(tokenURL)", nil, 200, token("first")), get, refusal, get],
      environment: ["GOOGLE_CREDENTIALS": user], reads: 2, pause: 3_500)
    #expect(cloud.requests[3].headers["Authorization"] == "Bearer first")
  }

  @Test func aTokenThatIsNotTakenIsReplacedOnce() async throws {
    let cloud = try await run(
      [
        on("POST \(tokenURL)", nil, 200, token("first")), on("GET \(ringPath)", error: "UNAUTHENTICATED", 401),
        on("POST \(tokenURL)", nil, 200, token("second")), on("GET \(ringPath)"),
      ], environment: ["GOOGLE_CREDENTIALS": user])
    #expect(cloud.requests[3].headers["Authorization"] == "Bearer second")
  }

  @Test func aTokenThatIsNeverTakenIsAnError() async throws {
    let refused = on("GET \(ringPath)", error: "UNAUTHENTICATED", 401)
    let fresh = on("POST \(tokenURL)", nil, 200, token("any"))
    let renewable = FakeCloud([fresh, refused, fresh, refused])
    let ring = try renewable.lifecycle(ringType, configuration: [:], environment: ["GOOGLE_CREDENTIALS": user])
    #expect(try await providerError { _ = try await ring.read(read(ringType, ringID)) }.code == .unauthenticated)
    renewable.expectOver()

    let fixed = FakeCloud([refused])
    let other = try fixed.lifecycle(ringType)
    let error = try await providerError { _ = try await other.read(read(ringType, ringID)) }
    #expect(error.code == .unauthenticated)
    #expect(error.message.contains("the provider's access_token"))
  }

  @Test func manyCallsAtOnceFetchOneToken() async throws {
    let source = CountingSource()
    let cache = TokenCache(source, clock: FakeCloud([]).clock)
    let tokens = try await withThrowingTaskGroup(of: AccessToken.self) { group in
      for _ in 0..<50 { group.addTask { try await cache.token() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(tokens.compactMap { $0.value.revealString(for: .validation) }) == ["token-1"])
    // A rejection that comes late does not throw away the token that replaced the rejected one.
    await cache.reject(tokens[0])
    let second = try await cache.token()
    await cache.reject(tokens[0])
    #expect(try await cache.token() == second)
  }
}

private actor CountingSource: TokenSource {
  nonisolated let origin = "a test"
  nonisolated let isRenewable = true
  private var count = 0

  func fetch() async throws -> AccessToken {
    count += 1
    let number = count
    await Task.yield()
    return AccessToken(value: Sensitive("token-\(number)"), expiresAt: 1_795_282_544 + 3_600)
  }
}
