package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.GrpcStore;
import io.promontory.adapter.grpc.GrpcStoreConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers that scrape one target are one series, here and for those who read from us. */
class MergedViewTest {
  private static final Labels SERIES = Labels.of("__name__", "m_total", "job", "api");
  private static final long HOUR = 3_600_000;

  /** Scrapes every 15 s, the counter being its age in seconds. */
  private static MemoryStore scraped(String name, long phaseMs, long holeFrom, long holeTo) {
    MemoryStore store = new MemoryStore(name, Labels.EMPTY);
    for (long time = phaseMs; time < HOUR; time += 15_000) {
      if (time < holeFrom || time >= holeTo) {
        store.append(SERIES, time, time / 1000.0);
      }
    }
    return store;
  }

  private static FederatedStore pair() {
    return new FederatedStore(
        List.of(
            new Member(scraped("a", 400, 600_000, 1_200_000), true, Duration.ofSeconds(20)),
            new Member(scraped("b", 7_700, 2_400_000, 2_700_000), true, Duration.ofSeconds(20))),
        CallObserver.NONE);
  }

  private static List<PointSeries> answer(Store store, String query) {
    try (Engine engine = new Engine(EngineOptions.defaults())) {
      Query asked = Query.range(query, 330_000, HOUR - 30_000, 30_000);
      QueryResult result = engine.run(store, asked, QueryContext.unbounded());
      return ((QueryValue.Matrix) result.value()).series();
    }
  }

  @Test
  void pairIsOneSeriesWithoutHoleOrSpike() {
    try (FederatedStore pair = pair()) {
      List<PointSeries> counts = answer(pair, "count_over_time(m_total[5m])");
      assertThat(counts).hasSize(1);
      for (int i = 0; i < counts.getFirst().size(); i++) {
        assertThat(counts.getFirst().values()[i]).isBetween(19.0, 21.0);
      }
      PointSeries rate = answer(pair, "rate(m_total[5m])").getFirst();
      assertThat(rate.size()).isEqualTo(counts.getFirst().size());
      for (int i = 0; i < rate.size(); i++) {
        assertThat(rate.values()[i]).isCloseTo(1, within(1e-9));
      }
      PointSeries resets = answer(pair, "resets(m_total[30m])").getFirst();
      for (int i = 0; i < resets.size(); i++) {
        assertThat(resets.values()[i]).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count_over_time(m_total[5m])",
        "rate(m_total[1m])",
        "timestamp(m_total)",
        "avg_over_time(m_total[10m])"
      })
  void whoReadsFromOurPortSeesTheSame(String query) {
    try (FederatedStore pair = pair();
        StoreGrpcServer server =
            StoreGrpcServer.start(pair.handingOn(), GrpcServerConfig.plain("127.0.0.1", 0));
        GrpcStore remote =
            new GrpcStore(GrpcStoreConfig.of("site", "127.0.0.1:" + server.port()))) {
      PointSeries direct = answer(pair, query).getFirst();
      PointSeries served = answer(remote, query).getFirst();
      assertThat(served.size()).isEqualTo(direct.size());
      for (int i = 0; i < direct.size(); i++) {
        assertThat(served.timestampsMs()[i]).isEqualTo(direct.timestampsMs()[i]);
        assertThat(served.values()[i]).isEqualTo(direct.values()[i]);
      }
    }
  }

  @Test
  void servedSeriesHaveOneReplica() {
    try (FederatedStore pair = pair();
        SeriesSet set =
            pair.handingOn()
                .select(
                    SelectRequest.of(0, HOUR, List.of(Matcher.equal("job", "api"))),
                    QueryContext.unbounded())) {
      Series series = set.next();
      assertThat(series).isNotNull();
      assertThat(series.isReplicated()).isFalse();
      assertThat(set.next()).isNull();
    }
  }
}
