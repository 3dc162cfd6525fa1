package io.promontory.frontend.federation.view;

import static io.promontory.series.matcher.Matcher.Type.NEQ;
import static io.promontory.series.matcher.Matcher.Type.NRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryLimits;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.Replica;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReplicaLabelsTest {
  private static final Matcher ANY = Matcher.of(NEQ, "__name__", "");
  private static final SelectRequest ALL = SelectRequest.of(0, 100, List.of(ANY));

  private final MemoryStore data = new MemoryStore("s", Labels.of("rz", "x"));

  private void put(String... labels) {
    data.append(Labels.of(labels), 1, 1);
  }

  private static List<String> read(Store store, SelectRequest request, QueryContext context) {
    List<String> found = new ArrayList<>();
    try (SeriesSet set = store.select(request, context)) {
      for (Series series = set.next(); series != null; series = set.next()) {
        found.add(series.labels() + " " + series.replicas().stream().map(Replica::name).toList());
      }
      assertThat(set.completeness().outcomes()).hasSize(1);
      assertThat(set.completeness().isWhole()).isTrue();
    }
    return found;
  }

  private static QueryContext with(QueryScope scope) {
    return QueryContext.unbounded().withScope(scope);
  }

  @Test
  void seriesThatDifferInThemAloneAreOne() {
    put("__name__", "m", "a", "1", "r", "b");
    put("__name__", "m", "a", "1", "r", "a");
    put("__name__", "m", "a", "1");
    put("__name__", "m", "a", "2", "r", "a");
    assertThat(read(new ReplicaLabels(data, List.of("r")), ALL, QueryContext.unbounded()))
        .containsExactly(
            "{__name__=\"m\", a=\"1\", rz=\"x\"} [a, b, ]",
            "{__name__=\"m\", a=\"2\", rz=\"x\"} [a]");
  }

  @Test
  void aReplicaCanHaveSeveralLabels() {
    put("__name__", "m", "r", "b", "s", "1");
    put("__name__", "m", "r", "a");
    put("__name__", "m", "s", "1");
    put("__name__", "m");
    assertThat(read(new ReplicaLabels(data, List.of("r", "s")), ALL, QueryContext.unbounded()))
        .containsExactly("{__name__=\"m\", rz=\"x\"} [a,, b,1, ,1, ]");
  }

  @Test
  void externalLabelsNameReplicasToo() {
    put("__name__", "m", "a", "1");
    put("__name__", "m");
    assertThat(read(new ReplicaLabels(data, List.of("rz")), ALL, QueryContext.unbounded()))
        .containsExactly("{__name__=\"m\"} [x]", "{__name__=\"m\", a=\"1\"} [x]");
  }

  @Test
  void orderHoldsWhereALabelThatGoesDecidedIt() {
    put("__name__", "m", "r", "a");
    put("__name__", "m", "b", "1", "r", "a");
    put("__name__", "m", "s", "1", "r", "b");
    put("__name__", "m", "b", "1", "r", "b");
    MemoryStore plain = new MemoryStore("s", Labels.EMPTY);
    assertThat(read(new ReplicaLabels(data, List.of("r", "rz")), ALL, QueryContext.unbounded()))
        .containsExactly(
            "{__name__=\"m\"} [a,x]",
            "{__name__=\"m\", b=\"1\"} [a,x, b,x]",
            "{__name__=\"m\", s=\"1\"} [b,x]");
    assertThat(plain.seriesCount()).isZero();
  }

  @Test
  void matchersChooseAmongReplicasBeforeTheirLabelGoes() {
    put("__name__", "m", "r", "a");
    put("__name__", "m", "r", "b");
    put("__name__", "m");
    ReplicaLabels store = new ReplicaLabels(data, List.of("r"));
    String series = "{__name__=\"m\", rz=\"x\"} ";
    assertThat(read(store, matching(Matcher.equal("r", "b")), QueryContext.unbounded()))
        .containsExactly(series + "[b]");
    assertThat(read(store, matching(Matcher.of(NEQ, "r", "b")), QueryContext.unbounded()))
        .containsExactly(series + "[a, ]");
    assertThat(read(store, matching(Matcher.of(NRE, "r", "a|")), QueryContext.unbounded()))
        .containsExactly(series + "[b]");
    assertThat(read(store, matching(Matcher.equal("r", "")), QueryContext.unbounded()))
        .containsExactly(series + "[]");
    assertThat(read(store, matching(Matcher.equal("rz", "no")), QueryContext.unbounded()))
        .isEmpty();
  }

  private static SelectRequest matching(Matcher matcher) {
    return SelectRequest.of(0, 100, List.of(ANY, matcher));
  }

  @Test
  void aRequestCanNameOthersOrNone() {
    put("__name__", "m", "r", "a", "s", "1");
    ReplicaLabels store = new ReplicaLabels(data, List.of("r"));
    QueryScope others = new QueryScope(null, true, List.of("s"), List.of());
    QueryScope none = new QueryScope(null, false, List.of("s"), List.of());
    assertThat(read(store, ALL, with(others)))
        .containsExactly("{__name__=\"m\", r=\"a\", rz=\"x\"} [1]");
    assertThat(read(store, ALL, with(none)))
        .containsExactly("{__name__=\"m\", r=\"a\", rz=\"x\", s=\"1\"} []");
  }

  @Test
  void namesAndValuesAreWithoutThem() {
    put("__name__", "m", "r", "a", "s", "1");
    ReplicaLabels store = new ReplicaLabels(data, List.of("r", "rz"));
    QueryContext context = QueryContext.unbounded();
    assertThat(store.labelNames(new LabelNamesRequest(0, 100, List.of(), 0), context).values())
        .containsExactly("__name__", "s");
    assertThat(store.labelNames(new LabelNamesRequest(0, 100, List.of(), 2), context).values())
        .containsExactly("__name__", "s");
    assertThat(store.labelNames(new LabelNamesRequest(0, 100, List.of(), 1), context).values())
        .containsExactly("__name__");
    assertThat(values(store, "r", context)).isEmpty();
    assertThat(values(store, "s", context)).containsExactly("1");
    QueryScope asTheyAre = new QueryScope(null, false, null, List.of());
    assertThat(values(store, "r", with(asTheyAre))).containsExactly("a");
  }

  private static List<String> values(Store store, String label, QueryContext context) {
    return store.labelValues(new LabelValuesRequest(label, 0, 100, List.of(), 0), context).values();
  }

  @Test
  void whatIsSortedInMemoryCountsAsHeld() {
    for (int i = 0; i < 100; i++) {
      put("__name__", "m", "i", "" + i, "r", "a");
    }
    ReplicaLabels store = new ReplicaLabels(data, List.of("r"));
    QueryBudget budget = new QueryBudget(new QueryLimits(0, 5_000, 0, 0, 0));
    QueryContext context = new QueryContext(Deadline.NEVER, budget, new Cancellation());
    assertThatExceptionOfType(BudgetExceededException.class)
        .isThrownBy(() -> read(store, ALL, context));
    assertThat(budget.heldMemory()).isZero();
  }

  @Test
  void answersAsIfEveryLabelWereTakenOffByHand() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      List<Labels> all = new ArrayList<>();
      String[] names = {"__name__", "a", "r", "s", "t"};
      Labels external =
          random.nextBoolean() ? Labels.EMPTY : Labels.of(names[2 + random.nextInt(2)], "1");
      MemoryStore store = new MemoryStore("s", external);
      for (int i = 0; i < 20; i++) {
        Labels labels = Labels.of("__name__", "m" + random.nextInt(2));
        for (int k = 1; k < names.length; k++) {
          int value = random.nextInt(4);
          labels = labels.with(names[k], value > 2 ? "" : "" + value);
        }
        store.append(labels, 1, 1);
        for (int k = 0; k < external.size(); k++) {
          labels = labels.with(external.name(k), external.value(k));
        }
        all.add(labels);
      }
      TreeMap<Labels, TreeSet<String>> expected = new TreeMap<>();
      for (Labels labels : all) {
        expected
            .computeIfAbsent(labels.without(List.of("r", "s")), any -> new TreeSet<>())
            .add(ReplicaSlice.name(List.of(labels.getOrEmpty("r"), labels.getOrEmpty("s"))));
      }
      List<String> texts = new ArrayList<>();
      expected.forEach((labels, replicas) -> texts.add(labels + " " + replicas));
      List<String> found = new ArrayList<>();
      try (SeriesSet set =
          new ReplicaLabels(store, List.of("r", "s")).select(ALL, QueryContext.unbounded())) {
        for (Series series = set.next(); series != null; series = set.next()) {
          TreeSet<String> replicas = new TreeSet<>();
          series.replicas().forEach(replica -> replicas.add(replica.name()));
          assertThat(replicas).hasSameSizeAs(series.replicas());
          found.add(series.labels() + " " + replicas);
        }
      }
      assertThat(found).as("seed %d", seed).isEqualTo(texts);
    }
  }
}
