package io.promontory.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for a selection takes the memory that it counts as. */
class SharedReadTest {
  private static final int LENGTH = 10;
  private static final Matcher NAME = Matcher.equal("__name__", "m");
  private static final Matcher ONE = Matcher.equal("i", "7");

  /** Series whose chunks are views of one array. */
  private static List<Series> views() {
    byte[] array = new byte[100 * LENGTH];
    for (int i = 0; i < array.length; i++) {
      array[i] = (byte) i;
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Chunk chunk = new Chunk(Encoding.XOR, 0, 9, array, i * LENGTH, LENGTH);
      series.add(Series.of(Labels.of("__name__", "m", "i", "" + i), List.of(chunk)));
    }
    return series;
  }

  private static SelectorScan scan(SelectRequest request) {
    Store store =
        new ForwardingStore(() -> new MemoryStore("test", Labels.EMPTY), () -> {}) {
          @Override
          public SeriesSet select(SelectRequest asked, QueryContext context) {
            return SeriesSet.of(views(), Completeness.NONE_ASKED);
          }
        };
    return new SelectorScan(store, request, QueryContext.unbounded());
  }

  @Test
  void aFilteredSeriesWaitsWithoutItsNeighbours() {
    SelectRequest wide = SelectRequest.of(0, 9, List.of(NAME));
    SelectRequest narrow = SelectRequest.of(0, 9, List.of(NAME, ONE));
    QueryContext context = QueryContext.unbounded();
    SharedRead read = new SharedRead(scan(wide), context.budget(), SharedReadTest::scan);
    SharedRead.Reader first = read.reader(wide, List.of());
    SharedRead.Reader filtered = read.reader(narrow, List.of(ONE));
    int all = 0;
    while (first.next() != null) {
      all++;
    }
    assertThat(all).isEqualTo(100);
    Series series = filtered.next();
    assertThat(series).isNotNull();
    Chunk chunk = series.chunks().getFirst();
    Chunk view = views().get(7).chunks().getFirst();
    assertThat(chunk.data())
        .isEqualTo(Arrays.copyOfRange(view.data(), view.offset(), view.offset() + view.length()));
    assertThat(chunk)
        .isEqualTo(Chunk.of(view.encoding(), view.minTime(), view.maxTime(), chunk.data()));
    assertThat(filtered.next()).isNull();
    assertThat(context.budget().heldMemory()).isZero();
  }
}
