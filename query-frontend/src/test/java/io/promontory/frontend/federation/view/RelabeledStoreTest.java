package io.promontory.frontend.federation.view;

import static io.promontory.series.matcher.Matcher.Type.EQ;
import static io.promontory.series.matcher.Matcher.Type.NEQ;
import static io.promontory.series.matcher.Matcher.Type.NRE;
import static io.promontory.series.matcher.Matcher.Type.RE;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.RelabelAction;
import io.promontory.series.relabel.RelabelConfig;
import io.promontory.series.relabel.Relabeling;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.QueryContext;
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

class RelabeledStoreTest {
  private static RelabelConfig rule(
      RelabelAction action, List<String> sources, String regex, String target, String replacement) {
    return new RelabelConfig(sources, ";", regex, 2, target, replacement, action);
  }

  private static RelabelConfig names(RelabelAction action, String regex) {
    return new RelabelConfig(null, ";", regex, 0, "", "$1", action);
  }

  private static final List<RelabelConfig> RULES =
      List.of(
          rule(RelabelAction.REPLACE, List.of("a"), "(.)", "d", "x$1"),
          rule(RelabelAction.REPLACE, List.of("a", "b"), null, "__name__", "n"),
          rule(RelabelAction.REPLACE, List.of("a"), "1", "${1}", "y"),
          rule(RelabelAction.KEEP, List.of("a"), "0|1", "", "$1"),
          rule(RelabelAction.DROP, List.of("region"), "us", "", "$1"),
          rule(RelabelAction.HASHMOD, List.of("b"), null, "shard", "$1"),
          rule(RelabelAction.LABELMAP, List.of(), "(a)", "", "${1}a"),
          names(RelabelAction.LABELDROP, "b|region"),
          names(RelabelAction.LABELKEEP, "__name__|a"),
          rule(RelabelAction.UPPERCASE, List.of("region"), null, "region", "$1"));

  private static final String[] LABELS = {"__name__", "a", "b", "region", "d", "shard"};

  private static Matcher matcher(Random random) {
    String name = LABELS[random.nextInt(LABELS.length)];
    String[] values = {"", "0", "1", "m", "n", "eu", "EU", "x1"};
    String value = values[random.nextInt(values.length)];
    return switch (random.nextInt(4)) {
      case 0 -> Matcher.of(EQ, name, value);
      case 1 -> Matcher.of(NEQ, name, value);
      case 2 -> Matcher.of(RE, name, value + "|1");
      default -> Matcher.of(NRE, name, value + "|x.*");
    };
  }

  @Test
  void selectsBySeriesAsTheRulesLeaveThem() {
    for (long seed = 1; seed <= 400; seed++) {
      Random random = new Random(seed);
      MemoryStore data =
          new MemoryStore("s", random.nextBoolean() ? Labels.of("region", "eu") : Labels.EMPTY);
      List<Labels> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Labels labels = Labels.of("__name__", random.nextBoolean() ? "m" : "n");
        for (String name : List.of("a", "b")) {
          labels = labels.with(name, List.of("", "0", "1", "2").get(random.nextInt(4)));
        }
        data.append(labels, 1, 1);
      }
      try (SeriesSet set =
          data.select(
              SelectRequest.of(0, 9, List.of(Matcher.of(NEQ, "__name__", ""))),
              QueryContext.unbounded())) {
        for (Series series = set.next(); series != null; series = set.next()) {
          all.add(series.labels());
        }
      }
      List<RelabelConfig> configs = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        configs.add(RULES.get(random.nextInt(RULES.size())));
      }
      List<Matcher> matchers = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        matchers.add(matcher(random));
      }
      Relabeling rules = Relabeling.of(configs, NameScheme.UTF8);
      TreeMap<Labels, Integer> expected = new TreeMap<>();
      for (Labels labels : all) {
        Labels after = rules.apply(labels);
        if (after != null
            && !after.isEmpty()
            && matchers.stream().allMatch(m -> m.matches(after.getOrEmpty(m.name())))) {
          expected.merge(after, 1, Integer::sum);
        }
      }
      Store store = new RelabeledStore(data, rules);
      TreeMap<Labels, Integer> found = new TreeMap<>();
      List<Labels> order = new ArrayList<>();
      try (SeriesSet set =
          store.select(SelectRequest.of(0, 9, matchers), QueryContext.unbounded())) {
        for (Series series = set.next(); series != null; series = set.next()) {
          order.add(series.labels());
          found.put(series.labels(), series.replicas().size());
          assertThat(series.replicas().stream().map(Replica::name).distinct().count())
              .isEqualTo(series.replicas().size());
        }
      }
      String as = "seed " + seed + " " + configs + " " + matchers;
      assertThat(found).as(as).isEqualTo(expected);
      assertThat(order).as(as).containsExactlyElementsOf(expected.keySet());
      TreeSet<String> names = new TreeSet<>(Utf8Order.INSTANCE);
      expected.keySet().forEach(labels -> names.addAll(labels.toMap().keySet()));
      assertThat(
              store
                  .labelNames(new LabelNamesRequest(0, 9, matchers, 0), QueryContext.unbounded())
                  .values())
          .as(as)
          .containsExactlyElementsOf(names);
      TreeSet<String> values = new TreeSet<>(Utf8Order.INSTANCE);
      expected.keySet().forEach(labels -> values.add(labels.getOrEmpty("d")));
      values.remove("");
      assertThat(
              store
                  .labelValues(
                      new LabelValuesRequest("d", 0, 9, matchers, 0), QueryContext.unbounded())
                  .values())
          .as(as)
          .containsExactlyElementsOf(values);
    }
  }

  @Test
  void labelSetsKeepWhatNoRuleCanChange() {
    MemoryStore data = new MemoryStore("s", Labels.of("region", "eu", "zone", "a"));
    Store store =
        new RelabeledStore(
            data, Relabeling.of(List.of(names(RelabelAction.LABELDROP, "zone")), NameScheme.UTF8));
    assertThat(store.info().labelSets()).containsExactly(Labels.of("region", "eu"));
  }

  @Test
  void replicaLabelsGoAfterTheRules() {
    MemoryStore data = new MemoryStore("s", Labels.EMPTY);
    data.append(Labels.of("__name__", "m", "host", "p-0"), 1, 1);
    data.append(Labels.of("__name__", "m", "host", "p-1"), 2, 1);
    Relabeling rules =
        Relabeling.of(
            List.of(
                rule(RelabelAction.REPLACE, List.of("host"), "p-(.)", "replica", "$1"),
                names(RelabelAction.LABELDROP, "host")),
            NameScheme.UTF8);
    Store store = new ReplicaLabels(new RelabeledStore(data, rules), List.of("replica"));
    try (SeriesSet set =
        store.select(
            SelectRequest.of(0, 9, List.of(Matcher.equal("__name__", "m"))),
            QueryContext.unbounded())) {
      Series series = set.next();
      assertThat(series).isNotNull();
      assertThat(series.labels()).isEqualTo(Labels.of("__name__", "m"));
      assertThat(series.replicas().stream().map(Replica::name)).containsExactly("0", "1");
      assertThat(set.next()).isNull();
    }
  }
}
