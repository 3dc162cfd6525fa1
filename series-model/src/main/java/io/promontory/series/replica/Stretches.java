package io.promontory.series.replica;

import io.promontory.series.store.Replica;
import java.util.Arrays;
import java.util.List;

/**
 * Which replica each of the samples of a series came from, as runs of samples that follow one
 * another. Reused from series to series by one thread.
 */
public final class Stretches {
  private List<Replica> replicas = List.of();
  private int[] ends = new int[8];
  private int[] numbers = new int[8];
  private int runs;

  /** Forgets all; runs to come are of these replicas, the one that ranks highest first. */
  void begin(List<Replica> ranked) {
    replicas = ranked;
    runs = 0;
  }

  /** Adds samples of a replica, by its number. */
  void add(int replica, int count) {
    if (count <= 0) {
      return;
    }
    int end = size() + count;
    if (runs > 0 && numbers[runs - 1] == replica) {
      ends[runs - 1] = end;
      return;
    }
    if (runs == ends.length) {
      ends = Arrays.copyOf(ends, 2 * runs);
      numbers = Arrays.copyOf(numbers, 2 * runs);
    }
    ends[runs] = end;
    numbers[runs++] = replica;
  }

  /** Adds what other samples [from, to) were. */
  void add(Stretches other, int from, int to) {
    for (int run = other.runAt(from); run < other.runs && other.start(run) < to; run++) {
      add(other.numbers[run], Math.min(to, other.ends[run]) - Math.max(from, other.start(run)));
    }
  }

  private int runAt(int sample) {
    int at = Arrays.binarySearch(ends, 0, runs, sample + 1);
    return at >= 0 ? at : -at - 1;
  }

  /** The replicas that were brought together, the one that ranks highest first. */
  public List<Replica> replicas() {
    return replicas;
  }

  /** How many runs there are. */
  public int runs() {
    return runs;
  }

  /** How many samples there are. */
  public int size() {
    return runs == 0 ? 0 : ends[runs - 1];
  }

  /** The first sample of a run. */
  public int start(int run) {
    return run == 0 ? 0 : ends[run - 1];
  }

  /** The sample behind a run. */
  public int end(int run) {
    return ends[run];
  }

  /** The number of a run's replica. */
  public int replica(int run) {
    return numbers[run];
  }
}
