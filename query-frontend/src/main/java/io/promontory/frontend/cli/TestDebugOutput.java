package io.promontory.frontend.cli;

import io.promontory.rules.unittest.TestListener;
import io.promontory.series.text.GoDurations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Says how tests of rules go, one after the other. */
final class TestDebugOutput implements TestListener {
  private final PrintWriter out;
  private final LongSupplier nanoClock;
  private long startNanos;

  /**
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  TestDebugOutput(PrintWriter out, LongSupplier nanoClock) {
    this.out = out;
    this.nanoClock = nanoClock;
  }

  @Override
  public boolean wantsData() {
    return true;
  }

  @Override
  public void started(String test) {
    startNanos = nanoClock.getAsLong();
    out.println("DEBUG: Starting test " + test);
  }

  @Override
  public void data(Duration until, List<String> series) {
    out.println(
        "DEBUG: Dump of all data (input_series and rules) at "
            + GoDurations.print(until.toNanos())
            + ":");
    series.forEach(out::println);
  }

  @Override
  public void finished(String test) {
    Duration took = Duration.ofNanos(nanoClock.getAsLong() - startNanos);
    out.println("DEBUG: Test " + test + " finished, took " + took.toMillis() + "ms");
  }
}
