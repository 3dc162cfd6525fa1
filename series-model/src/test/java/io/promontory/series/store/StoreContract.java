package io.promontory.series.store;

import static io.promontory.series.matcher.Matcher.Type.EQ;
import static io.promontory.series.matcher.Matcher.Type.NEQ;
import static io.promontory.series.matcher.Matcher.Type.NRE;
import static io.promontory.series.matcher.Matcher.Type.RE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link Store} promises. A test class extends it and builds its store over {@link
 * ContractData}; the store is made once for all cases, which only read. Cases depend on nothing but
 * what the store announces; what it does not announce must fail loudly.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StoreContract extends SideContract {
  private static final long FROM = ContractData.START - 3_600_000;
  private static final long TO = ContractData.START + 4 * 3_600_000;
  private static final Matcher ANY = Matcher.of(NEQ, "__name__", "");

  private ContractData data;
  private ContractModel model;
  private Store store;

  /** A store that holds the data and has its external labels. */
  protected abstract Store create(ContractData data) throws Exception;

  /** {@link ContractData#legacyNames} where the part behind the store knows no other names. */
  protected ContractData data() {
    return ContractData.standard();
  }

  @BeforeAll
  final void createStore() throws Exception {
    data = data();
    store = create(data);
    model = new ContractModel(data, !store.info().can(Capability.NO_STALE_MARKERS));
    contractOf(store, data);
  }

  @AfterAll
  final void closeStore() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void saysWhatItIs() {
    StoreInfo info = store.info();
    assertThat(info.name()).isNotBlank();
    assertThat(info.labelSets()).containsExactly(data.externalLabels());
    assertThat(info.minTime()).isLessThanOrEqualTo(ContractData.START);
    assertThat(info.maxTime()).isGreaterThan(ContractData.START);
  }

  @ParameterizedTest
  @MethodSource("matchers")
  void selectsWhatTheMatchersSay(List<Matcher> matchers) {
    assertAnswer(SelectRequest.of(FROM, TO, matchers));
  }

  @Test
  void everySampleKeepsItsBits() {
    TreeMap<Labels, TreeMap<Long, Long>> all =
        assertAnswer(SelectRequest.of(FROM, TO, List.of(ANY)));
    assertThat(all).hasSizeGreaterThan(150);
  }

  @Test
  void histogramsKeepEveryCount() {
    Matcher named = Matcher.equal("__name__", ContractHistograms.NAME);
    SelectRequest request = SelectRequest.of(FROM, TO, List.of(named));
    List<Series> all = read(request);
    List<ContractData.ContractSeries> expected = model.histograms();
    if (!expected.isEmpty()) {
      assertThat(store.info().capabilities()).contains(Capability.HISTOGRAMS);
    }
    assertThat(all).hasSameSizeAs(expected);
    for (int i = 0; i < all.size(); i++) {
      assertThat(ContractModel.histograms(all.get(i), request))
          .as("%s", all.get(i).labels())
          .isEqualTo(ContractModel.histograms(expected.get(i)));
    }
  }

  @Test
  void externalLabelsWinOverTheSeriesOwn() {
    var clash = SelectRequest.of(FROM, TO, List.of(Matcher.equal("__name__", "clash")));
    assertThat(assertAnswer(clash).keySet())
        .containsExactly(
            Labels.of("__name__", "clash", "cluster", "c-1", "region", "eu", "x", "1"));
    List<Matcher> own = List.of(Matcher.equal("__name__", "clash"), Matcher.equal("region", "own"));
    assertThat(read(SelectRequest.of(FROM, TO, own))).isEmpty();
  }

  @Test
  void bothEndsOfTheTimeRangeAreInclusive() {
    long start = ContractData.START;
    long[][] ranges = {
      {start, start},
      {start + 15_000, start + 15_000},
      {start + 1, start + 14_999},
      {start + 7_000, start + 600_000},
      {start + 5_000L * 999, TO},
      {FROM, start - 1},
      {start + 300_000, start + 1_200_000}
    };
    for (long[] range : ranges) {
      assertAnswer(SelectRequest.of(range[0], range[1], List.of(ANY)));
    }
  }

  @Test
  void nothingFoundIsAnEmptyWholeAnswer() {
    List<Matcher> nothing = List.of(Matcher.equal("__name__", "no_such_metric"));
    try (SeriesSet set =
        store.select(SelectRequest.of(FROM, TO, nothing), QueryContext.unbounded())) {
      assertThat(set.next()).isNull();
      assertThat(set.next()).isNull();
      assertThat(set.completeness().isWhole()).isTrue();
    }
  }

  @Test
  void skippedChunksLeaveTheLabels() {
    SelectRequest labelsOnly = SelectRequest.of(FROM, TO, List.of(ANY)).labelsOnly(0);
    List<Series> series = read(labelsOnly);
    assertThat(series).allSatisfy(one -> assertThat(one.chunks()).isEmpty());
    assertThat(series.stream().map(Series::labels))
        .containsExactlyElementsOf(model.select(labelsOnly).keySet());
  }

  @Test
  void aLimitLeavesOutNoMoreThanItMay() {
    for (int limit : new int[] {1, 7, 10_000}) {
      SelectRequest limited = SelectRequest.of(FROM, TO, List.of(ANY)).labelsOnly(limit);
      var all = model.select(limited).keySet();
      List<Labels> some = read(limited).stream().map(Series::labels).toList();
      assertThat(some).hasSizeGreaterThanOrEqualTo(Math.min(limit, all.size()));
      assertThat(all).containsAll(some);
    }
  }

  @Test
  void replicaLabelsAreDroppedBeforeSorting() {
    for (List<String> dropped :
        List.of(List.of("replica"), List.of("replica", "zone"), List.of("cluster", "none"))) {
      for (List<Matcher> matchers : List.of(List.of(ANY), List.of(Matcher.equal("replica", "b")))) {
        SelectRequest request =
            new SelectRequest(FROM, TO, matchers, SelectHints.NONE, false, 0, dropped, null);
        if (store.info().can(Capability.WITHOUT_REPLICA_LABELS)) {
          assertAnswer(request);
        } else {
          assertUnsupported(request);
        }
      }
    }
  }

  @Test
  void shardsAreDisjointAndWhole() {
    for (boolean by : new boolean[] {true, false}) {
      for (int index = 0; index < 3; index++) {
        Shard shard = new Shard(index, 3, by, List.of("instance", "pod", "id"));
        SelectRequest request =
            new SelectRequest(FROM, TO, List.of(ANY), SelectHints.NONE, false, 0, List.of(), shard);
        if (store.info().can(Capability.SHARDING)) {
          assertAnswer(request);
        } else {
          assertUnsupported(request);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("matchers")
  void labelNamesAreThoseOfMatchingSeries(List<Matcher> matchers) {
    LabelsResult names =
        store.labelNames(new LabelNamesRequest(FROM, TO, matchers, 0), QueryContext.unbounded());
    assertThat(names.values()).isEqualTo(model.labelNames(matchers));
    assertThat(names.completeness().isWhole()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("matchers")
  void labelValuesAreThoseOfMatchingSeries(List<Matcher> matchers) {
    for (String label :
        List.of("__name__", "job", "v", "w", "region", "replica", "no_such_label", "x")) {
      LabelsResult values =
          store.labelValues(
              new LabelValuesRequest(label, FROM, TO, matchers, 0), QueryContext.unbounded());
      assertThat(values.values()).as(label).isEqualTo(model.labelValues(label, matchers));
      assertThat(values.completeness().isWhole()).isTrue();
    }
  }

  @Test
  void labelsOfAllSeriesNeedNoMatchers() {
    assertThat(labelNames(0)).isEqualTo(model.labelNames(List.of()));
    for (String name : model.labelNames(List.of())) {
      assertThat(labelValues(name, 0)).as(name).isEqualTo(model.labelValues(name, List.of()));
    }
  }

  @Test
  void aLimitOfLabelsLeavesOutNoMoreThanItMay() {
    assertThat(labelNames(3))
        .hasSizeGreaterThanOrEqualTo(3)
        .isSortedAccordingTo(Utf8Order.INSTANCE);
    assertThat(model.labelNames(List.of())).containsAll(labelNames(3));
    assertThat(labelValues("id", 5)).hasSizeGreaterThanOrEqualTo(5);
    assertThat(model.labelValues("id", List.of())).containsAll(labelValues("id", 5));
  }

  @Test
  void metadataIsThereWhereAnnounced() {
    if (store.info().can(Capability.METADATA)) {
      assertThat(metadata(new MetadataRequest("", -1, 0)))
          .containsExactlyInAnyOrderElementsOf(data.metadata());
      assertThat(metadata(new MetadataRequest("up", -1, 0)))
          .containsExactly(new MetricMetadata("up", "gauge", "", ""));
      assertThat(metadata(new MetadataRequest("", 2, 1))).hasSize(2);
      assertThat(metadata(new MetadataRequest("", 0, 0))).isEmpty();
      assertThat(metadata(new MetadataRequest("no_such", -1, 0))).isEmpty();
    } else {
      assertThat(metadata(new MetadataRequest("", -1, 0))).isEmpty();
    }
  }

  private List<MetricMetadata> metadata(MetadataRequest request) {
    Listed<MetricMetadata> found = store.metadata(request, QueryContext.unbounded());
    assertThat(found.completeness().isWhole()).isTrue();
    return found.values();
  }

  @Test
  void aReachedDeadlineIsATimeoutThatNamesTheStore() {
    QueryContext late = QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofNanos(-1)));
    assertFails(late, StoreException.Kind.TIMEOUT);
  }

  @Test
  void aCanceledQueryEnds() {
    QueryContext context = QueryContext.unbounded();
    context.cancellation().cancel();
    assertFails(context, StoreException.Kind.CANCELED);
  }

  @Test
  void bytesReadCountAgainstTheBudget() {
    QueryBudget counted = QueryBudget.unlimited();
    SelectRequest all = SelectRequest.of(FROM, TO, List.of(ANY));
    read(all, new QueryContext(Deadline.NEVER, counted, new Cancellation()));
    assertThat(counted.bytesRead()).isGreaterThan(10_000);

    QueryContext poor =
        new QueryContext(Deadline.NEVER, new QueryBudget(0, 1000), new Cancellation());
    assertThatThrownBy(() -> read(all, poor)).isInstanceOf(BudgetExceededException.class);
  }

  @Test
  void anAnswerMayBeLeftEarly() {
    try (SeriesSet set =
        store.select(SelectRequest.of(FROM, TO, List.of(ANY)), QueryContext.unbounded())) {
      assertThat(set.next()).isNotNull();
    }
    assertAnswer(SelectRequest.of(FROM, TO, List.of(Matcher.equal("__name__", "up"))));
  }

  @Test
  void callsMayRunSideBySide() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Object>> calls = new ArrayList<>();
      for (String name : List.of("up", "web_total", "order", "job_run", "up", "long_series")) {
        List<Matcher> matchers = List.of(Matcher.equal("__name__", name));
        calls.add(() -> assertAnswer(SelectRequest.of(FROM, TO, matchers)));
      }
      for (Future<Object> call : threads.invokeAll(calls)) {
        call.get();
      }
    }
  }

  static List<List<Matcher>> matchers() {
    Matcher up = Matcher.equal("__name__", "up");
    return List.of(
        List.of(up),
        List.of(Matcher.of(EQ, "__name__", "order"), Matcher.of(EQ, "v", "\uD83D\uDE00")),
        List.of(up, Matcher.of(NEQ, "job", "api")),
        List.of(up, Matcher.of(RE, "job", "api|node"), Matcher.of(NEQ, "instance", "10.0.0.3")),
        List.of(up, Matcher.of(RE, "job", "a.*|.*e"), Matcher.of(RE, "instance", ".+[02468]")),
        List.of(up, Matcher.of(NRE, "job", "a.*|db")),
        List.of(Matcher.of(NRE, "__name__", "up|http.*|long.+")),
        List.of(Matcher.of(RE, "__name__", "order|web_total"), Matcher.of(EQ, "w", "")),
        List.of(Matcher.of(RE, "__name__", "order|web_total"), Matcher.of(NEQ, "w", "")),
        List.of(Matcher.of(RE, "__name__", "order"), Matcher.of(RE, "w", "1?")),
        List.of(Matcher.of(EQ, "__name__", "order"), Matcher.of(NRE, "w", "1?")),
        List.of(Matcher.of(EQ, "__name__", "order"), Matcher.of(RE, "w", ".*")),
        List.of(Matcher.of(EQ, "__name__", "order"), Matcher.of(RE, "w", ".+")),
        List.of(Matcher.of(EQ, "__name__", "order"), Matcher.of(NRE, "w", ".+")),
        List.of(Matcher.of(EQ, "__name__", "order"), Matcher.of(RE, "w", "line\nbreak.*")),
        List.of(up, Matcher.of(EQ, "no_such_label", "")),
        List.of(up, Matcher.of(NEQ, "no_such_label", "")),
        List.of(up, Matcher.of(NRE, "no_such_label", "x")),
        List.of(ANY, Matcher.of(RE, "job", ""), Matcher.of(EQ, "replica", "")),
        List.of(up, Matcher.of(EQ, "region", "eu")),
        List.of(up, Matcher.of(EQ, "region", "us")),
        List.of(up, Matcher.of(RE, "region", "e.|us"), Matcher.of(NRE, "cluster", "c-2")),
        List.of(up, Matcher.of(NEQ, "region", "eu")),
        List.of(up, Matcher.of(EQ, "region", "")),
        List.of(Matcher.of(RE, "__name__", "clash|up"), Matcher.of(NEQ, "cluster", "")),
        List.of(Matcher.of(EQ, "job", "utf8")),
        List.of(Matcher.of(EQ, "__name__", "named"), Matcher.of(RE, "名前", ".+")),
        List.of(Matcher.of(EQ, "job", "api"), Matcher.of(EQ, "job", "db")),
        List.of(Matcher.of(EQ, "job", "api"), Matcher.of(RE, "job", "a.+")));
  }

  private TreeMap<Labels, TreeMap<Long, Long>> assertAnswer(SelectRequest request) {
    TreeMap<Labels, TreeMap<Long, Long>> expected = model.select(request);
    TreeMap<Labels, TreeMap<Long, Long>> answer = new TreeMap<>();
    for (Series series : read(request)) {
      TreeMap<Long, Long> samples = model.decode(series, request);
      if (!samples.isEmpty()) {
        answer.put(series.labels(), samples);
      }
    }
    String asked = ContractModel.text(request.matchers());
    assertThat(answer.keySet()).as(asked).containsExactlyElementsOf(expected.keySet());
    assertThat(answer).as(asked).isEqualTo(expected);
    return answer;
  }

  private List<Series> read(SelectRequest request) {
    return read(request, QueryContext.unbounded());
  }

  /** Reads a whole answer and checks its order. */
  private List<Series> read(SelectRequest request, QueryContext context) {
    List<Series> all = new ArrayList<>();
    try (SeriesSet set = store.select(request, context)) {
      for (Series series = set.next(); series != null; series = set.next()) {
        if (!all.isEmpty()) {
          assertThat(series.labels()).isGreaterThan(all.getLast().labels());
        }
        all.add(series);
      }
      assertThat(set.completeness().isWhole()).isTrue();
      assertThat(set.completeness().outcomes()).isNotEmpty();
    }
    return all;
  }

  private void assertUnsupported(SelectRequest request) {
    assertThatThrownBy(() -> read(request))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNSUPPORTED));
  }

  private void assertFails(QueryContext context, StoreException.Kind kind) {
    List<Matcher> any = List.of(ANY);
    List<Callable<Object>> calls =
        List.of(
            () -> read(SelectRequest.of(FROM, TO, any), context),
            () -> store.labelNames(new LabelNamesRequest(FROM, TO, any, 0), context),
            () -> store.labelValues(new LabelValuesRequest("job", FROM, TO, any, 0), context));
    for (Callable<Object> call : calls) {
      assertThatThrownBy(call::call)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(kind);
                assertThat(e.store()).isEqualTo(store.info().name());
              });
    }
  }

  private List<String> labelNames(int limit) {
    return store
        .labelNames(new LabelNamesRequest(FROM, TO, List.of(), limit), QueryContext.unbounded())
        .values();
  }

  private List<String> labelValues(String label, int limit) {
    return store
        .labelValues(
            new LabelValuesRequest(label, FROM, TO, List.of(), limit), QueryContext.unbounded())
        .values();
  }
}
