package io.promontory.frontend.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.adapter.testing.tls.TestAuthority;
import io.promontory.adapter.testing.tls.TestAuthority.Issued;
import io.promontory.adapter.tls.TlsConfig;
import io.promontory.adapter.tls.TlsContexts;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import java.io.IOException;
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
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP port behind a web configuration, asked by a real client. */
class HttpDoorTest {
  private static final String USERS =
      "basic_auth_users: {me: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW}\n";

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
    write(web);
    Path file =
        Files.writeString(
            folder.resolve("promontory.yml"),
            """
            server: {applicationConnectors: [{type: http, port: 0}], shutdownGracePeriod: 1s}
            logging: {level: 'OFF'}
            stores: []
            web: {config_file: web.yml}
            """);
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
      String suite = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
      write(tls(", max_version: TLS12, cipher_suites: [" + suite + "]"));
      assertThat(spoken(process, "TLSv1.2", "TLSv1.3")).isEqualTo("TLSv1.2 " + suite);
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {basic_auth_user: {}}                             | web.yml:1:2: unknown key "basic_auth_user"; did you mean "basic_auth_users"?
          {basic_auth_users: {me: plain}}                   | web.yml:1:21: basic_auth_users.me is no bcrypt hash
          {http_server_config: {headers: {Server: x}}}      | web.yml:1:33: http_server_config.headers.Server cannot be set; known:
          {http_server_config: {headers: {X-Frame-Options: x}}} | web.yml:1:33: http_server_config.headers.X-Frame-Options is "x"; known:
          {tls_server_config: {}}                           | web.yml:1:2: tls_server_config needs the key "cert_file"
          {tls_server_config: {cert_file: a, key_file: b}}  | web.yml:1:2: tls_server_config tls: no such file:
          {tls_server_config: {cert_file: a, key_file: b, min_version: TLS10}} | web.yml:1:2: tls_server_config min_version is "TLS10"; known: TLS12, TLS13
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
