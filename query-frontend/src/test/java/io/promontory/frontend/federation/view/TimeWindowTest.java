package io.promontory.frontend.federation.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.frontend.config.TimeBound;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeWindowTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final long MS = NOW.toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final Matcher UP = Matcher.equal("__name__", "up");

  private final List<String> asked = new ArrayList<>();
  private final Store window =
      new TimeWindow(new Recording(), TimeBound.parse("-2h"), TimeBound.parse("-1h"), () -> NOW);

  /** Tells for which hours before now it was asked, in ms. */
  private final class Recording implements Store {
    private final MemoryStore none = new MemoryStore("s", Labels.EMPTY);

    @Override
    public StoreInfo info() {
      return none.info();
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      asked.add((request.minTime() - MS) + ".." + (request.maxTime() - MS));
      return none.select(request, context);
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      asked.add((request.minTime() - MS) + ".." + (request.maxTime() - MS));
      return none.labelNames(request, context);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      asked.add((request.minTime() - MS) + ".." + (request.maxTime() - MS));
      return none.labelValues(request, context);
    }
  }

  private List<String> askedFor(long from, long to) {
    asked.clear();
    QueryContext context = QueryContext.unbounded();
    try (SeriesSet set =
        window.select(SelectRequest.of(MS + from, MS + to, List.of(UP)), context)) {
      assertThat(set.next()).isNull();
      assertThat(set.completeness().isWhole()).isTrue();
    }
    List<String> forSeries = List.copyOf(asked);
    asked.clear();
    LabelsResult names =
        window.labelNames(new LabelNamesRequest(MS + from, MS + to, List.of(), 0), context);
    assertThat(names.completeness().isWhole()).isTrue();
    assertThat(asked).isEqualTo(forSeries);
    asked.clear();
    LabelsResult values =
        window.labelValues(new LabelValuesRequest("a", MS + from, MS + to, List.of(), 0), context);
    assertThat(values.completeness().isWhole()).isTrue();
    assertThat(asked).isEqualTo(forSeries);
    return forSeries;
  }

  @Test
  void edgesAreInclusive() {
    assertThat(askedFor(-3 * HOUR, -2 * HOUR)).containsExactly("-7200000..-7200000");
    assertThat(askedFor(-3 * HOUR, -2 * HOUR - 1)).isEmpty();
    assertThat(askedFor(-HOUR, 0)).containsExactly("-3600000..-3600000");
    assertThat(askedFor(-HOUR + 1, 0)).isEmpty();
  }

  @Test
  void whatOverlapsIsClipped() {
    assertThat(askedFor(-3 * HOUR, -HOUR - 5)).containsExactly("-7200000..-3600005");
    assertThat(askedFor(-HOUR - 5, 0)).containsExactly("-3600005..-3600000");
    assertThat(askedFor(-9 * HOUR, 0)).containsExactly("-7200000..-3600000");
    assertThat(askedFor(-2 * HOUR + 1, -HOUR - 1)).containsExactly("-7199999..-3600001");
  }

  @Test
  void windowsThatMeetAnswerToTheSample() {
    MemoryStore all = new MemoryStore("m", Labels.EMPTY);
    for (long time = MS - 4 * HOUR; time <= MS; time += 7_000) {
      all.append(Labels.of("__name__", "up"), time, 1);
    }
    all.append(Labels.of("__name__", "old"), MS - 4 * HOUR, 1);
    Store open = new ForwardingStore(() -> all, () -> {});
    Store archive = new TimeWindow(open, TimeBound.EARLIEST, TimeBound.parse("-2h"), () -> NOW);
    Store live = new TimeWindow(open, TimeBound.parse("-2h"), TimeBound.LATEST, () -> NOW);
    List<Long> old = times(archive);
    List<Long> young = times(live);
    assertThat(old).allMatch(time -> time <= MS - 2 * HOUR);
    assertThat(young).allMatch(time -> time >= MS - 2 * HOUR);
    List<Long> both = new ArrayList<>(old);
    both.addAll(young);
    assertThat(both.stream().distinct().toList()).isEqualTo(times(open));
    assertThat(times(new TimeWindow(open, TimeBound.parse("-1s"), TimeBound.LATEST, () -> NOW)))
        .containsExactly(MS - 1000);
    assertThat(times(new TimeWindow(open, TimeBound.parse("-999ms"), TimeBound.LATEST, () -> NOW)))
        .isEmpty();
  }

  /** Times of all samples of all series, whatever was asked for. */
  private static List<Long> times(Store store) {
    List<Long> times = new ArrayList<>();
    SampleColumns columns = new SampleColumns();
    SelectRequest wide =
        SelectRequest.of(MS - 3 * HOUR, MS, List.of(Matcher.of(Matcher.Type.RE, "__name__", ".+")));
    try (SeriesSet set = store.select(wide, QueryContext.unbounded())) {
      for (Series series = set.next(); series != null; series = set.next()) {
        new SeriesDecoder().decode(series.chunks(), Long.MIN_VALUE, Long.MAX_VALUE, columns);
        for (int i = 0; i < columns.size; i++) {
          times.add(columns.timestamps[i]);
        }
      }
    }
    return times;
  }

  @Test
  void whatIsAnnouncedIsClippedToo() {
    assertThat(window.info().minTime()).isEqualTo(MS - 2 * HOUR);
    assertThat(window.info().maxTime()).isEqualTo(MS - HOUR);
  }

  @Test
  void boundsAreTimesOrDurations() {
    assertThat(TimeBound.parse("2026-01-01T01:00:00+01:00").at(NOW)).isEqualTo(MS - 24 * HOUR);
    assertThat(TimeBound.parse("-1d").at(NOW)).isEqualTo(MS - 24 * HOUR);
    assertThat(TimeBound.parse("1h30m").at(NOW)).isEqualTo(MS + 3 * HOUR / 2);
    assertThat(TimeBound.parse("-0s").at(NOW)).isEqualTo(MS);
    for (String bad : List.of("", "-", "yesterday", "2026-01-01", "5", "--2h", "2h-")) {
      assertThatThrownBy(() -> TimeBound.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("such as -2h");
    }
  }
}
