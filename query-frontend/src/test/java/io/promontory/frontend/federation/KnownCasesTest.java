package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.frontend.config.TimeBound;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyListener;
import io.promontory.frontend.federation.view.TimeWindow;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Exemplar;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Cases that proxies in front of several servers test themselves with, and where each of them is
 * tested here.
 *
 * <table>
 *   <caption>Cases</caption>
 *   <tr><td>pairs of samples and windows of time, histograms, the greater value preferred, the
 *       estimate of an interval</td><td>{@code KnownPairsTest} of the merge of replicas, most of
 *       them as the opposite</td></tr>
 *   <tr><td>two members with a label of their own; pairs of which one or both fail; exemplars of
 *       both</td><td>here</td></tr>
 *   <tr><td>two groups over the same data: rates, aggregations, topk, joins, {@code absent}, names,
 *       steps, odd values</td><td>{@code TwoGroupsTest} of the API</td></tr>
 *   <tr><td>labels of a group that a query has matchers on</td><td>here</td></tr>
 *   <tr><td>a filter by time</td><td>{@code TimeWindowTest}; the grid of steps here</td></tr>
 *   <tr><td>the state of an alert that ends and begins again</td><td>{@code LiveGroupTest} of the
 *       rules</td></tr>
 *   <tr><td>answers of servers that are none</td><td>tests of the adapters</td></tr>
 * </table>
 *
 * <p>What has no case here, and why:
 *
 * <ul>
 *   <li>Scalars and strings of two servers made one: they are computed here, once.
 *   <li>Streams that must be read to their end before their request ends: they are read while the
 *       engine computes; who breaks off closes them ({@code SlowClientTest}).
 *   <li>A filter that learns names of labels by polling, and relabelling of matchers from new names
 *       to old ones: external labels and time windows alone choose stores, for these never lie;
 *       matchers on what a rule can change are decided after it ({@code RelabeledStoreTest}).
 *   <li>Steps moved to another phase: the grid is that of the request, wherever samples are.
 *   <li>Detection of histograms to ask another way: they come with all else.
 *   <li>Defaults of remote write: they are Prometheus' own.
 * </ul>
 */
@Timeout(60)
class KnownCasesTest {
  private static final Matcher UP = Matcher.equal("__name__", "up");
  private static final Labels SERIES = Labels.of("__name__", "up");
  private static final SelectRequest ALL = SelectRequest.of(0, 1000, List.of(UP));

  private static MemoryStore member(String name, String... labels) {
    MemoryStore store = new MemoryStore(name, Labels.of(labels));
    store.append(SERIES, 1, 1);
    store.putExemplar(SERIES, new Exemplar(Labels.of("from", name), 1, name.length()));
    return store;
  }

  private static Store pair(Store... endpoints) {
    return new ReplicaGroup(
        endpoints[0].info().name() + "-pair",
        List.of(endpoints),
        Duration.ofSeconds(20),
        false,
        Steady.of(SteadyListener.NONE));
  }

  private static FederatedStore federation(Store... stores) {
    return new FederatedStore(
        List.of(stores).stream().map(s -> new Member(s, true, Duration.ofSeconds(20))).toList(),
        CallObserver.NONE);
  }

  private static int series(Store store) {
    try (SeriesSet set = store.select(ALL, QueryContext.unbounded())) {
      int count = 0;
      while (set.next() != null) {
        count++;
      }
      assertThat(set.completeness().isWhole()).isTrue();
      return count;
    }
  }

  private static Listed<SeriesExemplars> exemplars(Store store) {
    return store.exemplars(
        new ExemplarsRequest(0, 1000, List.of(List.of(UP))), QueryContext.unbounded());
  }

  @Test
  void membersWithLabelsOfTheirOwnAreUnited() {
    FederatedStore both = federation(member("one", "a", "1"), member("two", "a", "2"));
    assertThat(series(both)).isEqualTo(2);
    assertThat(
            both.labelValues(
                    new LabelValuesRequest("a", 0, 1000, List.of(), 0), QueryContext.unbounded())
                .values())
        .containsExactly("1", "2");
  }

