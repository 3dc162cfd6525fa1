package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.adapter.api.AnswerCaps;
import io.promontory.adapter.managed.cache.SampleCacheConfig;
import io.promontory.adapter.testing.amp.AmpLimits;
import io.promontory.adapter.testing.amp.AmpRequest;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.Looks;
import io.promontory.series.store.Looks.Instants;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a managed endpoint is asked, what it costs, and what becomes of its refusals. */
@Timeout(120)
class ManagedReadsTest {
  private static final long START = ContractData.START;
  private static final long HOUR = 3_600_000;
  private static final CostLimits FREE = new CostLimits(0, 0, 0, false);

  @TempDir static Path directory;

  private static ContractAmp contract;
  private static FakeAmp amp;

  @TempDir Path kept;

  @BeforeAll
  static void start() throws Exception {
    contract = new ContractAmp(ContractData.legacyNames(), directory);
    amp = contract.amp();
  }

  @AfterAll
  static void stop() {
    contract.close();
  }

  @BeforeEach
  void forget() {
    amp.limits(AmpLimits.WIDE).latency(Duration.ZERO).forget();
  }

  private static ManagedStore store(EndpointLimits limits, CostLimits cost) {
    return ManagedStore.open(contract.config("amp").withLimits(limits, cost), BillListener.NONE);
  }

  private static SelectRequest named(String name, long from, long to) {
    return SelectRequest.of(from, to, List.of(Matcher.equal("__name__", name)));
  }

  /** What an answer holds, and its account. */
  private record Answer(TreeMap<Labels, TreeMap<Long, Double>> series, StoreOutcome outcome) {
    long samples() {
      return series.values().stream().mapToLong(TreeMap::size).sum();
    }
  }

  private static Answer read(ManagedStore store, SelectRequest request) {
    return read(store, request, QueryContext.unbounded());
  }

  private static Answer read(ManagedStore store, SelectRequest request, QueryContext context) {
    TreeMap<Labels, TreeMap<Long, Double>> all = new TreeMap<>();
    try (SeriesSet set = store.select(request, context)) {
      SampleColumns columns = new SampleColumns();
      for (Series one = set.next(); one != null; one = set.next()) {
        new SeriesDecoder().decode(one.chunks(), request.minTime(), request.maxTime(), columns);
        TreeMap<Long, Double> samples = new TreeMap<>();
        for (int i = 0; i < columns.size; i++) {
          samples.put(columns.timestamps[i], columns.values[i]);
        }
        all.put(one.labels(), samples);
      }
      return new Answer(all, set.completeness().outcomes().getFirst());
    }
  }

  private static List<AmpRequest> asked(String path) {
    return amp.requests().stream().filter(request -> request.path().endsWith(path)).toList();
  }

  @Test
  void windowsMeetWithoutDoublingOrDropping() {
    SelectRequest two = named("long_series", START, START + 2 * HOUR);
    try (ManagedStore whole = store(EndpointLimits.DEFAULT, FREE);
        ManagedStore cut =
            store(EndpointLimits.DEFAULT.withMaxWindow(Duration.ofSeconds(300)), FREE)) {
      Answer one = read(whole, two);
      assertThat(amp.requests()).hasSize(1);
      assertThat(one.samples()).isEqualTo(4_000);
      amp.forget();
      Answer many = read(cut, two);
      assertThat(amp.requests()).hasSize(25);
      assertThat(many.series()).isEqualTo(one.series());
      assertThat(many.outcome().stats().samples()).isGreaterThanOrEqualTo(4_000);
    }
  }

  @Test
  void whatIsBilledIsTold() {
    try (ManagedStore store = store(EndpointLimits.DEFAULT, FREE)) {
      QueryContext context = QueryContext.unbounded();
      Answer answer = read(store, named("up", START, START + HOUR), context);
      assertThat(answer.outcome().stats().billed()).isPositive().isEqualTo(amp.billedSamples());
      assertThat(context.budget().billed("amp")).isEqualTo(amp.billedSamples());
    }
  }

