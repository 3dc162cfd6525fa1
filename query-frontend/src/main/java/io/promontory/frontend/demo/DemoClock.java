package io.promontory.frontend.demo;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Lets the history grow: scrapes the fleet and the process itself at each step of the clock. */
final class DemoClock implements AutoCloseable {
  private final DemoFleet fleet;
  private final SelfScrape self;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("demo-clock").unstarted(task));
  private long last;

  private DemoClock(DemoFleet fleet, SelfScrape self, InstantSource clock, long last) {
    this.fleet = fleet;
    this.self = self;
    this.clock = clock;
    this.last = last;
  }

  /**
   * Starts it.
   *
   * @param last time of the last scrape of the fleet, ms; the process itself is scraped at once
   */
  static DemoClock start(DemoFleet fleet, SelfScrape self, InstantSource clock, long last) {
    DemoClock demo = new DemoClock(fleet, self, clock, last);
    self.scrape(clock.millis());
    long delay = last + DemoFleet.STEP_MS - clock.millis();
    ScheduledFuture<?> ignored =
        demo.scheduler.scheduleAtFixedRate(
            demo::tick, Math.max(0, delay), DemoFleet.STEP_MS, TimeUnit.MILLISECONDS);
    return demo;
  }

  /** Catches up with the clock: after a suspended machine, several steps at once. */
  private void tick() {
    long now = clock.millis();
    while (last + DemoFleet.STEP_MS <= now) {
      last += DemoFleet.STEP_MS;
      fleet.scrape(last);
    }
    self.scrape(now);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
