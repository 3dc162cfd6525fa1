package io.promontory.frontend.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins every default: a change of one is a change for every user. */
class ConfigDefaultsTest {
  private static final ConfigLoader LOADER = new ConfigLoader(name -> null);

  private final ConfigFile file = parse("stores: []");

  private static ConfigFile parse(String text) {
    try {
      return LOADER.parse(Path.of("/etc/promontory.yml"), text);
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void defaultsOfOurSections() {
    assertThat(file.shown())
        .isEqualTo(
            """
            global:
              external_labels: {}
              evaluation_interval: 1m
              rule_query_offset: 0s
            query:
              timeout: 2m
              lookback_delta: 5m
              max_concurrency: 20
              max_queued: 1000
              max_samples: 50000000
              max_memory_bytes: 0
              max_series: 0
              max_read_bytes: 0
              max_result_series: 0
              max_result_bytes: 0
              max_points_per_series: 11000
              max_expression_bytes: 1048576
              disabled_optimisations: []
              keep_active_queries: true
              partial_response: false
            feature_flags: []
            storage:
              path: data
              retention: 15d
              retention_size: 0
              max_series: 2000000
            stores: []
            rule_files: []
            alerting:
              alert_relabel_configs: []
              alertmanagers: []
              resend_delay: 1m
              queue_capacity: 10000
              batch_size: 256
              drain_timeout: 10s
            remote_write: []
            web:
              cors_origin: .*
              enable_lifecycle: false
            """);
    assertThat(file.config().grpc()).isNull();
    assertThat(file.config().web().routePrefix()).isEmpty();
  }

  @Test
  void defaultsOfAStore() {
    StoreConfig store =
        parse("stores: [{name: a, type: prometheus, url: 'http://h:1'}]").config().stores().get(0);
    assertThat(store.required()).isTrue();
    assertThat(store.timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(store.externalLabels()).isEqualTo(Map.of());
    assertThat(parse("stores: []\ngrpc: {}").config().grpc())
        .extracting(GrpcConfig::listenAddress)
        .isEqualTo("127.0.0.1:10901");
  }

  @Test
  void defaultsOfBlocks() {
    BlocksStoreSection blocks =
        (BlocksStoreSection)
            parse("stores: [{name: a, type: blocks, bucket: {path: b}}]").config().stores().get(0);
    assertThat(blocks.refreshInterval()).isEqualTo(Duration.ofMinutes(3));
    assertThat(blocks.ignoreDeletionMarksDelay()).isEqualTo(Duration.ofHours(24));
    assertThat(blocks.localPath()).isNull();
    assertThat(blocks.maxHeaderBytes()).isEqualTo(10L << 30);
    assertThat(blocks.cacheBytes()).isNull();
    assertThat(blocks.maxConcurrentRequests()).isEqualTo(64);
  }

  @Test
  void cachesOfBlocksShareAQuarterOfTheHeap() {
    assertThat(BlocksStoreSection.defaultCacheBytes(256L << 20, 1)).isEqualTo(128L << 20);
    assertThat(BlocksStoreSection.defaultCacheBytes(800L << 20, 1)).isEqualTo(200L << 20);
    assertThat(BlocksStoreSection.defaultCacheBytes(4L << 30, 1)).isEqualTo(256L << 20);
    assertThat(BlocksStoreSection.defaultCacheBytes(2400L << 20, 3)).isEqualTo(200L << 20);
  }

  @Test
  void defaultsOfDropwizardsSections() {
    DefaultServerFactory server = (DefaultServerFactory) file.config().getServerFactory();
    assertThat(server.getAdminConnectors()).isEmpty();
    assertThat(server.isEnableVirtualThreads()).isTrue();
    assertThat(server.getApplicationConnectors())
        .singleElement()
        .satisfies(
            connector -> {
              HttpConnectorFactory http = (HttpConnectorFactory) connector;
              assertThat(http.getBindHost()).isEqualTo("127.0.0.1");
              assertThat(http.getPort()).isEqualTo(9090);
              assertThat(http.getMaxRequestHeaderSize().toBytes()).isEqualTo(1 << 20);
            });
  }

  @Test
  void aConnectorKeepsWhatTheFileSays() {
    DefaultServerFactory server =
        (DefaultServerFactory)
            parse("{stores: [], server: {applicationConnectors: [{type: http, port: 0}]}}")
                .config()
                .getServerFactory();
    HttpConnectorFactory http = (HttpConnectorFactory) server.getApplicationConnectors().get(0);
    assertThat(http.getPort()).isZero();
    assertThat(http.getBindHost()).isEqualTo("127.0.0.1");
  }
}
