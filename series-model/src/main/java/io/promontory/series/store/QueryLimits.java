package io.promontory.series.store;

/**
 * The most that one query may use; 0 or less means no limit.
 *
 * @param samples samples held at once; a native histogram counts as several
 * @param memoryBytes bytes held at once, estimated: 16 for each sample, and the chunks at work
 * @param readBytes bytes read from stores in all
 * @param series series read from stores in all
 * @param resultSeries series of the result
 */
public record QueryLimits(
    long samples, long memoryBytes, long readBytes, long series, long resultSeries) {
  public static final QueryLimits NONE = new QueryLimits(0, 0, 0, 0, 0);

  public QueryLimits {
    samples = orEndless(samples);
    memoryBytes = orEndless(memoryBytes);
    readBytes = orEndless(readBytes);
    series = orEndless(series);
    resultSeries = orEndless(resultSeries);
  }

  private static long orEndless(long limit) {
    return limit <= 0 ? Long.MAX_VALUE : limit;
  }
}
