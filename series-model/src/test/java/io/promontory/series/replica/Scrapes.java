package io.promontory.series.replica;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Scrapes of one target, whose counter is its age in ms, as one replica saw them. */
final class Scrapes {
  final SampleColumns samples = new SampleColumns();

  /** A sample at each of these times. */
  static Scrapes at(long... times) {
    Scrapes scrapes = new Scrapes();
    for (long time : times) {
      scrapes.samples.add(time, time);
    }
    return scrapes;
  }

  /** Every {@code interval} ms from {@code first} up to {@code last}. */
  static Scrapes every(long interval, long first, long last) {
    Scrapes scrapes = new Scrapes();
    for (long time = first; time <= last; time += interval) {
      scrapes.samples.add(time, time);
    }
    return scrapes;
  }

  /** With jitter, holes, restarts that shift the phase, late scrapes and lost targets. */
  static Scrapes random(Random random, long interval, long length) {
    Scrapes scrapes = new Scrapes();
    long jitter = random.nextBoolean() ? 0 : random.nextLong(interval / 20);
    long time = random.nextLong(interval);
    while (time < length) {
      long late = jitter == 0 ? 0 : random.nextLong(2 * jitter + 1) - jitter;
      scrapes.samples.add(time + late, time + late);
      switch (random.nextInt(60)) {
        case 0 -> time += interval * random.nextLong(2, 40);
        case 1 -> time += random.nextLong(interval, 6 * interval);
        case 2 -> {
          scrapes.samples.add(time + 2 * interval / 3 + interval, time + interval);
          time += 2 * interval;
        }
        case 3 -> {
          scrapes.samples.add(time + interval, StaleMarker.VALUE);
          time += interval * random.nextLong(2, 30);
        }
        default -> time += interval;
      }
    }
    return scrapes;
  }

  /**
   * Whether one or two samples stand alone: with a marker or more than {@code widest} ms beside.
   */
  boolean hasIsland(long widest) {
    int together = 0;
    for (int i = 0; i < samples.size; i++) {
      together++;
      boolean isLast = i == samples.size - 1;
      if (isLast
          || StaleMarker.isStale(samples.values[i])
          || samples.timestamps[i + 1] - samples.timestamps[i] > widest) {
        if (together <= 2) {
          return true;
        }
        together = 0;
      }
    }
    return false;
  }

  /** Without the samples of a time range, ends included. */
  Scrapes without(long from, long to) {
    Scrapes rest = new Scrapes();
    for (int i = 0; i < samples.size; i++) {
      if (samples.timestamps[i] < from || samples.timestamps[i] > to) {
        rest.samples.add(samples.timestamps[i], samples.values[i]);
      }
    }
    return rest;
  }

  /** With a stale marker at its place. */
  Scrapes stale(long time) {
    Scrapes all = without(time, Long.MAX_VALUE);
    all.samples.add(time, StaleMarker.VALUE);
    for (int i = 0; i < samples.size; i++) {
      if (samples.timestamps[i] > time) {
        all.samples.add(samples.timestamps[i], samples.values[i]);
      }
    }
    return all;
  }

  /** With other values. */
  Scrapes values(double... values) {
    System.arraycopy(values, 0, samples.values, 0, samples.size);
    return this;
  }

  Replica replica(String name) {
    List<Chunk> chunks = new ArrayList<>();
    OpenChunk open = new OpenChunk();
    for (int i = 0; i < samples.size; i++) {
      Chunk full = open.append(samples.timestamps[i], samples.values[i], 0);
      if (full != null) {
        chunks.add(full);
      }
    }
    if (!open.isEmpty()) {
      chunks.add(open.toChunk());
    }
    return new Replica(name, chunks);
  }

  /** A series whose replicas are named a, b, c... in this order. */
  static Series series(Scrapes... replicas) {
    List<Replica> all = new ArrayList<>();
    for (Scrapes scrapes : replicas) {
      all.add(scrapes.replica(String.valueOf((char) ('a' + all.size()))));
    }
    return new Series(Labels.of("__name__", "up"), all);
  }

  boolean holds(long time, double value) {
    int at = Arrays.binarySearch(samples.timestamps, 0, samples.size, time);
    return at >= 0
        && Double.doubleToRawLongBits(samples.values[at]) == Double.doubleToRawLongBits(value);
  }
}
