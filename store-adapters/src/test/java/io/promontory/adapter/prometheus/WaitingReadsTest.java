package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.FaultServer;
import io.promontory.adapter.testing.FaultServer.Behaviour;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads of a server that may have few at a time, of which most wait for their reader. */
@Timeout(60)
class WaitingReadsTest {
  /** More than are read ahead. */
  private static final int SERIES = 12_000;

  private static final long START = 1_768_003_200_000L;

  private static final SelectRequest REQUEST =
      SelectRequest.of(START, START + 3_600_000, List.of(Matcher.equal("__name__", "m")));

  private static final Behaviour ANSWER =
      exchange -> {
        exchange.head(200, Frames.CONTENT_TYPE);
        for (int i = 0; i < SERIES; i++) {
          Labels labels = Labels.of("__name__", "m", "a", "%05d".formatted(i));
          exchange.write(Frames.series(0, labels, START, 1, 2));
        }
      };

  @Test
  void whatNobodyReadsYetKeepsNoPlaceFromWhatIsRead() {
    try (FaultServer server = FaultServer.saysNothing(ANSWER);
        PrometheusStore store =
            new PrometheusStore(
                PrometheusStoreConfig.of("eu", server.uri())
                    .withMaxConcurrentReads(2)
                    .withTimeout(Duration.ofSeconds(10)))) {
      List<SeriesSet> sets = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        sets.add(store.select(REQUEST, QueryContext.unbounded()));
      }
      for (SeriesSet set : sets.reversed()) {
        assertThat(count(set)).isEqualTo(SERIES);
        set.close();
      }
    }
  }

  private static int count(SeriesSet set) {
    int count = 0;
    while (set.next() != null) {
      count++;
    }
    return count;
  }
}