  @Test
  void aWindowThatIsRefusedAsTooLargeIsHalvedAndThatIsLearnt() {
    amp.limits(AmpLimits.WIDE.withMaxSamples(1_500));
    try (ManagedStore store =
        store(EndpointLimits.DEFAULT.withMaxWindow(Duration.ofHours(2)), FREE)) {
      SelectRequest two = named("long_series", START, START + 2 * HOUR - 1);
      assertThat(read(store, two).samples()).isEqualTo(4_000);
      long refused = amp.requests().stream().filter(r -> r.status() == 422).count();
      assertThat(refused).isPositive();
      amp.forget();
      assertThat(read(store, two).samples()).isEqualTo(4_000);
      assertThat(amp.requests()).noneMatch(request -> request.status() == 422);
    }
  }

  @Test
  void whatNoWindowIsSmallEnoughForIsRefusedInTheServersWords() {
    amp.limits(AmpLimits.WIDE.withMaxSeries(2));
    try (ManagedStore store = store(EndpointLimits.DEFAULT, FREE)) {
      StoreException failure =
          catchThrowableOfType(
              StoreException.class, () -> read(store, named("long_series", START, START + HOUR)));
      assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
      assertThat(failure).hasMessageContaining("max number of series limit");
      assertThat(amp.requests()).hasSizeLessThan(40);
    }
  }

  @Test
  void aQueryIsHeldToItsBudget() {
    try (ManagedStore store = store(EndpointLimits.DEFAULT, new CostLimits(1_000, 0, 0, false))) {
      StoreException failure =
          catchThrowableOfType(
              StoreException.class, () -> read(store, named("long_series", START, START + HOUR)));
      assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
      assertThat(failure).hasMessageContaining("cost.max_samples_per_query");
      assertThat(amp.billedSamples()).isZero();
      assertThat(read(store, named("long_series", START, START + 600_000)).samples())
          .isEqualTo(484);
      assertThat(amp.billedSamples()).isPositive().isLessThanOrEqualTo(1_000);
    }
  }

  @Test
  void sharesOfTheBudgetThatAreTooSmallAreTriedAloneAndNeverExceedIt() {
    // All samples of these series lie in the first of the windows.
    EndpointLimits limits = EndpointLimits.DEFAULT.withMaxWindow(Duration.ofHours(1));
    try (ManagedStore store = store(limits, new CostLimits(1_200, 0, 0, false))) {
      QueryContext context = QueryContext.unbounded();
      Answer answer = read(store, named("web_total", START, START + 4 * HOUR), context);
      assertThat(answer.samples()).isPositive();
      assertThat(amp.billedSamples()).isEqualTo(context.budget().billed("amp"));
      assertThat(amp.billedSamples()).isLessThanOrEqualTo(1_200);
      assertThat(amp.requests()).anyMatch(request -> request.status() == 422);
    }
  }

  @Test
  void anHourHasABudgetToo() {
    try (ManagedStore store = store(EndpointLimits.DEFAULT, new CostLimits(0, 1_500, 0, false))) {
      read(store, named("up", START, START + HOUR));
      StoreException failure =
          catchThrowableOfType(
              StoreException.class,
              () -> {
                for (int i = 0; i < 10; i++) {
                  read(store, named("up", START, START + HOUR + i));
                }
              });
      assertThat(failure).hasMessageContaining("cost.max_samples_per_hour");
      assertThat(amp.billedSamples()).isLessThanOrEqualTo(1_500);
    }
  }

  @Test
  void whoIsToldToComeAgainComesAgain() {
    amp.throttleNext(0).failNext(0);
    try (ManagedStore store = store(EndpointLimits.DEFAULT, FREE)) {
      Answer answer = read(store, named("up", START, START + HOUR));
      assertThat(answer.series()).hasSize(24);
      assertThat(answer.outcome().stats().retries()).isEqualTo(2);
      assertThat(amp.requests()).extracting(AmpRequest::status).containsExactly(429, 503, 200);
    }
  }

  @Test
  void aSelectorThatNothingNarrowsIsNotSent() {
    try (ManagedStore store = store(EndpointLimits.DEFAULT, FREE)) {
      Matcher any = Matcher.of(Matcher.Type.NEQ, "__name__", "");
      StoreException failure =
          catchThrowableOfType(
              StoreException.class,
              () -> read(store, SelectRequest.of(START, START + HOUR, List.of(any))));
      assertThat(failure).hasMessageContaining("cost.unbounded_selectors");
      store.labelNames(
          new LabelNamesRequest(START, START + HOUR, List.of(any), 0), QueryContext.unbounded());
      assertThat(amp.requests()).hasSize(1);
      assertThat(amp.requests().getFirst().params()).doesNotContainKey("match[]");
    }
  }

