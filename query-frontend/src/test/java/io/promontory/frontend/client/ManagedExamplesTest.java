package io.promontory.frontend.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.auth.HttpAuth;
import io.promontory.adapter.auth.OAuth2;
import io.promontory.adapter.auth.Sigv4;
import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeSts;
import io.promontory.adapter.testing.amp.SigV4Verifier;
import io.promontory.adapter.testing.amp.WireAnswer;
import io.promontory.adapter.testing.amp.WireRequest;
import io.promontory.adapter.testing.amp.WireServer;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.config.ManagedStoreSection;
import io.promontory.objectstore.aws.AssumedRole;
import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.series.store.QueryContext;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of {@code docs/managed-endpoints.md}: each is read, and the request it sends seen.
 */
class ManagedExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\n(stores:.*?)```", Pattern.DOTALL);

  @TempDir Path secrets;
  private final List<WireRequest> requests = new CopyOnWriteArrayList<>();
  private WireServer server;
  private final AwsAccounts accounts = new AwsAccounts();

  @BeforeEach
  void start() {
    server =
        new WireServer(
            request -> {
              requests.add(request);
              String token = "{\"access_token\":\"granted\",\"expires_in\":3600}";
              return WireAnswer.of(200, "application/json", token);
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<String> examples() throws Exception {
    Path page = Path.of(System.getProperty("promontory.root"), "docs", "managed-endpoints.md");
    return EXAMPLE
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  private ManagedStoreSection example(String name) throws Exception {
    String text =
        examples().stream()
            .filter(example -> example.contains("- name: " + name + "\n"))
            .findFirst()
            .orElseThrow();
    ConfigFile file =
        new ConfigLoader(variable -> null)
            .parse(secrets.resolve("f.yml"), text.replace("/run/secrets/", secrets + "/"));
    return (ManagedStoreSection) file.config().stores().getFirst();
  }

  /** Sends a query as the example does, but to the test's server. */
  private WireRequest sent(String name, UnaryOperator<HttpAuth> here) throws Exception {
    ManagedStoreSection section = example(name);
    HttpClientConfig config = new HttpClients(Path::of).config(section);
    HttpAuth auth = config.auth();
    String path = URI.create(section.url()).getRawPath();
    try (StoreHttpClient client =
            new StoreHttpClient(
                name,
                server.uri().resolve(path.isEmpty() ? "/" : path),
                config.withAuth(auth == null ? null : here.apply(auth)),
                Duration.ofSeconds(10));
        HttpAnswer answer =
            client.get("/api/v1/query?query=sum+by+(job)+(up)", QueryContext.unbounded())) {
      assertThat(answer.status()).isEqualTo(200);
    }
    return requests.getLast();
  }

  private static Sigv4 keys(HttpAuth auth, String region) {
    return ((Sigv4) auth)
        .withRegion(region)
        .withCredentials(
            AwsCredentialSource.Keys.of(AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY));
  }

  private void verify(WireRequest request, String region, String service) throws Exception {
    new SigV4Verifier(region, service, accounts, InstantSource.system()).verify(request);
  }

  @Test
  void everyExampleIsSeenHere() throws Exception {
    assertThat(examples()).hasSize(8);
  }

  @Test
  void amazonManagedPrometheus() throws Exception {
    WireRequest request = sent("amp", auth -> keys(auth, "eu-west-1"));
    verify(request, "eu-west-1", "aps");
    assertThat(request.path())
        .isEqualTo("/workspaces/ws-11111111-2222-3333-4444-555555555555/api/v1/query");
    assertThat(((Sigv4) new HttpClients(Path::of).config(example("amp")).auth()).credentials())
        .isInstanceOf(AwsCredentialSource.Chain.class);
  }

  @Test
  void amazonManagedPrometheusByARole() throws Exception {
    try (FakeSts sts = new FakeSts(accounts, "us-east-1", InstantSource.system())) {
      WireRequest request =
          sent(
              "amp-of-team-b",
              auth -> {
                AssumedRole role = ((Sigv4) auth).role();
                assertThat(role.externalId()).isEqualTo("agreed-with-team-b");
                return keys(auth, "us-east-1")
                    .withRole(
                        new AssumedRole(
                            FakeSts.ROLE, FakeSts.EXTERNAL_ID, role.sessionName(), sts.url()));
              });
      verify(request, "us-east-1", "aps");
      assertThat(request.header("x-amz-security-token")).isEqualTo("session//token+1==");
    }
  }

  @Test
  void cloudWatch() throws Exception {
    verify(sent("cloudwatch", auth -> keys(auth, "eu-west-1")), "eu-west-1", "monitoring");
  }

  @Test
  void googleManagedPrometheus() throws Exception {
    Files.writeString(secrets.resolve("gmp-token"), "ya29.first\n");
    WireRequest first = sent("gmp", auth -> auth);
    assertThat(first.header("authorization")).isEqualTo("Bearer ya29.first");
    assertThat(first.path())
        .isEqualTo("/v1/projects/my-project/location/global/prometheus/api/v1/query");
    Files.writeString(secrets.resolve("gmp-token"), "ya29.second\n");
    assertThat(sent("gmp", auth -> auth).header("authorization")).isEqualTo("Bearer ya29.second");
  }

  @Test
  void azureMonitor() throws Exception {
    Files.writeString(secrets.resolve("azure-client"), "hush");
    WireRequest request =
        sent(
            "azure",
            auth -> {
              OAuth2 client = (OAuth2) auth;
              assertThat(client.tokenUrl().getHost()).isEqualTo("login.microsoftonline.com");
              return new OAuth2(
                  client.clientId(),
                  client.clientSecret(),
                  server.uri().resolve(client.tokenUrl().getRawPath()),
                  client.scopes(),
                  client.endpointParams(),
                  client.tls());
            });
    assertThat(request.header("authorization")).isEqualTo("Bearer granted");
    WireRequest token = requests.getFirst();
    assertThat(token.path()).isEqualTo("/my-tenant/oauth2/v2.0/token");
    assertThat(token.params())
        .containsEntry("scope", List.of("https://prometheus.monitor.azure.com/.default"))
        .containsEntry("grant_type", List.of("client_credentials"));
  }

  @Test
  void grafanaCloud() throws Exception {
    Files.writeString(secrets.resolve("grafana-cloud"), "glc_token\n");
    WireRequest request = sent("grafana-cloud", auth -> auth);
    String pair = request.header("authorization").substring("Basic ".length());
    assertThat(new String(Base64.getDecoder().decode(pair), UTF_8)).isEqualTo("123456:glc_token");
    assertThat(request.path()).isEqualTo("/api/prom/api/v1/query");
  }

  @Test
  void mimir() throws Exception {
    WireRequest request = sent("mimir", auth -> auth);
    assertThat(request.header("x-scope-orgid")).isEqualTo("team-a");
    assertThat(request.path()).isEqualTo("/prometheus/api/v1/query");
    assertThat(request.header("authorization")).isEmpty();
  }

  @Test
  void victoriaMetrics() throws Exception {
    WireRequest request = sent("victoria", auth -> auth);
    assertThat(request.path()).isEqualTo("/select/0/prometheus/api/v1/query");
    assertThat(request.params()).containsEntry("query", List.of("sum by (job) (up)"));
  }
}
