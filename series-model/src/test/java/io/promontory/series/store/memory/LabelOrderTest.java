package io.promontory.series.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Series are given in the order of their labels while new ones come all the time. */
class LabelOrderTest {
  private static final long SEED = 5;

  private static List<Labels> select(MemoryStore store, Matcher... matchers) {
    List<Labels> found = new ArrayList<>();
    SelectRequest request = SelectRequest.of(0, 10, List.of(matchers));
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        found.add(one.labels());
      }
    }
    return found;
  }

  @Test
  void fewAndManyAndAllAreInOrder() {
    Random random = new Random(SEED);
    MemoryStore store = new MemoryStore("m", Labels.EMPTY);
    List<Labels> all = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Labels series =
          Labels.of(
              "__name__",
              "m" + i % 2,
              "i",
              "v" + random.nextInt(1 << 20) + "x" + i,
              "part",
              "p" + i % 50);
      store.append(series, 1, 1);
      all.add(series);
      String part = "p" + random.nextInt(50);
      Matcher[] wanted =
          switch (random.nextInt(4)) {
            case 0 -> new Matcher[] {Matcher.equal("__name__", "m1")};
            case 1 -> new Matcher[0];
            case 2 -> new Matcher[] {Matcher.equal("part", "none")};
            default -> new Matcher[] {Matcher.equal("part", part)};
          };
      List<Labels> expected =
          all.stream()
              .filter(
                  labels -> {
                    for (Matcher matcher : wanted) {
                      if (!matcher.matches(labels.getOrEmpty(matcher.name()))) {
                        return false;
                      }
                    }
                    return true;
                  })
              .sorted()
              .toList();
      assertThat(select(store, wanted))
          .as("seed %s, %s series, %s", SEED, i + 1, List.of(wanted))
          .isEqualTo(expected);
    }
  }
}
