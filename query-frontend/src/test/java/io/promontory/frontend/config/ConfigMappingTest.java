package io.promontory.frontend.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with every key of our sections: each arrives where it belongs, and no secret is shown. */
class ConfigMappingTest {
  private static final String FULL =
      """
      server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 9090}]}
      logging: {level: WARN}
      grpc: {listen_address: 127.0.0.1:10901}
      global: {external_labels: {site: "${SITE}"}, evaluation_interval: 30s}
      query: {timeout: 1m, lookback_delta: 10m, max_concurrency: 4, max_samples: 1000,
              partial_response: true, query_log_file: query.log}
      feature_flags: [promql-experimental-functions]
      storage: {path: store, retention: 30d}
      stores:
        - name: eu
          type: prometheus
          replicas: [http://prom-a:9090/path]
          external_labels: {region: eu, version: 1.10}
          basic_auth: {username: me, password: hush-a}
          tls_config: {ca_file: ca.pem, server_name: prom, insecure_skip_verify: false}
          headers: {X-Scope-OrgID: hush-b}
        - {name: us, type: prometheus, url: "http://prom-us:9090", required: false, timeout: 1500ms,
           authorization: {type: Token, credentials: hush-c}}
        - {name: sidecar, type: grpc, address: "[::1]:10901", tls_config: {}}
        - name: archive
          type: blocks
          bucket: {type: s3, bucket: metrics, prefix: eu, secret_key: hush-e, access_key: k}
          refresh_interval: 1m
          ignore_deletion_marks_delay: 12h
          local_path: cache
          max_header_bytes: 1000
          cache_bytes: 2000
          max_concurrent_requests: 8
      rule_files: [rules/*.yml]
      alerting: {alertmanagers: [{static_configs: [{targets: [am:9093], labels: {a: b}}], scheme: https,
                 path_prefix: /am, timeout: 3s, basic_auth: {username: u, password_file: f}}]}
      remote_write: [{url: http://mimir:9009/api/v1/push, name: mimir, remote_timeout: 5s,
                      queue_config: {retry_on_http_429: true, sample_age_limit: 2h},
                      sigv4: {region: r, service: aps, access_key: k, secret_key: hush-d, session_token: hush-f,
                              role_arn: a, external_id: x, session_name: n, sts_endpoint: "http://sts:1"}},
                     {url: "https://push", oauth2: {client_id: i, client_secret: hush-g, token_url: "https://t/x?v=2",
                              scopes: [a, b], endpoint_params: {c: d}, tls_config: {}}}]
      web: {external_url: http://example.org/prom/, route_prefix: /p/, cors_origin: "https://x",
            enable_lifecycle: true}
      """;

  @Test
  void everyKeyArrives(@TempDir Path folder) throws Exception {
    Path path = Files.writeString(folder.resolve("full.yml"), FULL);
    ConfigFile file = new ConfigLoader(Map.of("SITE", "hq")::get).load(path);
    FrontendConfig config = file.config();

    assertThat(config.grpc()).isNotNull();
    assertThat(config.global().externalLabels()).isEqualTo(Map.of("site", "hq"));
    assertThat(config.global().evaluationInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.query().timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.query().lookbackDelta()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.query().maxConcurrency()).isEqualTo(4);
    assertThat(config.query().maxSamples()).isEqualTo(1000);
    assertThat(config.query().partialResponse()).isTrue();
    assertThat(config.query().queryLogFile()).isEqualTo("query.log");
    assertThat(config.featureFlags()).containsExactly("promql-experimental-functions");
    assertThat(config.storage().retention()).isEqualTo(Duration.ofDays(30));
    assertThat(config.web().routePrefix()).isEqualTo("/p");
    assertThat(config.web().enableLifecycle()).isTrue();
    assertThat(config.remoteWrite().get(0).remoteTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.remoteWrite().get(0).queueConfig().retryOnHttp429()).isTrue();
    assertThat(config.remoteWrite().get(0).queueConfig().sampleAgeLimit())
        .isEqualTo(Duration.ofHours(2));
    Sigv4Config sigv4 = config.remoteWrite().get(0).sigv4();
    assertThat(sigv4.service()).isEqualTo("aps");
    assertThat(sigv4.externalId()).isEqualTo("x");
    assertThat(sigv4.sessionToken().reveal()).isEqualTo("hush-f");
    OAuth2Config oauth2 = config.remoteWrite().get(1).oauth2();
    assertThat(oauth2.clientSecret().reveal()).isEqualTo("hush-g");
    assertThat(oauth2.scopes()).containsExactly("a", "b");
    assertThat(config.alerting().alertmanagers().get(0).pathPrefix()).isEqualTo("/am");
    assertThat(file.resolve("query.log")).isEqualTo(folder.resolve("query.log"));

    PrometheusStoreSection eu = (PrometheusStoreSection) config.stores().get(0);
    assertThat(eu.replicas()).containsExactly("http://prom-a:9090/path");
    assertThat(eu.externalLabels()).isEqualTo(Map.of("region", "eu", "version", "1.10"));
    assertThat(eu.basicAuth().password().reveal()).isEqualTo("hush-a");
    assertThat(eu.tlsConfig().serverName()).isEqualTo("prom");
    assertThat(eu.headers().get("X-Scope-OrgID").reveal()).isEqualTo("hush-b");
    PrometheusStoreSection us = (PrometheusStoreSection) config.stores().get(1);
    assertThat(us.required()).isFalse();
    assertThat(us.timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(us.authorization().type()).isEqualTo("Token");
    GrpcStoreSection sidecar = (GrpcStoreSection) config.stores().get(2);
    assertThat(Addresses.hostPort(sidecar.address()))
        .isEqualTo(new Addresses.HostPort("::1", 10901));
    BlocksStoreSection archive = (BlocksStoreSection) config.stores().get(3);
    assertThat(archive.bucket().prefix()).isEqualTo("eu");
    assertThat(archive.refreshInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(archive.ignoreDeletionMarksDelay()).isEqualTo(Duration.ofHours(12));
    assertThat(archive.localPath()).isEqualTo("cache");
    assertThat(archive.maxHeaderBytes()).isEqualTo(1000);
    assertThat(archive.cacheBytes()).isEqualTo(2000);
    assertThat(archive.maxConcurrentRequests()).isEqualTo(8);

    assertThat(file.shown())
        .contains("<secret>")
        .contains("timeout: 1s500ms")
        .doesNotContain("hush");
    assertThat(config.toString()).doesNotContain("hush");
  }

  @Test
  void theShownFormIsReadAgainAsTheSame(@TempDir Path folder) throws Exception {
    Path path = Files.writeString(folder.resolve("full.yml"), FULL);
    ConfigLoader loader = new ConfigLoader(Map.of("SITE", "hq")::get);
    String shown = loader.load(path).shown();
    assertThat(loader.parse(path, shown).shown()).isEqualTo(shown);
  }
}
