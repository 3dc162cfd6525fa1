package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store contract where the server knows an external label that the configuration does not. */
class LearntLabelsTest extends StoreContract {
  private static final Labels REGION = Labels.of("region", "eu");

  @TempDir static Path directory;

  private static ContractPrometheus prometheus;

  @Override
  protected ContractData data() {
    return ContractData.legacyNames();
  }

  @Override
  protected Store create(ContractData data) throws Exception {
    String external = "global: {external_labels: {cluster: c-1, region: its-own}}\n";
    prometheus = new ContractPrometheus(Binary.INSTALLED, data, external, directory);
    Store store = store();
    assertThat(store.info().labelSets()).containsExactly(REGION);
    assertThat(read(store, Matcher.Type.EQ, "nowhere")).isEmpty();
    return store;
  }

  @AfterAll
  static void stop() {
    prometheus.close();
  }

  private static PrometheusStore store() {
    return new PrometheusStore(
        PrometheusStoreConfig.of("prom", prometheus.uri()).withExternalLabels(REGION));
  }

  private static List<Labels> read(Store store, Matcher.Type type, String cluster) {
    SelectRequest request =
        SelectRequest.of(
            Long.MIN_VALUE / 2,
            Long.MAX_VALUE / 2,
            List.of(Matcher.equal("__name__", "up"), Matcher.of(type, "cluster", cluster)));
    List<Labels> found = new ArrayList<>();
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      for (Series series = set.next(); series != null; series = set.next()) {
        found.add(series.labels());
      }
    }
    return found;
  }

  @Test
  void theFirstAnswerIsRightAlready() {
    for (String matching : List.of("c-1|c-2", "c.*", ".*", ".+")) {
      try (PrometheusStore fresh = store()) {
        assertThat(read(fresh, Matcher.Type.RE, matching))
            .as(matching)
            .isNotEmpty()
            .allMatch(labels -> labels.getOrEmpty("cluster").equals("c-1"));
      }
    }
    try (PrometheusStore fresh = store()) {
      assertThat(read(fresh, Matcher.Type.NEQ, "c-1")).isEmpty();
      assertThat(fresh.info().labelSets())
          .containsExactly(Labels.of("region", "eu", "cluster", "c-1"));
    }
  }
}
