package io.promontory.frontend.federation.steady;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StorePart;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An endpoint that fails, hangs or is asked too much, behind the whole pile. */
@Timeout(120)
class SteadyTest {
  private static final LabelNamesRequest NAMES = new LabelNamesRequest(0, 1, List.of(), 0);
  private static final SelectRequest UP =
      SelectRequest.of(0, 1, List.of(Matcher.equal("__name__", "up")));

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Endpoint endpoint = new Endpoint();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private Store pile(SteadyConfig config) {
    SteadyListener listener =
        new SteadyListener() {
          @Override
          public void retried(String store) {
            heard.add("retried " + store);
          }

          @Override
          public void coalesced(String store) {
            heard.add("coalesced " + store);
          }

          @Override
          public void waiting(String store, int change) {
            heard.add("waiting " + change);
          }

          @Override
          public void breaker(String store, Breaker.State state) {
            heard.add(state + " " + store);
          }
        };
    return new Steady(listener, nanos::get, new Random(1)).around(endpoint, config);
  }

  private static SteadyConfig config() {
    return SteadyConfig.of(Duration.ofSeconds(20)).withBreaker(3, Duration.ofSeconds(5));
  }

  private static int select(Store store, QueryContext context) {
    int series = 0;
    try (SeriesSet set = store.select(UP, context)) {
      while (set.next() != null) {
        series++;
      }
      return series;
    }
  }

  private static QueryContext query() {
    return QueryContext.unbounded();
  }

