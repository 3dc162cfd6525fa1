package io.promontory.rules.results;

import java.util.Comparator;

/**
 * A place in a log: in front of one of its transactions, or behind the last one.
 *
 * @param file number of the file
 * @param offset bytes from its beginning; 0 for in front of its first transaction
 */
public record LogPosition(long file, long offset) implements Comparable<LogPosition> {
  private static final Comparator<LogPosition> ORDER =
      Comparator.comparingLong(LogPosition::file).thenComparingLong(LogPosition::offset);

  @Override
  public int compareTo(LogPosition other) {
    return ORDER.compare(this, other);
  }
}
