package io.promontory.adapter.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OrderRepairTest {
  /** Any sorted series with the same labels added come out sorted, none lost. */
  @Test
  void sortsAgainWhateverIsAdded() {
    long seed = 20_260_110;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      Labels added = randomLabels(random, List.of("b", "d", "f", "zz"), 3);
      TreeSet<Labels> series = new TreeSet<>();
      for (int i = 0; i < 30; i++) {
        series.add(randomLabels(random, List.of("a", "c", "e", "g", "z"), 5));
      }
      LabelOverlay overlay = LabelOverlay.of(added, List.of());
      OrderRepair repair = new OrderRepair("s");
      List<Series> due = new ArrayList<>();
      series.forEach(labels -> repair.add(Series.of(overlay.apply(labels), List.of()), due));
      repair.finish(due);
      assertThat(due.stream().map(Series::labels))
          .as("seed %d round %d", seed, round)
          .containsExactlyElementsOf(series.stream().map(overlay::apply).sorted().toList());
    }
  }

  private static Labels randomLabels(Random random, List<String> names, int most) {
    LabelsBuilder labels = new LabelsBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      labels.set(names.get(random.nextInt(names.size())), random.nextBoolean() ? "1" : "2");
    }
    return labels.build();
  }
}
