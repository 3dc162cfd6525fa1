package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.auth.Sigv4;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.managed.cache.SampleCacheConfig;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.RemoteWriter;
import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Looks;
import io.promontory.series.store.Looks.Instants;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of samples that reach the endpoint late. */
@Timeout(120)
class LateSamplesTest {
  private static final long START = 1_767_225_600_000L;
  private static final long MINUTE = 60_000;
  private static final Labels UP = Labels.of("__name__", "up");

  @TempDir Path folder;

  private PrometheusProcess prometheus;
  private FakeAmp amp;

  /** Twenty minutes are over. */
  private final AtomicLong now = new AtomicLong(START + 20 * MINUTE);

  @BeforeEach
  void start() {
    prometheus = PrometheusProcess.start("", folder.resolve("prometheus"));
    amp = new FakeAmp(prometheus.uri());
    write(0, 5);
  }

  @AfterEach
  void stop() {
    amp.close();
    prometheus.close();
  }

  /** A sample a minute, of the minutes from one to another. */
  private void write(int from, int to) {
    RemoteWriter writer = new RemoteWriter();
    for (int minute = from; minute < to; minute++) {
      writer.add(UP, START + minute * MINUTE, minute);
    }
    writer.sendTo(prometheus.uri());
  }

  private ManagedStore store(Duration closedAfter) {
    Sigv4 signed =
        Sigv4.ofEnvironment()
            .withRegion(FakeAmp.REGION)
            .withCredentials(
                AwsCredentialSource.Keys.of(AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY));
    SampleCacheConfig cache =
        new SampleCacheConfig(
            folder.resolve("kept"), SampleCacheConfig.DEFAULT_MAX_BYTES, closedAfter);
    return new ManagedStore(
        ManagedStoreConfig.of("amp", amp.url())
            .withHttp(HttpClientConfig.DEFAULT.withAuth(signed))
            .withCache(cache, Duration.ofMinutes(1)),
        BillListener.NONE,
        () -> Instant.ofEpochMilli(now.get()),
        System::nanoTime);
  }

  /** How many samples the first twenty minutes have. */
  private static int samples(ManagedStore store, SelectHints hints) {
    SelectRequest request =
        SelectRequest.of(START, START + 20 * MINUTE - 1, List.of(Matcher.equal("__name__", "up")))
            .withHints(hints);
    SampleColumns columns = new SampleColumns();
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        new SeriesDecoder().decode(one.chunks(), Long.MIN_VALUE, Long.MAX_VALUE, columns);
      }
    }
    return columns.size;
  }

  private static int samples(ManagedStore store) {
    return samples(store, SelectHints.NONE);
  }

  @Test
  void whatArrivesBeforeAStretchIsClosedIsSeen() {
    try (ManagedStore store = store(Duration.ofMinutes(16))) {
      assertThat(samples(store)).isEqualTo(5);
      write(5, 12);
      assertThat(samples(store)).isEqualTo(12);
      now.addAndGet(Duration.ofHours(1).toMillis());
      write(12, 14);
      assertThat(samples(store)).as("not read since it closed").isEqualTo(14);
    }
  }

  @Test
  void whatArrivesLaterIsNotSeenInWhatWasKept() {
    try (ManagedStore store = store(Duration.ofMinutes(10))) {
      assertThat(samples(store)).isEqualTo(5);
      write(5, 15);
      assertThat(samples(store)).as("ten minutes were kept").isEqualTo(5 + 5);
      SelectHints looks =
          SelectHints.NONE.withLooks(
              new Looks(List.of(new Instants(START, START + 19 * MINUTE, MINUTE, MINUTE)), false));
      assertThat(samples(store, looks)).as("instants are never kept").isGreaterThanOrEqualTo(15);
    }
    try (ManagedStore again = store(Duration.ofMinutes(10))) {
      assertThat(samples(again)).as("nor after a restart").isEqualTo(5 + 5);
    }
    try (ManagedStore patient = store(Duration.ofMinutes(30))) {
      assertThat(samples(patient)).as("once that is not closed any more").isEqualTo(15);
    }
  }
}