  private static void fails(Callable<?> call, String text) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call::call)
        .satisfies(e -> assertThat(e.describe()).isEqualTo("store \"eu\": " + text));
  }

  @Test
  void everyCallOfAStorePassesThePile() {
    List<String> passed =
        Arrays.stream(AroundStore.class.getDeclaredMethods()).map(m -> m.getName()).toList();
    assertThat(
            Arrays.stream(Store.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(method -> method.getName()))
        .allMatch(name -> passed.contains(name) || name.equals("select"));
  }

  @Test
  void whatCouldNotBeginIsTriedAgain() {
    Store store = pile(config());
    endpoint.next.addAll(List.of(Endpoint.REFUSED, Endpoint.REFUSED));
    assertThat(store.labelNames(NAMES, query()).values()).containsExactly("__name__");
    endpoint.next.addAll(List.of(Endpoint.REFUSED, Endpoint.REFUSED));
    try (SeriesSet set = store.select(UP, query())) {
      assertThat(set.next()).isNotNull();
      assertThat(set.next()).isNull();
      assertThat(set.completeness().outcomes().getFirst().stats().retries()).isEqualTo(2);
    }
    assertThat(heard.stream().filter("retried eu"::equals)).hasSize(4);
    assertThat(endpoint.calls).hasValue(6);
    assertThat(endpoint.closed).as("streams that failed are closed").hasValue(3);
  }

  @Test
  void aServerThatWillNotEvaluateIsNotIll() {
    Store store = pile(config());
    StoreException declined =
        new StoreException("eu", StoreException.Kind.UNSUPPORTED, "HTTP 422: no such function");
    PartQuery query = new PartQuery("sum(up)", 0, 0, 1, 1);
    StorePart part = store.parts(UP, query()).getFirst();
    for (int i = 0; i < 10; i++) {
      endpoint.next.add(declined);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> part.evaluate(query, query()))
          .isSameAs(declined);
    }
    assertThat(endpoint.calls).as("tried once each").hasValue(10);
    assertThat(heard).containsExactly("CLOSED eu");
    assertThat(part.evaluate(query, query()).series()).isEmpty();
    endpoint.next.addAll(List.of(Endpoint.REFUSED, Endpoint.REFUSED));
    assertThat(part.evaluate(query, query()).series()).isEmpty();
    assertThat(heard.stream().filter("retried eu"::equals)).hasSize(2);
  }

  @Test
  void norIsItFoundWellByThat() {
    Store store = pile(config());
    StorePart part = store.parts(UP, query()).getFirst();
    PartQuery query = new PartQuery("sum(up)", 0, 0, 1, 1);
    endpoint.next.addAll(Collections.nCopies(3, Endpoint.BROKEN));
    for (int i = 0; i < 3; i++) {
      fails(() -> part.evaluate(query, query()), "the connection broke");
    }
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    endpoint.next.add(
        new StoreException("eu", StoreException.Kind.UNSUPPORTED, "it is not what it was"));
    fails(() -> part.evaluate(query, query()), "it is not what it was");
    assertThat(heard).containsExactly("CLOSED eu", "OPEN eu", "HALF_OPEN eu", "OPEN eu");
    assertThat(store.labelNames(NAMES, query()).values()).containsExactly("__name__");
    assertThat(heard.getLast()).isEqualTo("CLOSED eu");
  }

  @Test
  void butNotForEverNorAfterTheFirstSeriesNorWhereItIsOfNoUse() {
    Store store = pile(config());
    endpoint.next.addAll(Collections.nCopies(3, Endpoint.REFUSED));
    fails(() -> store.labelNames(NAMES, query()), "connection refused");
    assertThat(endpoint.calls).hasValue(3);
    endpoint.next.add(Endpoint.BROKEN);
    fails(() -> select(store, query()), "the connection broke");
    assertThat(endpoint.calls).hasValue(4);
    assertThat(select(store, query())).isOne();
    endpoint.middle = Endpoint.REFUSED;
    fails(() -> select(store, query()), "connection refused");
    assertThat(endpoint.calls).hasValue(6);
  }

  @Test
  void aServerThatNamesATimeIsObeyedIfThereIsThatTime() {
    Store store = pile(config());
    StoreException busy =
        new StoreException("eu", StoreException.Kind.LIMIT, "HTTP 429: slow down");
    endpoint.next.add(busy.worthRetryAfter(Duration.ofMillis(300)));
    long start = System.nanoTime();
    assertThat(store.labelNames(NAMES, query()).values()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
    endpoint.next.add(busy.worthRetryAfter(Duration.ofHours(1)));
    QueryContext short20 = query().withDeadline(Deadline.after(Duration.ofSeconds(20)));
    fails(() -> store.labelNames(NAMES, short20), "HTTP 429: slow down");
  }

  @Test
  void anEndpointThatKeepsFailingIsLeftOutAndTriedAfterAPause() {
    Store store = pile(config());
    for (int i = 0; i < 3; i++) {
      endpoint.next.add(Endpoint.BROKEN);
      fails(() -> select(store, query()), "the connection broke");
    }
    String leftOut =
        "left out after 3 failures in a row, tried again in %s; the last: the connection broke";
    fails(() -> select(store, query()), leftOut.formatted("5s"));
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    fails(() -> store.labelNames(NAMES, query()), leftOut.formatted("1s"));
    assertThat(endpoint.calls).as("nobody asked it").hasValue(3);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    endpoint.next.add(Endpoint.BROKEN);
    fails(() -> select(store, query()), "the connection broke");
    fails(() -> select(store, query()), leftOut.replace("3", "4").formatted("10s"));
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(select(store, query())).isOne();
    assertThat(select(store, query())).isOne();
    assertThat(heard.stream().filter(e -> e.endsWith(" eu")))
        .containsExactly(
            "CLOSED eu", "OPEN eu", "HALF_OPEN eu", "OPEN eu", "HALF_OPEN eu", "CLOSED eu");
  }

  @Test
  void failuresThatAreFarApartAreNoRow() {
    Store store = pile(config());
    for (int i = 0; i < 10; i++) {
      endpoint.next.add(Endpoint.BROKEN);
      fails(() -> select(store, query()), "the connection broke");
      nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    }
    assertThat(select(store, query())).isOne();
  }

  @Test
  void oneCallTriesAnIllEndpointWhileOthersAreRefused() throws Exception {
    Store store = pile(config());
    endpoint.next.addAll(Collections.nCopies(3, Endpoint.BROKEN));
    for (int i = 0; i < 3; i++) {
      fails(() -> select(store, query()), "the connection broke");
    }
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    CountDownLatch held = new CountDownLatch(1);
    endpoint.held = held;
    Future<Integer> probe = threads.submit(() -> select(store, query()));
    await(() -> endpoint.calls.get() == 4);
    fails(
        () -> select(store, query()),
        "left out after 3 failures in a row, being tried just now; the last: the connection broke");
    held.countDown();
    assertThat(probe.get()).isOne();
    assertThat(select(store, query())).isOne();
  }

  @Test
  void queriesWithLittleTimeOpenNoBreaker() {
    Store store = pile(config());
    StoreException late = new StoreException("eu", StoreException.Kind.TIMEOUT, "late");
    for (int i = 0; i < 10; i++) {
      endpoint.next.add(late);
      fails(() -> select(store, query()), "late");
    }
    assertThat(select(store, query())).isOne();
    StoreException limit = new StoreException("eu", StoreException.Kind.LIMIT, "too many");
    for (int i = 0; i < 10; i++) {
      endpoint.next.add(limit);
      fails(() -> select(store, query()), "too many");
    }
    assertThat(select(store, query())).isOne();
  }

  @Test
  void streamsThatNobodyReadsYetOpenNoBreaker() {
    Store store = pile(config());
    List<SeriesSet> opened = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      opened.add(store.select(UP, query()));
    }
    nanos.addAndGet(Duration.ofSeconds(17).toNanos());
    opened.forEach(SeriesSet::close);
    assertThat(heard).containsExactly("CLOSED eu");
  }

  @Test
  void norDoThoseThatAreReadSlowly() {
    Store store = pile(config());
    endpoint.middle = new StoreException("eu", StoreException.Kind.TIMEOUT, "late");
    List<SeriesSet> opened = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      opened.add(store.select(UP, query()));
      assertThat(opened.getLast().next()).isNotNull();
    }
    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    for (SeriesSet set : opened) {
      fails(set::next, "late");
      set.close();
    }
    assertThat(heard).containsExactly("CLOSED eu");
  }

  @Test
  void butThoseThatSomebodyWaitsForDo() throws Exception {
    Store store = pile(config());
    CountDownLatch held = new CountDownLatch(1);
    endpoint.held = held;
    List<SeriesSet> opened = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SeriesSet set = store.select(UP, query());
      opened.add(set);
      Future<?> unused = threads.submit(set::next);
    }
    await(() -> endpoint.calls.get() == 3);
    nanos.addAndGet(Duration.ofSeconds(17).toNanos());
    opened.forEach(SeriesSet::close);
    assertThat(heard).containsExactly("CLOSED eu", "OPEN eu");
    held.countDown();
  }

  @Test
  void equalLookupsAreMadeOnceAtATime() throws Exception {
    Store store = pile(config());
    CountDownLatch held = new CountDownLatch(1);
    endpoint.held = held;
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(threads.submit(() -> store.labelNames(NAMES, query())));
    }
    await(() -> endpoint.calls.get() == 1);
    held.countDown();
    for (Future<?> one : all) {
      one.get();
    }
    long shared = heard.stream().filter("coalesced eu"::equals).count();
    assertThat(endpoint.calls.get() + shared).isEqualTo(10);
    store.labelNames(NAMES, query());
    assertThat(endpoint.calls.get() + shared).as("nothing is remembered").isEqualTo(11);
  }

  @Test
  void whoSharesACallDoesNotShareTheEndOfItsCaller() throws Exception {
    Store store = pile(config());
    CountDownLatch held = new CountDownLatch(1);
    endpoint.held = held;
    endpoint.next.add(new StoreException("eu", StoreException.Kind.CANCELED, "canceled"));
    Future<?> first = threads.submit(() -> store.labelNames(NAMES, query()));
    await(() -> endpoint.calls.get() == 1);
    Future<?> second = threads.submit(() -> store.labelNames(NAMES, query()));
    held.countDown();
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get);
    assertThat(second.get()).isNotNull();
  }

  @Test
  void onlySoManyQueriesAskAtATimeAndOnlySoManyWait() throws Exception {
    Store store = pile(config().withLimits(1, 1, 0));
    QueryContext first = query();
    SeriesSet reading = store.select(UP, first);
    assertThat(select(store, first)).as("a query does not wait for itself").isOne();

    Future<Integer> second = threads.submit(() -> select(store, query()));
    await(() -> heard.contains("waiting 1"));
    fails(
        () -> select(store, query()),
        "more than 1 queries wait for others to end, the limit that max_queued of the store sets");
    reading.close();
    reading.close();
    assertThat(second.get()).isOne();
    assertThat(select(store, query())).isOne();
  }

  @Test
  void whoWaitsGivesUpInTimeAndLeavesNothingBehind() throws Exception {
    Store store = pile(config().withLimits(1, 5, 0));
    SeriesSet reading = store.select(UP, query());
    QueryContext brief = query().withDeadline(Deadline.after(Duration.ofMillis(50)));
    fails(() -> select(store, brief), "other queries kept all 1 places busy until the deadline");
    Cancellation cancellation = new Cancellation();
    QueryContext canceled = query().withCancellation(cancellation);
    Future<Integer> second = threads.submit(() -> select(store, canceled));
    await(() -> heard.stream().filter("waiting 1"::equals).count() == 2);
    cancellation.cancel();
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(second::get);
    reading.close();
    assertThat(select(store, query())).isOne();
    assertThat(heard.stream().filter("waiting 1"::equals).count())
        .isEqualTo(heard.stream().filter("waiting -1"::equals).count());
  }

  @Test
  void whoDoesNotReadMakesWayAndComesBack() throws Exception {
    Store store = pile(config().withLimits(1, 5, 0));
    SeriesSet resting = store.select(UP, query());
    assertThat(resting.next()).isNotNull();
    Future<Integer> second = threads.submit(() -> select(store, query()));
    await(() -> heard.contains("waiting 1"));
    assertThat(second.isDone()).as("a short pause is none").isFalse();
    nanos.addAndGet(Duration.ofMillis(200).toNanos());
    assertThat(second.get()).isOne();

    SeriesSet third = store.select(UP, query());
    Future<Series> on = threads.submit(resting::next);
    await(() -> heard.stream().filter("waiting 1"::equals).count() == 2);
    third.close();
    assertThat(on.get()).isNull();
    assertThat(select(store, query())).isOne();
  }

  @Test
  void whoIsClosedWhileItWaitsToComeBackLeavesNoPlaceTaken() throws Exception {
    Store store = pile(config().withLimits(1, 5, 0));
    SeriesSet resting = store.select(UP, query());
    nanos.addAndGet(Duration.ofMillis(200).toNanos());
    SeriesSet other = store.select(UP, query());
    Future<Series> on = threads.submit(resting::next);
    await(() -> heard.contains("waiting 1"));
    resting.close();
    other.close();
    on.get();
    assertThat(select(store, query())).isOne();
  }

  /** Each has what the other one waits for. */
  @Test
  void queriesOverTwoStoresDoNotWaitForEachOther() throws Exception {
    SteadyConfig config = config().withLimits(1, 5, 0);
    Steady steady = Steady.of(SteadyListener.NONE);
    Store a = steady.around(new Endpoint(), config);
    Store b = steady.around(new Endpoint(), config);
    QueryContext one = query();
    QueryContext two = query();
    SeriesSet oneOfA = a.select(UP, one);
    SeriesSet twoOfB = b.select(UP, two);
    Future<Integer> oneOfB = threads.submit(() -> select(b, one));
    Future<Integer> twoOfA = threads.submit(() -> select(a, two));
    assertThat(oneOfB.get()).isOne();
    assertThat(twoOfA.get()).isOne();
    assertThat(oneOfA.next()).isNotNull();
    assertThat(twoOfB.next()).isNotNull();
    oneOfA.close();
    twoOfB.close();
  }

  @Test
  void aGateCountsQueriesByTheirBudget() {
    QueryContext one = query();
    QueryBudget budget = one.budget();
    assertThat(one.withDeadline(Deadline.NEVER).budget()).isSameAs(requireNonNull(budget));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
