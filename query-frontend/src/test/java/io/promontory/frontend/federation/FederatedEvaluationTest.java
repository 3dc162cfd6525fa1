package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a federation makes of stores that evaluate. */
class FederatedEvaluationTest {
  private static final PartQuery QUERY = new PartQuery("count(up)", 0, 1000, 1000, 300_000);
  private static final PartAnswer ONE =
      new PartAnswer(
          List.of(new StepSeries(Labels.EMPTY, new long[] {0}, new double[] {7}, null, 1)),
          List.of(),
          List.of(),
          Completeness.of(StoreOutcome.whole("eu", new StoreStats(1, 0, 30))));

  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

  /** A store with one part, or as many as it is told to have. */
  private static final class Evaluating extends ForwardingStore {
    private final String name;
    private final int parts;
    private final Function<QueryContext, PartAnswer> answer;

    Evaluating(String name, Labels labels, int parts, Function<QueryContext, PartAnswer> answer) {
      super(holding(name, labels));
      this.name = name;
      this.parts = parts;
      this.answer = answer;
    }

    private static MemoryStore holding(String name, Labels labels) {
      MemoryStore store = new MemoryStore(name, labels);
      store.append(Labels.of("__name__", "up"), 500, 1);
      return store;
    }

    @Override
    public List<StorePart> parts(SelectRequest request, QueryContext context) {
      return Stream.generate(() -> part(name, info().labelSets(), answer)).limit(parts).toList();
    }
  }

  private static StorePart part(
      String store, List<Labels> labelSets, Function<QueryContext, PartAnswer> answer) {
    return new StorePart(
        store,
        labelSets,
        labelSets.isEmpty() ? Labels.EMPTY : labelSets.getFirst(),
        Set.of("replica"),
        (query, context) -> answer.apply(context));
  }

  private static Evaluating store(String name, String dc) {
    return new Evaluating(name, Labels.of("dc", dc), 1, context -> ONE);
  }

  private static Evaluating store(Function<QueryContext, PartAnswer> answer) {
    return new Evaluating("eu", Labels.of("dc", "eu"), 1, answer);
  }

  private FederatedStore federation(boolean required, Store... stores) {
    return new FederatedStore(
        Stream.of(stores).map(s -> new Member(s, required, Duration.ofSeconds(20))).toList(),
        (call, outcome, nanos) -> told.add(call + " " + outcome.store() + " " + outcome.status()));
  }

  private static List<StorePart> parts(FederatedStore store, Matcher... more) {
    List<Matcher> matchers =
        Stream.concat(Stream.of(Matcher.equal("__name__", "up")), Stream.of(more)).toList();
    return store.parts(SelectRequest.of(0, 1000, matchers), QueryContext.unbounded());
  }

  @Test
  void partsAreThoseOfTheStoresThatAreAsked() {
    try (FederatedStore store = federation(true, store("eu", "eu"), store("us", "us"))) {
      assertThat(parts(store)).extracting(StorePart::store).containsExactly("eu", "us");
      List<StorePart> one = parts(store, Matcher.equal("dc", "eu"));
      assertThat(one).extracting(StorePart::store).containsExactly("eu");
      assertThat(one.getFirst().hidden()).isEqualTo(Labels.of("dc", "eu"));
      assertThat(one.getFirst().uncertain()).containsExactly("replica");
      assertThat(parts(store, Matcher.equal("dc", "ap"))).isEmpty();
    }
  }

  @Test
  void anAnswerTellsOnceWhichStoresWereNotAsked() {
    try (FederatedStore store =
        federation(true, store("eu", "eu"), store("us", "us"), store("ap", "ap"))) {
      Matcher notAsia = Matcher.of(Matcher.Type.NEQ, "dc", "ap");
      List<StorePart> two = parts(store, notAsia);
      assertThat(two).hasSize(2);
      assertThat(statuses(two.get(0))).containsExactly("eu WHOLE", "ap NOT_ASKED");
      assertThat(statuses(two.get(1))).containsExactly("eu WHOLE");
      assertThat(told).containsExactly("evaluate eu WHOLE", "evaluate eu WHOLE");
    }
  }

  private static List<String> statuses(StorePart part) {
    return part.evaluate(QUERY, QueryContext.unbounded()).completeness().outcomes().stream()
        .map(outcome -> outcome.store() + " " + outcome.status())
        .toList();
  }

  @Test
  void thereAreNoneWhereAStoreHasNone() {
    Evaluating raw = new Evaluating("us", Labels.of("dc", "us"), 0, context -> ONE);
    try (FederatedStore store = federation(true, store("eu", "eu"), raw)) {
      assertThat(parts(store)).isEmpty();
      assertThat(parts(store, Matcher.equal("dc", "eu"))).hasSize(1);
    }
  }

