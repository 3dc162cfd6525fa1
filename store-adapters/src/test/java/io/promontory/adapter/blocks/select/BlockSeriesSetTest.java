package io.promontory.adapter.blocks.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A block that has more to give than anybody takes. */
@Timeout(60)
class BlockSeriesSetTest {
  private static final Series UP = Series.of(Labels.of("__name__", "up"), List.of());

  private final List<Thread> readers = new ArrayList<>();

  private SeriesSet read(QueryContext context) {
    return new BlockSeriesSet(
        "archive",
        context,
        (own, out) -> {
          boolean wanted = true;
          while (wanted) {
            wanted = out.test(new Batch(List.of(UP), 0));
          }
        },
        task -> readers.add(Thread.startVirtualThread(task)));
  }

  private static void assertEnds(SeriesSet set, StoreException.Kind kind) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(set::next)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void itsReaderGoesWithTheQuery() throws InterruptedException {
    Cancellation cancellation = new Cancellation();
    SeriesSet set = read(QueryContext.unbounded().withCancellation(cancellation));
    assertThat(set.next()).isEqualTo(UP);
    cancellation.cancel();
    readers.getFirst().join();
    assertEnds(set, StoreException.Kind.CANCELED);
  }

  @Test
  void itsReaderGoesAtTheDeadlineAndTheRestIsMissed() throws InterruptedException {
    AtomicLong nanos = new AtomicLong();
    Deadline deadline = Deadline.after(Duration.ofNanos(100), nanos::incrementAndGet);
    SeriesSet set = read(QueryContext.unbounded().withDeadline(deadline));
    readers.getFirst().join();
    assertThat(set.next()).isEqualTo(UP);
    assertEnds(set, StoreException.Kind.TIMEOUT);
  }
}
