package io.promontory.it.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.adapter.testing.tls.TestAuthority;
import io.promontory.adapter.testing.tls.TestAuthority.Issued;
import io.promontory.it.fixture.PromontoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results and alerts for receivers that let in whom they know: a real Prometheus and a real
 * Alertmanager with TLS, certificates of clients and passwords, and servers that check signatures
 * of AWS and bearer tokens.
 */
@Tag("long")
@Timeout(300)
class SecuredReceiversTest {
  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1s
          rules:
            - {record: phase, expr: floor(vector(time()))}
            - {alert: Always, expr: phase > 0}
      """;

  @TempDir Path folder;

  @Test
  void whoeverAsksIsTold() throws IOException {
    Path rules = Files.writeString(folder.resolve("r.yml"), RULES);
    Path token = Files.writeString(folder.resolve("token"), "first\n");
    Path routes =
        Files.writeString(
            folder.resolve("am.yml"), "{route: {receiver: none}, receivers: [{name: none}]}");
    Path prometheusConfig = Files.writeString(folder.resolve("prometheus.yml"), "");
    TestAuthority authority = new TestAuthority(folder, "authority");
    Issued client = authority.issue("client", "dns:promontory");
    try (SecuredProcess prometheus =
            new SecuredProcess(
                "prometheus",
                Files.createDirectory(folder.resolve("prometheus")),
                authority,
                client,
                "--config.file=" + prometheusConfig,
                "--storage.tsdb.path=" + folder.resolve("prometheus/data"),
                "--web.enable-remote-write-receiver");
        SecuredProcess alertmanager =
            new SecuredProcess(
                "prometheus-alertmanager",
                Files.createDirectory(folder.resolve("alertmanager")),
                authority,
                client,
                "--config.file=" + routes,
                "--storage.path=" + folder.resolve("alertmanager/data"),
                "--cluster.listen-address=");
        AskingReceiver asking = new AskingReceiver()) {
      asking.want("first");
      String tls =
          "tls_config: {ca_file: \"%s\", cert_file: \"%s\", key_file: \"%s\"}"
              .formatted(authority.caFile(), client.certFile(), client.keyFile());
      String password =
          "basic_auth: {username: %s, password: \"%s\"}"
              .formatted(SecuredProcess.USER, SecuredProcess.PASSWORD);
      String sigv4 =
          "sigv4: {region: %s, access_key: %s, secret_key: \"%s\"}"
              .formatted(FakeAmp.REGION, AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY);
      String config =
          """
          stores: []
          rule_files: ["%s"]
          remote_write:
            - {name: tls, url: "https://%s/api/v1/write", %s, %s, queue_config: {batch_send_deadline: 100ms, max_backoff: 200ms}}
            - {name: wrong, url: "https://%s/api/v1/write", %s, basic_auth: {username: me, password: guess}, queue_config: {batch_send_deadline: 100ms, max_backoff: 200ms}}
            - {name: aws, url: "%s/aws/write", %s, queue_config: {batch_send_deadline: 100ms, max_backoff: 200ms}}
            - {name: bearer, url: "%s/bearer/write", authorization: {credentials_file: "%s"}, queue_config: {batch_send_deadline: 100ms, max_backoff: 200ms}}
          alerting:
            resend_delay: 1s
            alertmanagers:
              - {scheme: https, static_configs: [{targets: ["%s"]}], %s, %s}
              - {static_configs: [{targets: ["%s"]}], path_prefix: /aws, %s}
              - {static_configs: [{targets: ["%s"]}], path_prefix: /bearer, authorization: {credentials_file: "%s"}}
          """
              .formatted(
                  rules,
                  prometheus.address(),
                  tls,
                  password,
                  prometheus.address(),
                  tls,
                  asking.uri(),
                  sigv4,
                  asking.uri(),
                  token,
                  alertmanager.address(),
                  tls,
                  password,
                  asking.uri().getAuthority(),
                  sigv4,
                  asking.uri().getAuthority(),
                  token);
      try (PromontoryServer server = PromontoryServer.start(folder, config)) {
        soon(() -> assertThat(prometheus.get("/api/v1/query?query=phase")).contains("\"phase\""));
        soon(() -> assertThat(alertmanager.get("/api/v2/alerts")).contains("\"Always\""));
        for (String path : new String[] {"/aws", "/bearer"}) {
          soon(() -> assertThat(asking.taken(path + "/write")).isGreaterThan(1));
          soon(() -> assertThat(asking.taken(path + "/api/v2/alerts")).isGreaterThan(1));
        }
        asking.want("second");
        Files.writeString(token, "second\n");
        long writes = asking.taken("/bearer/write");
        long alerts = asking.taken("/bearer/api/v2/alerts");
        soon(() -> assertThat(asking.taken("/bearer/write")).isGreaterThan(writes));
        soon(() -> assertThat(asking.taken("/bearer/api/v2/alerts")).isGreaterThan(alerts));
        assertThat(asking.refused()).isEmpty();
        String metrics = server.client().get("/metrics").body();
        assertThat(failed(metrics, "wrong")).as("401 is not tried again").isPositive();
        assertThat(failed(metrics, "tls")).isZero();
        assertThat(failed(metrics, "aws")).isZero();
        assertThat(metrics + server.client().get("/api/v1/status/config").body())
            .doesNotContain(SecuredProcess.PASSWORD)
            .doesNotContain(AwsAccounts.SECRET_KEY);
      }
    }
  }

  private static double failed(String metrics, String name) {
    String sample = "prometheus_remote_storage_samples_failed_total{remote_name=\"" + name + "\"";
    return metrics
        .lines()
        .filter(line -> line.startsWith(sample))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static void soon(org.awaitility.core.ThrowingRunnable check) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(check);
  }
}
