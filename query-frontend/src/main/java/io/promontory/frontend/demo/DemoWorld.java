package io.promontory.frontend.demo;

import java.time.Duration;

/**
 * The demo's services through all times. Everything is deployed anew on Monday at 09:00 UTC, and
 * what happens until the next Monday follows from the seed and that Monday alone. So a time has the
 * same samples whenever and by whomever they are made, at the cost of a week at most.
 */
final class DemoWorld {
  /** From one deployment to the next. */
  static final long WEEK_MS = Duration.ofDays(7).toMillis();

  /** Monday, 5 January 1970, 09:00. */
  private static final long FIRST_MONDAY = Duration.ofDays(4).plusHours(9).toMillis();

  private final DemoRecorder recorder;
  private final long seed;
  private DemoFleet fleet;
  private long deployed;
  private long next;

  /**
   * @param from ms; the first samples are those of the Monday at that time or before
   */
  DemoWorld(DemoRecorder recorder, long seed, long from) {
    this.recorder = recorder;
    this.seed = seed;
    this.deployed = monday(from);
    this.next = deployed;
    this.fleet = new DemoFleet(recorder, seed, deployed);
  }

  private static long monday(long time) {
    return Math.floorDiv(time - FIRST_MONDAY, WEEK_MS) * WEEK_MS + FIRST_MONDAY;
  }

  /** Time of the next scrape, ms. */
  long next() {
    return next;
  }

  /** Scrapes everything at each step before a time. */
  void runBefore(long time) {
    while (next < time) {
      if (next >= deployed + WEEK_MS) {
        deployed += WEEK_MS;
        fleet.end(next);
        fleet = new DemoFleet(recorder, seed, deployed);
      }
      fleet.scrape(next);
      next += DemoFleet.STEP_MS;
    }
  }
}
