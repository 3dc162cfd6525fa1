package io.promontory.frontend.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.promontory.adapter.testing.tls.TestAuthority;
import io.promontory.adapter.testing.tls.TestAuthority.Issued;
import io.promontory.adapter.tls.TlsConfig;
import io.promontory.adapter.tls.TlsContexts;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP port behind a web configuration, asked by a real client. */
class HttpDoorTest {
  private static final String USERS =
      "basic_auth_users: {me: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW}\n";

  private static final String AES_128 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
  private static final String AES_256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";

  @TempDir static Path keys;
  private static TestAuthority authority;
  private static Issued server;
  private static Issued client;

  @TempDir Path folder;

  @BeforeAll
  static void issue() {
    authority = new TestAuthority(keys, "authority");
    server = authority.issue("server", "ip:127.0.0.1");
    client = authority.issue("client", "dns:grafana");
  }

  private ServerProcess start(String web) throws Exception {
    return start(web, "[]");
  }

  private ServerProcess start(String web, String stores) throws Exception {
    write(web);
    Path file =
        Files.writeString(
            folder.resolve("promontory.yml"),
            """
            server: {applicationConnectors: [{type: http, port: 0}], shutdownGracePeriod: 1s}
            logging: {level: 'OFF'}
            stores: %s
            web: {config_file: web.yml}
            """
                .formatted(stores));
    return ServerProcess.start(new ConfigLoader().load(file));
  }

  private void write(String web) throws IOException {
    Files.writeString(folder.resolve("web.yml"), web);
  }

  private static String tls(String more) {
    return "tls_server_config: {cert_file: %s, key_file: %s%s}\n"
        .formatted(server.certFile(), server.keyFile(), more);
  }

  private static String mutual(String policy) {
    return tls(", client_auth_type: %s, client_ca_file: %s".formatted(policy, authority.caFile()));
  }

  private static HttpClient trusting(TlsConfig config) {
    return HttpClient.newBuilder().sslContext(TlsContexts.of(config)).build();
  }

