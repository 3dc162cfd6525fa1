package io.promontory.it.bench.data;

/** When the data of benchmarks is from. */
public final class Times {
  /** 2026-01-01T00:00:00Z; a multiple of a day, so that a day falls into one block. */
  public static final long START_MS = 1_767_225_600_000L;

  private Times() {}
}