  /** Some services cut their answers without a word. */
  @Test
  void anAnswerAsLongAsAnswersGetMayLackSomething() {
    SelectRequest up = named("up", START, START + HOUR);
    SelectRequest skipping = up.labelsOnly(0);
    LabelNamesRequest names = new LabelNamesRequest(START, START + HOUR, up.matchers(), 0);
    LabelNamesRequest oneName = new LabelNamesRequest(START, START + HOUR, up.matchers(), 1);
    LabelValuesRequest values =
        new LabelValuesRequest("instance", START, START + HOUR, up.matchers(), 0);
    Instants grid = new Instants(START, START + HOUR, 30_000, 300_000);
    SelectRequest looks = up.withHints(SelectHints.NONE.withLooks(new Looks(List.of(grid), false)));
    int series;
    int labels;
    int instances;
    try (ManagedStore store = store(EndpointLimits.DEFAULT, FREE)) {
      series = read(store, up).series().size();
      labels = store.labelNames(names, QueryContext.unbounded()).values().size();
      instances = store.labelValues(values, QueryContext.unbounded()).values().size();
    }
    ManagedStoreConfig capped =
        contract
            .config("amp")
            .withCache(SampleCacheConfig.of(kept), Duration.ofMinutes(1))
            .withLimits(EndpointLimits.DEFAULT.withCaps(new AnswerCaps(series, labels)), FREE);
    try (ManagedStore store = ManagedStore.open(capped, BillListener.NONE)) {
      for (SelectRequest request : List.of(up, up, looks, skipping)) {
        StoreOutcome outcome = read(store, request).outcome();
        assertThat(outcome.status()).as(request.toString()).isEqualTo(StoreOutcome.Status.PARTIAL);
        assertThat(outcome.reason())
            .contains("the answer has " + series + " series")
            .contains("limits.max_series");
      }
      assertThat(store.labelNames(names, QueryContext.unbounded()).completeness().isWhole())
          .isFalse();
      assertThat(store.labelNames(oneName, QueryContext.unbounded()).completeness().isWhole())
          .as("one of as many as there may be")
          .isFalse();
      assertThat(store.labelValues(values, QueryContext.unbounded()).completeness().isWhole())
          .isEqualTo(instances < labels);
    }
    ManagedStoreConfig above =
        capped.withLimits(
            EndpointLimits.DEFAULT.withCaps(new AnswerCaps(series + 1, labels + 1)), FREE);
    try (ManagedStore store = ManagedStore.open(above, BillListener.NONE)) {
      for (SelectRequest request : List.of(up, looks, skipping)) {
        assertThat(read(store, request).outcome().status()).isEqualTo(StoreOutcome.Status.WHOLE);
      }
      assertThat(store.labelNames(names, QueryContext.unbounded()).completeness().isWhole())
          .isTrue();
    }
  }

  @Test
  void questionsThatWouldTakeVeryManyRequestsAreRefused() {
    Instants grid = new Instants(0, START + HOUR, 1, 300_000);
    SelectRequest request =
        SelectRequest.of(0, START + HOUR, List.of(Matcher.equal("__name__", "up")))
            .withHints(SelectHints.NONE.withLooks(new Looks(List.of(grid), false)));
    try (ManagedStore store = store(EndpointLimits.DEFAULT, FREE)) {
      StoreException failure =
          catchThrowableOfType(StoreException.class, () -> read(store, request));
      assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
      assertThat(failure).hasMessageContaining("requests");
      assertThat(amp.requests()).isEmpty();
    }
  }

  @Test
  void labelsAreAskedForOnce() {
    try (ManagedStore store = store(EndpointLimits.DEFAULT, FREE)) {
      for (int i = 0; i < 3; i++) {
        LabelNamesRequest request =
            new LabelNamesRequest(START + i * 1_000L, START + HOUR - i, List.of(), 0);
        assertThat(store.labelNames(request, QueryContext.unbounded()).values()).contains("job");
      }
      assertThat(amp.requests()).hasSize(1);
    }
  }

