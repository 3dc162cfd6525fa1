package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request may say of the stores that answer it. */
class QueryScopeTest {
  /** A store that gives its series once another has been interrupted. */
  private record HeldStore(Store inner, CountDownLatch until) implements Store {
    @Override
    public StoreInfo info() {
      return inner.info();
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      try {
        until.await();
        // What the interrupted one makes of it comes a little later.
        assertThat(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)).isFalse();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return inner.select(request, context);
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      return inner.labelNames(request, context);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      return inner.labelValues(request, context);
    }
  }

  private static Member member(Store store, boolean required, String... addresses) {
    return new Member(store, required, Duration.ofSeconds(20), "prometheus", List.of(addresses));
  }

  private static MemoryStore memory(String name, String region) {
    MemoryStore store = new MemoryStore(name, Labels.of("region", region));
    store.append(Labels.of("__name__", "up"), 1000, 1);
    return store;
  }

  private static QueryContext partial(Boolean partialResponse) {
    return QueryContext.unbounded()
        .withScope(new QueryScope(partialResponse, true, null, List.of()));
  }

  private static QueryContext storeMatch(Matcher... matchers) {
    return QueryContext.unbounded()
        .withScope(new QueryScope(null, true, null, List.of(List.of(matchers))));
  }

  private static Completeness select(Store store, QueryContext context) {
    SelectRequest request = SelectRequest.of(0, 10_000, List.of(Matcher.equal("__name__", "up")));
    try (SeriesSet set = store.select(request, context)) {
      while (set.next() != null) {
        // to the end
      }
      return set.completeness();
    }
  }

  private static Completeness names(Store store, QueryContext context) {
    return store.labelNames(new LabelNamesRequest(0, 10_000, List.of(), 0), context).completeness();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, true", "true, ", "false, "})
  void aRequestMayTakeWhatThereIs(boolean several, String word) {
    Boolean partial = word == null ? null : Boolean.valueOf(word);
    Member bad = member(FaultyStore.failing("bad"), partial != null);
    FederatedStore store =
        new FederatedStore(
            several ? List.of(member(memory("a", "eu"), true), bad) : List.of(bad),
            CallObserver.NONE);
    if (partial == null) {
      // Not required by its configuration, but by the request.
      for (QueryContext context : List.of(partial(false))) {
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> select(store, context));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> names(store, context));
      }
    }
    QueryContext context = partial(partial);
    assertThat(select(store, context).warnings())
        .containsExactly("store \"bad\": connection refused");
    assertThat(names(store, context).warnings())
        .containsExactly("store \"bad\": connection refused");
  }

  @ParameterizedTest
  @CsvSource({
    "__store__, EQ, a, a",
    "__store__, NEQ, a, b",
    "__store__, RE, 'a|b', a b",
    "__address__, EQ, http://one:9090, a",
    "__address__, RE, 'http://o.*', a",
    "__address__, NEQ, http://one:9090, b",
    "__address__, EQ, b, b",
    "region, EQ, us, b",
    "region, NRE, u., a",
    "other, EQ, '', a b"
  })
  void aRequestMayNameItsStores(String label, Matcher.Type type, String value, String asked) {
    FederatedStore store =
        new FederatedStore(
            List.of(
                member(memory("a", "eu"), true, "http://one:9090", "http://once:9090"),
                member(memory("b", "us"), true, "http://two:9090")),
            CallObserver.NONE);
    QueryContext context = storeMatch(Matcher.of(type, label, value));
    for (Completeness whole : List.of(select(store, context), names(store, context))) {
      assertThat(
              whole.outcomes().stream()
                  .filter(o -> o.status() == StoreOutcome.Status.WHOLE)
                  .map(StoreOutcome::store)
                  .sorted())
          .containsExactly(asked.split(" "));
      assertThat(whole.outcomes())
          .filteredOn(o -> o.status() == StoreOutcome.Status.NOT_ASKED)
          .allSatisfy(
              o -> assertThat(o.reason()).isEqualTo("storeMatch[] of the request leaves it out"));
      assertThat(whole.isWhole()).isTrue();
    }
  }

  @Test
  void anAnswerOfNobodySaysSo() {
    FederatedStore none = new FederatedStore(List.of(), CallObserver.NONE);
    String text = "store \"promontory\": no stores are configured, so that nothing can be found";
    assertThat(select(none, QueryContext.unbounded()).warnings()).containsExactly(text);
    assertThat(names(none, QueryContext.unbounded()).warnings()).containsExactly(text);

    FederatedStore one =
        new FederatedStore(List.of(member(memory("a", "eu"), true)), CallObserver.NONE);
    Completeness unmatched = select(one, storeMatch(Matcher.equal("__store__", "c")));
    assertThat(unmatched.isWhole()).isTrue();
    assertThat(unmatched.infos())
        .containsExactly("store \"a\": not asked: storeMatch[] of the request leaves it out");
  }

  @Test
  @Timeout(60)
  void theEndOfAStoreThatWasGivenUpHarmsNoOther() {
    FaultyStore slow = FaultyStore.hanging("slow");
    MemoryStore other = memory("b", "eu");
    FederatedStore store =
        new FederatedStore(
            List.of(
                new Member(slow, false, Duration.ofMillis(50)),
                member(new HeldStore(other, slow.interrupted), true)),
            CallObserver.NONE);
    assertThat(select(store, QueryContext.unbounded()).warnings())
        .containsExactly("store \"slow\": no answer within its deadline (timeout 50ms)");
  }

  @Test
  @Timeout(60)
  void aFailureIsToldWhileAnotherStoreStillHangs() {
    FederatedStore store =
        new FederatedStore(
            List.of(
                new Member(FaultyStore.hanging("slow"), true, Duration.ofHours(1)),
                member(FaultyStore.failing("bad"), true)),
            CallObserver.NONE);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> select(store, QueryContext.unbounded()))
        .satisfies(e -> assertThat(e.store()).isEqualTo("bad"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> names(store, QueryContext.unbounded()))
        .satisfies(e -> assertThat(e.store()).isEqualTo("bad"));
  }
}
