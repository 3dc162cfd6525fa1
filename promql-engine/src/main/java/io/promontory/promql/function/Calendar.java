package io.promontory.promql.function;

import io.promontory.promql.value.StepColumn;
import java.time.LocalDate;

/**
 * {@code hour}, {@code day_of_month} and their kin: a part of the UTC date and time that each value
 * names in seconds since the epoch, fractions cut off.
 *
 * <p>Values beyond the range of a long, and NaN, are taken as the smallest long, and times wrap
 * around after 2^64 seconds, as they do in Go.
 */
enum Calendar implements VectorFunction {
  MINUTE,
  HOUR,
  DAY_OF_WEEK,
  DAY_OF_MONTH,
  DAY_OF_YEAR,
  DAYS_IN_MONTH,
  MONTH,
  YEAR;

  /** Seconds from 1 March of year {@link #FIRST_YEAR}, Go's earliest time, to the epoch. */
  private static final long EPOCH = 9_223_372_028_741_760_000L;

  private static final long FIRST_YEAR = -292_277_022_400L;
  private static final long DAY = 86_400;

  /** Days in 400 years, after which dates and weekdays repeat. */
  private static final int CYCLE = 146_097;

  private static final long CYCLE_START = LocalDate.of(2000, 3, 1).toEpochDay();

  @Override
  public void apply(StepColumn column, long[] stepTimes, double[][] scalars) {
    column.keepFloats();
    for (int i = 0; i < column.values.length; i++) {
      if (column.present[i]) {
        column.values[i] = of(column.values[i]);
      }
    }
  }

  private double of(double epochSeconds) {
    long seconds = wholeSeconds(epochSeconds) + EPOCH;
    long days = Long.divideUnsigned(seconds, DAY);
    long ofDay = Long.remainderUnsigned(seconds, DAY);
    return switch (this) {
      case MINUTE -> ofDay % 3600 / 60;
      case HOUR -> ofDay / 3600;
      default -> {
        LocalDate date = LocalDate.ofEpochDay(CYCLE_START + days % CYCLE);
        yield switch (this) {
          case DAY_OF_WEEK -> date.getDayOfWeek().getValue() % 7;
          case DAY_OF_MONTH -> date.getDayOfMonth();
          case DAY_OF_YEAR -> date.getDayOfYear();
          case DAYS_IN_MONTH -> date.lengthOfMonth();
          case MONTH -> date.getMonthValue();
          default -> FIRST_YEAR + days / CYCLE * 400 + (date.getYear() - 2000);
        };
      }
    };
  }

  private static long wholeSeconds(double value) {
    return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }
}
