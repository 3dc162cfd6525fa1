package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FederatedStoreTest {
  private static final Matcher UP = Matcher.equal("__name__", "up");

  private final List<String> observed = new ArrayList<>();

  private FederatedStore federation(Member... members) {
    return new FederatedStore(
        List.of(members),
        (call, outcome, nanos) -> {
          synchronized (observed) {
            observed.add(call + " " + outcome.store() + " " + outcome.status());
          }
        });
  }

  private static Member required(Store store) {
    return new Member(store, true, Duration.ofSeconds(20));
  }

  private static Member lenient(Store store) {
    return new Member(store, false, Duration.ofSeconds(20));
  }

  private static MemoryStore memory(String name, String region, String... jobs) {
    MemoryStore store =
        new MemoryStore(name, region.isEmpty() ? Labels.EMPTY : Labels.of("region", region));
    for (String job : jobs) {
      store.append(Labels.of("__name__", "up", "job", job), 1000, 1);
    }
    return store;
  }

  /** The same store, as if it were not at hand. */
  private static Store waitedFor(Store store) {
    return new ForwardingStore(() -> store, () -> {}) {
      @Override
      public boolean answersAtOnce() {
        return false;
      }
    };
  }

  private record Answer(List<String> series, Completeness completeness) {}

  private static Answer select(Store store, Matcher... matchers) {
    SelectRequest request = SelectRequest.of(0, 10_000, List.of(matchers));
    List<String> series = new ArrayList<>();
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        series.add(one.labels().toString());
      }
      return new Answer(series, set.completeness());
    }
  }

  @Test
  void noStoresIsAnEmptyAnswerThatSaysSo() {
    Answer answer = select(federation(), UP);
    assertThat(answer.series()).isEmpty();
    assertThat(answer.completeness().isWhole()).isFalse();
  }

  @Test
  void asksOnlyStoresWhoseExternalLabelsCanMatch() {
    FederatedStore store =
        federation(required(memory("a", "eu", "x")), required(memory("b", "us", "x")));
    Answer answer = select(store, UP, Matcher.equal("region", "us"));
    assertThat(answer.series()).containsExactly("{__name__=\"up\", job=\"x\", region=\"us\"}");
    assertThat(answer.completeness().outcomes())
        .extracting(StoreOutcome::store, StoreOutcome::status)
        .containsExactlyInAnyOrder(
            tuple("b", StoreOutcome.Status.WHOLE), tuple("a", StoreOutcome.Status.NOT_ASKED));
    assertThat(answer.completeness().outcomes())
        .filteredOn(o -> o.store().equals("a"))
        .extracting(StoreOutcome::reason)
        .containsExactly("external labels {region=\"eu\"} do not match region=\"us\"");
    assertThat(answer.completeness().warnings()).isEmpty();
  }

  @Test
  void asksOnlyStoresOfThatTime() {
    MemoryStore old = memory("old", "");
    old.truncateBefore(50_000);
    Answer answer = select(federation(required(old), required(memory("new", "", "x"))), UP);
    assertThat(answer.completeness().outcomes())
        .contains(StoreOutcome.notAsked("old", "holds no samples of that time"));
  }

  @Test
  void aStoreAtHandWithoutSuchSeriesIsToldOfAndNotWaitedFor() {
    Store slow = waitedFor(memory("slow", "", "x"));
    Answer answer = select(federation(required(slow), required(memory("own", ""))), UP);
    assertThat(answer.series()).containsExactly("{__name__=\"up\", job=\"x\"}");
    assertThat(answer.completeness().outcomes())
        .extracting(StoreOutcome::store, StoreOutcome::status)
        .containsExactly(
            tuple("slow", StoreOutcome.Status.WHOLE), tuple("own", StoreOutcome.Status.WHOLE));
    assertThat(observed).containsExactlyInAnyOrder("select slow WHOLE", "select own WHOLE");
  }

  @Test
  void aStoreAtHandIsMergedWithOneThatIsWaitedFor() {
    Store slow = waitedFor(memory("slow", "", "x", "y"));
    Answer answer =
        select(federation(required(slow), required(memory("own", "", "w", "y", "z"))), UP);
    assertThat(answer.series())
        .containsExactly(
            "{__name__=\"up\", job=\"w\"}",
            "{__name__=\"up\", job=\"x\"}",
            "{__name__=\"up\", job=\"y\"}",
            "{__name__=\"up\", job=\"z\"}");
    assertThat(answer.completeness().isWhole()).isTrue();
  }

  @Test
  void aRequiredStoreThatFailsFailsTheAnswer() {
    FederatedStore store =
        federation(required(memory("a", "", "x")), required(FaultyStore.failing("bad")));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> select(store, UP))
        .satisfies(e -> assertThat(e.describe()).isEqualTo("store \"bad\": connection refused"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                store.labelNames(
                    new LabelNamesRequest(0, 1, List.of(), 0), QueryContext.unbounded()))
        .satisfies(e -> assertThat(e.store()).isEqualTo("bad"));
  }

  @Test
  void anOptionalStoreThatFailsIsAWarning() {
    FederatedStore store =
        federation(required(memory("a", "", "x")), lenient(FaultyStore.failing("bad")));
    Answer answer = select(store, UP);
    assertThat(answer.series()).containsExactly("{__name__=\"up\", job=\"x\"}");
    assertThat(answer.completeness().isWhole()).isFalse();
    assertThat(answer.completeness().warnings())
        .containsExactly("store \"bad\": connection refused");
    var values =
        store.labelValues(
            new LabelValuesRequest("job", 0, 10_000, List.of(), 0), QueryContext.unbounded());
    assertThat(values.values()).containsExactly("x");
    assertThat(values.completeness().warnings())
        .containsExactly("store \"bad\": connection refused");
    assertThat(observed).contains("select bad FAILED", "select a WHOLE", "label_values bad FAILED");
  }

  @Test
  void theOnlyStoreMayFailInTheMiddle() {
    FaultyStore bad =
        FaultyStore.failing("bad", Labels.of("__name__", "up"), Labels.of("__name__", "up2"));
    Answer answer = select(federation(lenient(bad)), UP);
    assertThat(answer.series()).hasSize(2);
    assertThat(answer.completeness().warnings())
        .containsExactly("store \"bad\": connection refused");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> select(federation(required(bad)), UP));
  }

  @Test
  void aStoreThatHangsIsGivenUpAtItsDeadline() throws InterruptedException {
    FaultyStore hanging = FaultyStore.hanging("slow");
    Member slow = new Member(hanging, false, Duration.ofMillis(50));
    Answer answer = select(federation(required(memory("a", "", "x")), slow), UP);
    assertThat(answer.series()).hasSize(1);
    assertThat(answer.completeness().warnings())
        .containsExactly("store \"slow\": no answer within its deadline (timeout 50ms)");
    assertThat(hanging.interrupted.await(60, TimeUnit.SECONDS)).isTrue();

    Member strict = new Member(FaultyStore.hanging("slow"), true, Duration.ofMillis(50));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> select(federation(required(memory("a", "", "x")), strict), UP))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.TIMEOUT));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                federation(strict)
                    .labelNames(
                        new LabelNamesRequest(0, 1, List.of(), 0), QueryContext.unbounded()))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.TIMEOUT));
  }

  @Test
  void equalSeriesAreUnitedAndOthersStayInOrder() {
    FederatedStore store =
        federation(
            required(memory("a", "", "c", "a", "b")), required(memory("b", "", "b", "z", "a")));
    assertThat(select(store, UP).series())
        .containsExactly(
            "{__name__=\"up\", job=\"a\"}",
            "{__name__=\"up\", job=\"b\"}",
            "{__name__=\"up\", job=\"c\"}",
            "{__name__=\"up\", job=\"z\"}");
    assertThat(
            store
                .labelValues(
                    new LabelValuesRequest("job", 0, 10_000, List.of(), 2),
                    QueryContext.unbounded())
                .values())
        .containsExactly("a", "b");
  }
}
