package io.promontory.it.bench.engine;

import io.promontory.promql.engine.Query;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.Appender;
import io.promontory.series.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Floats and classic histograms, of 1, 10 and 100 series a metric, over a day and 10 000 steps of
 * 10 s; and a metric of which each series lives for a fiftieth of that time.
 */
final class RangeQueries {
  private static final long INTERVAL_MS = 10_000;
  private static final int INTERVALS = 8640 + 10_000;
  private static final int SPARSE_SAMPLES = INTERVALS / 50;
  private static final int DEFAULT_STEPS = 0;

  private RangeQueries() {}

  static BenchGroup group() {
    List<BenchCase> cases = new ArrayList<>();
    EXPRESSIONS
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              add(cases, line.substring(space + 1), Integer.parseInt(line.substring(0, space)));
            });
    return new BenchGroup("BenchmarkRangeQuery", RangeQueries::data, cases);
  }

  /** Steps (0: both 1 and 1000) and expression; X is {@code one} and {@code hundred}. */
  private static final String EXPRESSIONS =
      """
      0 a_X
      0 rate(a_X[1m])
      10000 rate(a_X[1m])
      10000 rate(sparse[1m])
      0 rate(a_X[1m] smoothed)
      10000 rate(a_X[1m] smoothed)
      10000 rate(sparse[1m] smoothed)
      0 double_exponential_smoothing(a_X[1d], 0.3, 0.3)
      0 changes(a_X[1d])
      0 rate(a_X[1d])
      0 absent_over_time(a_X[1d])
      0 -a_X
      0 a_X - b_X
      10000 a_X - b_X
      0 a_X and b_X{l=~'.*[0-4]$'}
      0 a_X or b_X{l=~'.*[0-4]$'}
      0 a_X unless b_X{l=~'.*[0-4]$'}
      0 a_X and b_X{l='notfound'}
      0 abs(a_X)
      0 label_replace(a_X, 'l2', '$1', 'l', '(.*)')
      0 label_join(a_X, 'l2', '-', 'l', 'l')
      0 sum(a_X)
      0 avg(a_X)
      0 sum without (l)(h_X)
      0 sum without (le)(h_X)
      0 sum by (l)(h_X)
      0 sum by (le)(h_X)
      100 count_values('value', h_X)
      0 topk(1, a_X)
      0 topk(5, a_X)
      0 limitk(1, a_X)
      0 limitk(5, a_X)
      0 limit_ratio(0.1, a_X)
      0 limit_ratio(0.5, a_X)
      0 limit_ratio(-0.5, a_X)
      0 rate(a_X[1m]) + rate(b_X[1m])
      0 sum without (l)(rate(a_X[1m]))
      0 sum without (l)(rate(a_X[1m])) / sum without (l)(rate(b_X[1m]))
      0 histogram_quantile(0.9, rate(h_X[5m]))
      0 a_X + on(l) group_right a_one
      1 count({__name__!=""})
      1 count({__name__!="",l=""})
      0 timestamp(a_X)
      """;

  private static void add(List<BenchCase> cases, String expression, int steps) {
    if (expression.contains("X")) {
      add(cases, expression.replace("X", "one"), steps);
      add(cases, expression.replace("X", "hundred"), steps);
    } else if (steps == DEFAULT_STEPS) {
      add(cases, expression, 1);
      add(cases, expression, 1000);
    } else {
      long end = INTERVALS * INTERVAL_MS;
      cases.add(
          new BenchCase(
              "expr=" + expression.replace(' ', '_') + ",steps=" + steps,
              Query.range(expression, end - steps * INTERVAL_MS, end, INTERVAL_MS),
              steps));
    }
  }

  private static MemoryStore data() {
    MemoryStore store = new MemoryStore("bench", Labels.EMPTY);
    List<Labels> all = new ArrayList<>();
    all.add(Labels.of("__name__", "a_one"));
    all.add(Labels.of("__name__", "b_one"));
    for (int le = 0; le <= 10; le++) {
      all.add(Labels.of("__name__", "h_one", "le", bound(le)));
    }
    for (String size : List.of("ten", "hundred")) {
      for (int i = 0; i < (size.equals("ten") ? 10 : 100); i++) {
        String l = Integer.toString(i);
        all.add(Labels.of("__name__", "a_" + size, "l", l));
        all.add(Labels.of("__name__", "b_" + size, "l", l));
        for (int le = 0; le <= 10; le++) {
          all.add(Labels.of("__name__", "h_" + size, "l", l, "le", bound(le)));
        }
      }
    }
    for (int i = 0; i < all.size(); i++) {
      Appender appender = store.appender(all.get(i));
      double fraction = (double) i / all.size();
      for (int s = 0; s < INTERVALS; s++) {
        appender.append(s * INTERVAL_MS, s + fraction);
      }
    }
    for (int s = 0; s < INTERVALS; s++) {
      Labels sparse = Labels.of("__name__", "sparse", "l", Integer.toString(s / SPARSE_SAMPLES));
      store.append(sparse, s * INTERVAL_MS, (double) s / all.size());
    }
    return store;
  }

  private static String bound(int le) {
    return le == 10 ? "+Inf" : Integer.toString(le);
  }
}