  @Test
  void aStoreAtHandThatHasNoSuchSeriesDoesNotCount() {
    MemoryStore embedded = new MemoryStore("embedded", Labels.EMPTY);
    embedded.append(Labels.of("__name__", "ALERTS"), 500, 1);
    try (FederatedStore store = federation(true, store("eu", "eu"), embedded)) {
      assertThat(parts(store)).extracting(StorePart::store).containsExactly("eu");
      assertThat(statuses(parts(store).getFirst()))
          .containsExactly("eu WHOLE", "embedded NOT_ASKED");
      embedded.append(Labels.of("__name__", "up"), 500, 1);
      assertThat(parts(store)).isEmpty();
    }
  }

  @Test
  void thereAreNoneWhereASeriesCouldBeInTwo() {
    Evaluating bare = new Evaluating("bare", Labels.EMPTY, 1, context -> ONE);
    Evaluating rack = new Evaluating("rack", Labels.of("rack", "1"), 1, context -> ONE);
    Evaluating twice = new Evaluating("twice", Labels.of("dc", "us"), 2, context -> ONE);
    for (Evaluating second : List.of(store("eu2", "eu"), bare, rack, twice)) {
      try (FederatedStore store = federation(true, store("eu", "eu"), second)) {
        assertThat(parts(store)).as(second.info().name()).isEmpty();
      }
    }
    try (FederatedStore store = federation(true, bare)) {
      assertThat(parts(store)).hasSize(1);
    }
  }

  @Test
  void thereAreNoneWithoutReplicaLabels() {
    try (FederatedStore store = federation(true, store("eu", "eu"))) {
      SelectRequest request = SelectRequest.of(0, 1, List.of(Matcher.equal("__name__", "up")));
      SelectRequest narrowed =
          new SelectRequest(
              0, 1, request.matchers(), request.hints(), false, 0, List.of("replica"), null);
      assertThat(store.parts(request, QueryContext.unbounded())).hasSize(1);
      assertThat(store.parts(narrowed, QueryContext.unbounded())).isEmpty();
    }
  }

  @Test
  void aFailureFailsARequiredStoreOnly() {
    Evaluating failing =
        store(
            context -> {
              throw new StoreException("eu", StoreException.Kind.UNAVAILABLE, "no route");
            });
    try (FederatedStore store = federation(true, failing)) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> evaluate(store, QueryContext.unbounded()))
          .satisfies(e -> assertThat(e.describe()).isEqualTo("store \"eu\": no route"));
      QueryScope lenient = new QueryScope(true, true, null, List.of());
      QueryContext context = QueryContext.unbounded().withScope(lenient);
      PartAnswer asked =
          store
              .parts(SelectRequest.of(0, 1000, List.of(Matcher.equal("__name__", "up"))), context)
              .getFirst()
              .evaluate(QUERY, context);
      assertThat(asked.completeness().warnings()).containsExactly("store \"eu\": no route");
    }
    try (FederatedStore store = federation(false, failing)) {
      PartAnswer answer = evaluate(store, QueryContext.unbounded());
      assertThat(answer.series()).isEmpty();
      assertThat(answer.completeness().warnings()).containsExactly("store \"eu\": no route");
    }
    assertThat(told).containsOnly("evaluate eu FAILED").hasSize(3);
  }

  private static PartAnswer evaluate(FederatedStore store, QueryContext context) {
    return parts(store).getFirst().evaluate(QUERY, context);
  }

  @Test
  void aRefusalIsNoFailure() {
    Evaluating refusing =
        store(
            context -> {
              throw new StoreException("eu", StoreException.Kind.UNSUPPORTED, "histograms");
            });
    for (boolean required : List.of(true, false)) {
      try (FederatedStore store = federation(required, refusing)) {
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> evaluate(store, QueryContext.unbounded()))
            .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNSUPPORTED));
      }
    }
    assertThat(told).containsOnly("evaluate eu WHOLE").hasSize(2);
  }

  @Test
  void aRequiredStoreMustAnswerWhole() {
    PartAnswer partly =
        new PartAnswer(
            List.of(),
            List.of(),
            List.of(),
            Completeness.of(StoreOutcome.partial("eu", "half of it", StoreStats.ZERO)));
    try (FederatedStore store = federation(true, store(context -> partly))) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> evaluate(store, QueryContext.unbounded()))
          .satisfies(e -> assertThat(e.describe()).isEqualTo("store \"eu\": half of it"));
    }
    try (FederatedStore store = federation(false, store(context -> partly))) {
      assertThat(evaluate(store, QueryContext.unbounded()).completeness().warnings())
          .containsExactly("store \"eu\": half of it");
    }
  }

  @Test
  void aStoreThatHangsCostsItsOwnTime() {
    CountDownLatch never = new CountDownLatch(1);
    Evaluating hanging =
        store(
            context -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new StoreException("eu", StoreException.Kind.CANCELED, "canceled");
            });
    Member member = new Member(hanging, true, Duration.ofMillis(30));
    try (FederatedStore store = new FederatedStore(List.of(member), CallObserver.NONE)) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> evaluate(store, QueryContext.unbounded()))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.TIMEOUT))
          .satisfies(e -> assertThat(e.describe()).contains("timeout 30ms"));
    }
  }
}