  /** Each scrape of these targets is seen but where they were gone. */
  @Test
  void whatIsLookedAtForItsNewestSampleIsAskedForAtThatTime() {
    Matcher five = Matcher.equal("instance", "10.0.0.5");
    Matcher api = Matcher.equal("job", "api");
    Instants grid = new Instants(START, START + 15 * 60_000, 30_000, 300_000);
    SelectRequest request =
        SelectRequest.of(
                START - 300_000,
                START + 15 * 60_000,
                List.of(Matcher.equal("__name__", "up"), five, api))
            .withHints(SelectHints.NONE.withLooks(new Looks(List.of(grid), false)));
    try (ManagedStore store = store(EndpointLimits.DEFAULT, FREE)) {
      TreeMap<Long, Double> seen = read(store, request).series().firstEntry().getValue();
      assertThat(asked("/query_range")).hasSize(1);
      assertThat(asked("/query")).isEmpty();
      List<Long> markers = new ArrayList<>();
      seen.forEach(
          (time, value) -> {
            assertThat((time - START) % 30_000).isZero();
            if (StaleMarker.isStale(value)) {
              markers.add(time);
            }
          });
      // Every 17th sample says that the target is gone; it is looked at 685 ms too early to see it.
      assertThat(markers).isNotEmpty();
      amp.forget();
      SelectRequest samplesToo =
          request.withHints(SelectHints.NONE.withLooks(new Looks(List.of(grid), true)));
      TreeMap<Long, Double> both = read(store, samplesToo).series().firstEntry().getValue();
      assertThat(asked("/query_range")).hasSize(1);
      // The look-back reaches into the day before.
      assertThat(asked("/query")).hasSize(2);
      assertThat(both.keySet()).containsAll(markers).contains(START + 685);
    }
  }

  /** As where the time window of a store ends shortly before what is asked for. */
  @Test
  void aLookFromBehindTheEndSeesWhatLiesBeforeIt() {
    long end = START + 15 * 60_000;
    Instants grid = new Instants(end + 60_000, end + 60_000, 30_000, 300_000);
    SelectRequest request =
        SelectRequest.of(
                end - 240_000,
                end,
                List.of(Matcher.equal("__name__", "up"), Matcher.equal("job", "api")))
            .withHints(SelectHints.NONE.withLooks(new Looks(List.of(grid), false)));
    Instants tooLate = new Instants(end + 300_000, end + 300_000, 30_000, 300_000);
    SelectRequest later =
        request.withHints(SelectHints.NONE.withLooks(new Looks(List.of(tooLate), false)));
    try (ManagedStore store = store(EndpointLimits.DEFAULT, FREE)) {
      Answer seen = read(store, request);
      assertThat(seen.series()).isNotEmpty();
      assertThat(seen.samples()).isGreaterThanOrEqualTo(seen.series().size());
      assertThat(read(store, later).samples()).isZero();
    }
  }

  @Test
  void whatWasPaidForIsNotAskedForAgain() {
    SampleCacheConfig cache = SampleCacheConfig.of(kept);
    AtomicLong found = new AtomicLong();
    BillListener listener =
        new BillListener() {
          @Override
          public void cached(String store, long samples) {
            found.addAndGet(samples);
          }
        };
    ManagedStoreConfig config =
        contract
            .config("amp")
            .withLimits(EndpointLimits.DEFAULT, FREE)
            .withCache(cache, Duration.ofMinutes(1));
    Answer first;
    try (ManagedStore store = ManagedStore.open(config, listener)) {
      first = read(store, named("long_series", START, START + HOUR));
      long billed = amp.billedSamples();
      amp.forget();
      Answer again = read(store, named("long_series", START + 60_000, START + HOUR + 60_000));
      assertThat(again.samples()).isEqualTo(4L * 721);
      assertThat(amp.billedSamples()).isLessThan(billed / 20);
      amp.forget();
    }
    try (ManagedStore restarted = ManagedStore.open(config, listener)) {
      assertThat(read(restarted, named("long_series", START, START + HOUR)).series())
          .isEqualTo(first.series());
      assertThat(amp.requests()).isEmpty();
      assertThat(found.get()).isPositive();
    }
  }
}
