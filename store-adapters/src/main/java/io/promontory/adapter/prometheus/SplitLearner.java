package io.promontory.adapter.prometheus;

import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the series of a large read and finds the label that would have cut it most evenly. Looks
 * at one series in eight: what is learnt only decides about speed.
 */
final class SplitLearner implements Consumer<Labels> {
  private static final int SAMPLING = 8;
  private static final int MOST_VALUES = 64;
  private static final double MOST_IN_ONE_PART = 0.8;

  private final Map<String, Map<String, Integer>> countsByLabel = new TreeMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private int series;
  private int looked;

  @Override
  public void accept(Labels labels) {
    if (series++ % SAMPLING != 0) {
      return;
    }
    looked++;
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.name(i);
      Map<String, Integer> counts = countsByLabel.get(name);
      if (counts == null) {
        counts = new HashMap<>();
        countsByLabel.put(name, counts);
      }
      places.merge(name, i, Math::max);
      if (counts.size() <= MOST_VALUES) {
        counts.merge(labels.value(i), 1, Integer::sum);
      }
    }
  }

  int series() {
    return series;
  }

  /** The best cut into this many parts, or null where no label gives one worth making. */
  @Nullable ReadSplit best(int parts) {
    ReadSplit best = null;
    double bestShare = MOST_IN_ONE_PART;
    int bestPlace = -1;
    for (Map.Entry<String, Map<String, Integer>> label : countsByLabel.entrySet()) {
      Map<String, Integer> counts = label.getValue();
      if (counts.size() < parts || counts.size() > MOST_VALUES) {
        continue;
      }
      int[] totals = new int[parts];
      List<List<String>> groups = distribute(counts, totals);
      double share = largest(totals, counts) / (double) looked;
      int place = places.getOrDefault(label.getKey(), 0);
      // Parts of a label late in the order interleave finely, so that none waits for the others.
      if (share < bestShare - 0.1 || (share < bestShare + 0.05 && place > bestPlace)) {
        best = new ReadSplit(label.getKey(), groups.subList(0, parts - 1));
        bestShare = Math.min(share, bestShare);
        bestPlace = place;
      }
    }
    return best;
  }

  /** The largest values first, each to the part that has least; the last part is left unnamed. */
  private static List<List<String>> distribute(Map<String, Integer> counts, int[] totals) {
    List<List<String>> groups = new ArrayList<>();
    for (int i = 0; i < totals.length; i++) {
      groups.add(new ArrayList<>());
    }
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            value -> {
              int least = 0;
              for (int i = 1; i < totals.length; i++) {
                least = totals[i] < totals[least] ? i : least;
              }
              totals[least] += value.getValue();
              groups.get(least).add(value.getKey());
            });
    return groups;
  }

  /** Series without the label fall into the last part. */
  private int largest(int[] totals, Map<String, Integer> counts) {
    int labelled = counts.values().stream().mapToInt(Integer::intValue).sum();
    int largest = totals[totals.length - 1] + looked - labelled;
    for (int i = 0; i < totals.length - 1; i++) {
      largest = Math.max(largest, totals[i]);
    }
    return largest;
  }
}
