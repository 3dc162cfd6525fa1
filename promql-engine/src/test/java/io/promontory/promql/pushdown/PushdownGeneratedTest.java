package io.promontory.promql.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.engine.AnswerText;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.Query;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random expressions over shards that evaluate: the answers from samples, to the bit. */
class PushdownGeneratedTest {
  private static final long SEED = 20_260_723;
  private static final int EXPRESSIONS = 600;
  private static final List<String> LABELS = List.of("dc", "job", "zone", "i");

  private final Random random = new Random(SEED);

  @Test
  void areAnsweredTheSame() {
    List<String> different = new ArrayList<>();
    int answered = 0;
    try (Engine on = Shards.engine(Optimisation.ALL);
        Engine off = Shards.engine(Set.of());
        Shards shards = shards()) {
      for (int i = 0; i < EXPRESSIONS; i++) {
        String text = expression();
        long start = 1_000_000L + random.nextInt(1_000_000);
        Query query =
            random.nextInt(4) == 0
                ? Query.instant(text, start)
                : Query.range(text, start, start + 1_200_000, 37_000 + random.nextInt(90_000));
        String want = AnswerText.of(() -> off.run(shards, query, QueryContext.unbounded()));
        String got = AnswerText.of(() -> on.run(shards, query, QueryContext.unbounded()));
        answered += want.contains("@") ? 1 : 0;
        if (!got.equals(want)) {
          different.add(query + "\ngot " + got + "\nfor " + want);
        }
      }
      assertThat(different).as("seed %d", SEED).isEmpty();
      assertThat(answered).isGreaterThan(EXPRESSIONS / 2);
      assertThat(shards.asked()).hasSizeGreaterThan(EXPRESSIONS / 2);
    }
  }

  private String expression() {
    return switch (random.nextInt(8)) {
      case 0 -> aggregation() + any(" / ", " - ", " > ", " or ", " and ") + aggregation();
      case 1 ->
          any("topk(2, ", "avg(", "max by (job) (", "count(", "sort(", "-(") + aggregation() + ")";
      case 2 -> "max_over_time((" + aggregation() + ")[" + range() + any(":1m])", ":])", ":40s])");
      case 3 -> aggregation() + any(" > 0", " * 2", " == bool 1", " % 7");
      default -> aggregation();
    };
  }

  private String aggregation() {
    String grouping =
        switch (random.nextInt(6)) {
          case 0 -> "";
          case 1 -> " without (" + labels() + ") ";
          default -> " by (" + any("dc, ", "dc, ", "") + labels() + ") ";
        };
    return switch (random.nextInt(8)) {
      case 0 -> "quantile" + grouping + "(0.3, " + vector(2) + ")";
      case 1 -> "count_values" + grouping + "(\"v\", floor(" + vector(1) + " / 100))";
      case 2 -> any("avg", "stddev", "stdvar") + grouping + "(" + vector(2) + ")";
      case 3 -> any("topk", "bottomk") + grouping + "(1, " + vector(2) + ")";
      default -> any("sum", "count", "min", "max", "group") + grouping + "(" + vector(3) + ")";
    };
  }

  private String labels() {
    List<String> some = new ArrayList<>(LABELS);
    some.removeIf(label -> random.nextInt(3) > 0);
    return String.join(", ", some);
  }

  private String vector(int depth) {
    int kind = random.nextInt(depth == 0 ? 2 : 7);
    return switch (kind) {
      case 0 -> selector(any("m_total", "g")) + shift();
      case 1 -> window();
      case 2 -> "-" + vector(0);
      case 3 ->
          "(" + vector(depth - 1) + any(" * 3", " > 1", " <= bool 10", " ^ 2", " atan2 2") + ")";
      case 4 -> any("1 - ", "time() - ", "2 / ") + vector(0);
      case 5 ->
          any("abs(", "ceil(", "sgn(", "exp(", "timestamp(", "minute(", "round(")
              + vector(depth - 1)
              + ")";
      default ->
          any("min_over_time(", "rate(", "count_over_time(", "stddev_over_time(")
              + vector(0)
              + "["
              + range()
              + any(":30s]", ":]", ":1m] offset 1m", ":1m] @ end()")
              + ")";
    };
  }

  private String window() {
    String range = selector(any("m_total", "g")) + "[" + range() + "]" + shift();
    return switch (random.nextInt(4)) {
      case 0 -> "rate(" + range + ")";
      case 1 -> "quantile_over_time(0.7, " + range + ")";
      case 2 -> "predict_linear(" + range + ", 60)";
      default ->
          any("increase", "delta", "idelta", "changes", "sum_over_time", "avg_over_time", "deriv")
              + "("
              + range
              + ")";
    };
  }

  private String selector(String name) {
    return name
        + any("", "", "{dc=\"a\"}", "{dc!=\"b\",job=~\"j[12]\"}", "{job=\"j1\"}", "{dc=~\"a|c\"}");
  }

  private String shift() {
    return any(
        "", "", "", " offset 90s", " offset -1m", " @ 1500", " @ start()", " @ end() offset 1m");
  }

  private String range() {
    return any("1m", "5m", "137s", "12m");
  }

  private String any(String... some) {
    return some[random.nextInt(some.length)];
  }

  /** Series begin, end and have holes; counters reset. */
  private Shards shards() {
    Shards shards =
        new Shards(Labels.of("dc", "a"), Labels.of("dc", "b"), Labels.of("dc", "c", "zone", "z0"));
    for (String name : List.of("m_total", "g")) {
      for (int i = 0; i < 30; i++) {
        Labels labels = Labels.of("__name__", name, "i", "" + i % 10, "job", "j" + i % 4);
        Labels own = i % 3 == 2 ? labels : labels.with("zone", "z" + i % 2);
        double value = 0;
        int from = random.nextInt(60);
        int to = 340 - random.nextInt(80);
        for (int k = from; k < to; k++) {
          value = random.nextInt(80) == 0 ? 0 : value + random.nextInt(1000) / 7.0;
          if (random.nextInt(30) > 0) {
            shards.append(i % 3, own, k * 10_000L + i, name.equals("g") ? 50 - value : value);
          }
        }
      }
    }
    return shards;
  }
}
