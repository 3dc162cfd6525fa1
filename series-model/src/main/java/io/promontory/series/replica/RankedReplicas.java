package io.promontory.series.replica;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The replicas of a series in the order of their names, each different from those before it. */
final class RankedReplicas {
  private static final Comparator<Replica> BY_NAME = Comparator.comparing(Replica::name);

  private RankedReplicas() {}

  /** Those that add anything: of replicas with equal chunks the first, byte for byte. */
  static List<Replica> of(Series series) {
    if (!series.isReplicated()) {
      return series.replicas();
    }
    List<Replica> sorted = sorted(series.replicas());
    List<Replica> ranked = new ArrayList<>(sorted.size());
    for (Replica replica : sorted) {
      if (!replica.chunks().isEmpty() && !isKnown(ranked, replica)) {
        ranked.add(replica);
      }
    }
    return ranked.isEmpty() ? sorted.subList(0, 1) : ranked;
  }

  private static List<Replica> sorted(List<Replica> replicas) {
    for (int i = 1; i < replicas.size(); i++) {
      if (replicas.get(i - 1).name().compareTo(replicas.get(i).name()) > 0) {
        List<Replica> sorted = new ArrayList<>(replicas);
        sorted.sort(BY_NAME);
        return sorted;
      }
    }
    return replicas;
  }

  private static boolean isKnown(List<Replica> ranked, Replica replica) {
    for (int i = 0; i < ranked.size(); i++) {
      if (isSame(ranked.get(i).chunks(), replica.chunks())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(List<Chunk> some, List<Chunk> others) {
    int size = some.size();
    boolean same = size == others.size();
    for (int i = 0; same && i < size; i++) {
      same = isSame(some.get(i), others.get(i));
    }
    return same;
  }

  private static boolean isSame(Chunk a, Chunk b) {
    return a.minTime() == b.minTime()
        && a.maxTime() == b.maxTime()
        && a.encoding() == b.encoding()
        && a.length() == b.length()
        && Arrays.equals(
            a.data(),
            a.offset(),
            a.offset() + a.length(),
            b.data(),
            b.offset(),
            b.offset() + b.length());
  }
}