  private static HttpResponse<String> get(HttpClient http, ServerProcess process, String password)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(process.url() + "/api/v1/query?query=1"));
    if (!password.isEmpty()) {
      String pair = Base64.getEncoder().encodeToString(("me:" + password).getBytes(UTF_8));
      request.header("Authorization", "Basic " + pair);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void usersAndHeaders() throws Exception {
    try (ServerProcess process =
            start(
                USERS
                    + "http_server_config: {http2: false, headers: {X-Frame-Options: deny,"
                    + " Strict-Transport-Security: max-age=1}}");
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> refused = get(http, process, "");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).isEqualTo("Unauthorized\n");
      assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Basic");
      assertThat(refused.headers().firstValue("X-Frame-Options")).contains("deny");
      assertThat(get(http, process, "wrong").statusCode()).isEqualTo(401);
      HttpResponse<String> answer = get(http, process, "U*U");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=1");
      for (String path : new String[] {"/metrics", "/-/healthy", "/-/ready", "/nothing", "/"}) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(process.url() + path)).build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
            .as(path)
            .isEqualTo(401);
      }
    }
  }

  @Test
  void theFileIsReadAgainWhenItChanges() throws Exception {
    try (ServerProcess process = start("{}\n");
        HttpClient http = HttpClient.newHttpClient()) {
      assertThat(get(http, process, "").statusCode()).isEqualTo(200);
      write(USERS);
      assertThat(get(http, process, "").statusCode()).isEqualTo(401);
      assertThat(get(http, process, "U*U").statusCode()).isEqualTo(200);
      write("basic_auth_users: broken\n");
      assertThat(get(http, process, "").statusCode()).isEqualTo(401);
      assertThat(get(http, process, "U*U").statusCode()).isEqualTo(200);
      Files.delete(folder.resolve("web.yml"));
      assertThat(get(http, process, "").statusCode()).isEqualTo(401);
      write("basic_auth_users: {}\n");
      assertThat(get(http, process, "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tlsWithACertificateThatIsReplaced() throws Exception {
    Path cert = Files.copy(server.certFile(), folder.resolve("s.crt"));
    Path key = Files.copy(server.keyFile(), folder.resolve("s.key"));
    try (ServerProcess process =
        start("tls_server_config: {cert_file: s.crt, key_file: s.key}\n" + USERS)) {
      assertThat(process.url().getScheme()).isEqualTo("https");
      assertThat(subject(process)).isEqualTo("CN=server");
      Issued other = authority.issue("other", "ip:127.0.0.1");
      Files.copy(other.certFile(), cert, StandardCopyOption.REPLACE_EXISTING);
      assertThat(subject(process)).as("while the key is another's").isEqualTo("CN=server");
      Files.copy(other.keyFile(), key, StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(key, FileTime.from(Instant.EPOCH));
      assertThat(subject(process)).isEqualTo("CN=other");
    }
  }

  private static String subject(ServerProcess process) throws Exception {
    try (HttpClient http = trusting(authority.trust())) {
      HttpResponse<String> answer = get(http, process, "U*U");
      assertThat(answer.statusCode()).isEqualTo(200);
      X509Certificate peer =
          (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
      return peer.getSubjectX500Principal().getName();
    }
  }

  @Test
  void onlyClientsWithACertificateOfTheAuthority() throws Exception {
    TestAuthority foreign = new TestAuthority(folder, "foreign");
    Issued stranger = foreign.issue("stranger", "dns:grafana");
    TlsConfig asStranger =
        new TlsConfig(authority.caFile(), stranger.certFile(), stranger.keyFile(), null, false);
    try (ServerProcess process = start(mutual("RequireAndVerifyClientCert"));
        HttpClient known = trusting(authority.trustAs(client));
        HttpClient unknown = trusting(asStranger);
        HttpClient nobody = trusting(authority.trust())) {
      assertThat(get(known, process, "").statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> get(unknown, process, "")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> get(nobody, process, "")).isInstanceOf(IOException.class);
      write(mutual("VerifyClientCertIfGiven"));
      assertThat(get(nobody, process, "").statusCode()).isEqualTo(200);
      write(mutual("RequestClientCert"));
      assertThat(get(unknown, process, "").statusCode()).isEqualTo(200);
      write(mutual("RequireAndVerifyClientCert, client_allowed_sans: [prometheus]"));
      assertThatThrownBy(() -> again(known, process))
          .as("a session of before is not resumed")
          .isInstanceOf(IOException.class);
      write(mutual("RequireAndVerifyClientCert, client_allowed_sans: [a, grafana]"));
      try (HttpClient again = trusting(authority.trustAs(client))) {
        assertThat(get(again, process, "").statusCode()).isEqualTo(200);
      }
    }
  }

  /** By another client with the sessions of one before, since connections stay open. */
  private static void again(HttpClient before, ServerProcess process) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(before.sslContext()).build()) {
      get(http, process, "");
    }
  }

  @Test
  void versionsAndCipherSuites() throws Exception {
    try (ServerProcess process = start(tls(", min_version: TLS13"))) {
      assertThat(spoken(process, "TLSv1.3")).startsWith("TLSv1.3 ");
      assertThatThrownBy(() -> spoken(process, "TLSv1.2")).isInstanceOf(IOException.class);
      write(tls(", max_version: TLS12, cipher_suites: [" + AES_256 + "]"));
      assertThat(spoken(process, "TLSv1.2", "TLSv1.3")).isEqualTo("TLSv1.2 " + AES_256);
    }
  }

  private static String spoken(ServerProcess process, String... versions) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(versions);
    try (HttpClient http =
        HttpClient.newBuilder()
            .sslContext(TlsContexts.of(authority.trust()))
            .sslParameters(parameters)
            .build()) {
      var session = get(http, process, "").sslSession().orElseThrow();
      return session.getProtocol() + " " + session.getCipherSuite();
    }
  }

  @Test
  void certificatesAndKeyInPlace() throws Exception {
    String web =
        "tls_server_config:\n"
            + inPlace("cert", server.certFile())
            + inPlace("key", server.keyFile())
            + inPlace("client_ca", authority.caFile())
            + "  client_auth_type: RequireAndVerifyClientCert\n";
    try (ServerProcess process = start(web);
        HttpClient known = trusting(authority.trustAs(client));
        HttpClient nobody = trusting(authority.trust())) {
      assertThat(get(known, process, "").statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> get(nobody, process, "")).isInstanceOf(IOException.class);
      assertThat(new ConfigLoader().loadWeb(folder.resolve("web.yml")).tls().toString())
          .doesNotContain("BEGIN");
      Issued other = authority.issue("another", "ip:127.0.0.1");
      write(
          "tls_server_config:\n"
              + inPlace("cert", other.certFile())
              + inPlace("key", other.keyFile()));
      assertThat(subject(process)).isEqualTo("CN=another");
    }
  }

  private static String inPlace(String key, Path pem) throws IOException {
    return "  " + key + ": |\n" + Files.readString(pem).indent(4);
  }

  @Test
  void clientsByAddressMailAndUri() throws Exception {
    Issued named = authority.issue("named", "ip:2001:db8::1,email:a@example.com,uri:spiffe://x/y");
    try (ServerProcess process = start(mutual("RequireAndVerifyClientCert"))) {
      for (String name : new String[] {"'2001:DB8::1'", "a@example.com", "'spiffe://x/y'"}) {
        write(mutual("RequireAndVerifyClientCert, client_allowed_sans: [" + name + "]"));
        try (HttpClient http = trusting(authority.trustAs(named));
            HttpClient other = trusting(authority.trustAs(client))) {
          assertThat(get(http, process, "").statusCode()).as(name).isEqualTo(200);
          assertThatThrownBy(() -> get(other, process, "")).isInstanceOf(IOException.class);
        }
      }
    }
  }

  @Test
  void curvesAndTheOrderOfSuites() throws Exception {
    String suites = ", max_version: TLS12, cipher_suites: [" + AES_256 + ", " + AES_128 + "]";
    try (ServerProcess process =
        start(tls(", curve_preferences: [CurveP384, X25519], min_version: TLS10"))) {
      assertThat(handshake(process, "x25519")).startsWith("TLS_AES_");
      assertThat(handshake(process, "secp384r1")).startsWith("TLS_AES_");
      assertThatThrownBy(() -> handshake(process, "secp521r1")).isInstanceOf(IOException.class);
      write(tls(suites));
      assertThat(handshake(process, "secp256r1")).as("ours").isEqualTo(AES_256);
      write(tls(suites + ", prefer_server_cipher_suites: false"));
      assertThat(handshake(process, "secp256r1")).as("the client's").isEqualTo(AES_128);
    }
  }

  /** The suite that is agreed on with a client that has one group, and likes AES-128 best. */
  private static String handshake(ServerProcess process, String group) throws IOException {
    SSLContext context = TlsContexts.of(authority.trust());
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", process.url().getPort())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setNamedGroups(new String[] {group});
      parameters.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256", AES_128, AES_256});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getSession().getCipherSuite();
    }
  }

  @Test
  void http2WhereItIsAskedForAndOn() throws Exception {
    try (ServerProcess process = start(tls("") + USERS);
        HttpClient http = trusting(authority.trust())) {
      HttpResponse<String> answer = get(http, process, "U*U");
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"success\"");
      assertThat(get(http, process, "wrong").statusCode()).isEqualTo(401);
      try (HttpClient older =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(http.sslContext())
              .build()) {
        assertThat(get(older, process, "U*U").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      }
    }
    try (ServerProcess process = start(tls("") + "http_server_config: {http2: false}\n");
        HttpClient http = trusting(authority.trust())) {
      assertThat(get(http, process, "").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  /** As over HTTP/1.1: nobody pays for an answer that nobody waits for. */
  @Test
  void aClientThatLeavesOverHttp2EndsItsQuery() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ServerProcess process =
            start(
                tls(""),
                "[{name: s, type: prometheus, url: \"http://127.0.0.1:%d\", timeout: 2m}]"
                    .formatted(silent.getLocalPort()));
        HttpClient http = trusting(authority.trust())) {
      URI uri = URI.create(process.url() + "/api/v1/query?query=up");
      CompletableFuture<HttpResponse<String>> asked =
          http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      await().atMost(Duration.ofSeconds(30)).until(() -> running(http, process).contains("\"up\""));
      assertThat(asked.cancel(true)).isTrue();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !running(http, process).contains("\"up\""));
    }
  }

  private static String running(HttpClient http, ServerProcess process) throws Exception {
    URI uri = URI.create(process.url() + "/api/v1/queries");
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  @Test
  void noMoreRequestsThanTheLimit() throws Exception {
    try (ServerProcess process = start("rate_limit: {interval: 1h, burst: 2}\n" + USERS);
        HttpClient http = HttpClient.newHttpClient()) {
      assertThat(get(http, process, "").statusCode()).as("counts too").isEqualTo(401);
      assertThat(get(http, process, "U*U").statusCode()).isEqualTo(200);
      HttpResponse<String> refused = get(http, process, "U*U");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).isEqualTo("Too Many Requests\n");
      write("rate_limit: {interval: 1h, burst: 2}\n");
      assertThat(get(http, process, "").statusCode()).as("other words changed").isEqualTo(429);
      write("rate_limit: {interval: 1h, burst: 1}\n");
      assertThat(get(http, process, "").statusCode()).isEqualTo(200);
      assertThat(get(http, process, "").statusCode()).isEqualTo(429);
      write("rate_limit: {interval: 0}\n");
      assertThat(get(http, process, "").statusCode()).isEqualTo(200);
      assertThat(get(http, process, "").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {basic_auth_user: {}}                             | web.yml:1:2: unknown key "basic_auth_user"; did you mean "basic_auth_users"?
          {basic_auth_users: {me: plain}}                   | web.yml:1:21: basic_auth_users.me is no bcrypt hash
          {http_server_config: {headers: {Server: x}}}      | web.yml:1:33: http_server_config.headers.Server cannot be set; known:
          {http_server_config: {headers: {X-Frame-Options: x}}} | web.yml:1:33: http_server_config.headers.X-Frame-Options is "x"; known:
          {tls_server_config: {}}                           | web.yml:1:2: tls_server_config needs the key "cert_file", or "cert"
          {tls_server_config: {cert: x, cert_file: y}}      | web.yml:1:2: tls_server_config has both "cert" and "cert_file"; remove one
          {tls_server_config: {cert: x, key: y}}            | web.yml:1:2: tls_server_config tls:
          {tls_server_config: {cert_file: a, key_file: b, min_version: TLS9}} | web.yml:1:2: tls_server_config min_version is "TLS9"; known: TLS10, TLS11, TLS12, TLS13
          {tls_server_config: {cert_file: a, key_file: b, curve_preferences: [P256]}} | web.yml:1:2: tls_server_config curve_preferences has "P256"; known: CurveP256,
          {tls_server_config: {cert_file: a, key_file: b, cipher_suites: [X]}} | web.yml:1:2: tls_server_config
          {tls_server_config: {curve_preference: []}}       | web.yml:1:22: unknown key "tls_server_config.curve_preference"; did you mean "curve_preferences"?
          {rate_limit: {interval: 1s}}                      | web.yml:1:2: rate_limit lets nobody in: "burst" must be at least 1 with an interval
          {rate_limit: {interval: often}}                   | web.yml:1:15: rate_limit.interval must be a duration such as 30s, 5m or 1h30m, found
          {rate_limit: {bursts: 1}}                         | web.yml:1:15: unknown key "rate_limit.bursts"; did you mean "burst"?
          {tls_server_config: {cert_file: a, key_file: b}}  | web.yml:1:2: tls_server_config tls: no such file:
          {tls_server_config: {cert_file: a, key_file: b, min_version: TLS10, max_version: TLS11}} | web.yml:1:2: tls_server_config max_version is "TLS11", but nothing before TLS12 is spoken
          {tls_server_config: {cert_file: a, key_file: b, client_auth_type: Some}} | web.yml:1:2: tls_server_config client_auth_type is "Some"; known: NoClientCert,
          {tls_server_config: {cert_file: a, key_file: b, client_ca_file: c}} | web.yml:1:2: tls_server_config client_ca_file means nothing without a client_auth_type
          {tls_server_config: {cert_file: a, key_file: b, client_auth_type: RequireAndVerifyClientCert}} | web.yml:1:2: tls_server_config client_auth_type needs the key client_ca_file
          """)
  void aBadFileIsRefusedWithItsPlace(String web, String message) throws Exception {
    assertThatThrownBy(() -> start(web).close())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("web.config_file is refused: " + folder + "/" + message)
        .hasMessageNotContaining("plain ");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    assertThatThrownBy(
            () ->
                start(
                        "tls_server_config: {cert_file: %s, key_file: %s}"
                            .formatted(server.certFile(), client.keyFile()))
                    .close())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("client.key is not the key of the certificate in");
  }
}