  @Test
  void oneOfEachPairIsEnoughAndNoneOfOneIsNot() {
    Store first = pair(member("one", "a", "1"), FaultyStore.failing("x"));
    Store second = pair(FaultyStore.failing("y"), member("two", "a", "2"));
    assertThat(series(federation(first, second))).isEqualTo(2);
    Store ill = pair(FaultyStore.failing("y"), FaultyStore.failing("z"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> series(federation(first, ill)))
        .withMessageContaining("none of its endpoints answers");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> series(federation(FaultyStore.failing("x"), member("two", "a", "2"))));
  }

  @Test
  void exemplarsOfBothAreOfOneSeries() {
    Listed<SeriesExemplars> found = exemplars(federation(member("one"), member("other")));
    assertThat(found.values()).hasSize(1);
    assertThat(found.values().getFirst().exemplars()).hasSize(2);

    Store pair = pair(member("one"), new NoExemplars(member("other")));
    assertThat(exemplars(federation(pair)).values().getFirst().exemplars()).hasSize(1);
    assertThat(exemplars(federation(pair)).completeness().isWhole()).isTrue();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> exemplars(federation(member("one"), new NoExemplars(member("other")))))
        .withMessage("disk on fire");
  }

  private static final class NoExemplars extends ForwardingStore {
    NoExemplars(Store store) {
      super(store);
    }

    @Override
    public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
      throw new StoreException("other", StoreException.Kind.UNAVAILABLE, "disk on fire");
    }
  }

  @Test
  void matchersOnLabelsOfAGroupHideNoOthers() {
    MemoryStore group = new MemoryStore("g", Labels.of("b", "1", "c", "1", "d", "1"));
    group.append(Labels.of("a", "x"), 1, 1);
    FederatedStore store = federation(group);
    List<Matcher> matchers = List.of(Matcher.equal("b", "1"), Matcher.equal("c", "1"));
    assertThat(
            store
                .labelNames(new LabelNamesRequest(0, 1000, matchers, 0), QueryContext.unbounded())
                .values())
        .containsExactly("a", "b", "c", "d");
    assertThat(
            store
                .labelValues(
                    new LabelValuesRequest("a", 0, 1000, matchers, 0), QueryContext.unbounded())
                .values())
        .containsExactly("x");
  }

  /** A range that begins before the store's window has its points where they were asked for. */
  @Test
  void aWindowMovesNoStep() {
    long start = 1_719_738_435_000L;
    long step = 563_000;
    Instant begin = Instant.parse("2024-07-01T00:00:00Z");
    long end = begin.toEpochMilli() + 3_600_000;
    MemoryStore samples = new MemoryStore("m", Labels.EMPTY);
    for (long time = start; time <= end; time += 15_000) {
      samples.append(SERIES, time, 1);
    }
    Store window =
        new TimeWindow(
            samples, TimeBound.parse("2024-07-01T00:00:00Z"), TimeBound.LATEST, () -> begin);
    try (Engine engine = new Engine(EngineOptions.defaults());
        FederatedStore store = federation(window)) {
      QueryValue.Matrix matrix =
          (QueryValue.Matrix)
              engine
                  .run(store, new Query("up", start, end, step, 0, 0), QueryContext.unbounded())
                  .value();
      assertThat(matrix.series()).hasSize(1);
      PointSeries points = matrix.series().getFirst();
      long[] times = Arrays.copyOf(points.timestampsMs(), points.size());
      long first = start + Math.ceilDiv(begin.toEpochMilli() - start, step) * step;
      assertThat(times[0]).isEqualTo(first);
      assertThat(Arrays.stream(times)).allMatch(time -> (time - start) % step == 0);
      assertThat(times[times.length - 1]).isGreaterThan(end - step);
    }
  }
}
