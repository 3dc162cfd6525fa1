package io.promontory.frontend.demo;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Lets the history grow: scrapes the services and the process itself at each step of the clock. */
final class DemoClock implements AutoCloseable {
  private final DemoWorld world;
  private final SelfScrape self;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("demo-clock").unstarted(task));

  private DemoClock(DemoWorld world, SelfScrape self, InstantSource clock) {
    this.world = world;
    this.self = self;
    this.clock = clock;
  }

  /** Starts it; the process itself is scraped at once. */
  static DemoClock start(DemoWorld world, SelfScrape self, InstantSource clock) {
    DemoClock demo = new DemoClock(world, self, clock);
    self.scrape(clock.millis());
    long delay = world.next() - clock.millis();
    ScheduledFuture<?> ignored =
        demo.scheduler.scheduleAtFixedRate(
            demo::tick, Math.max(0, delay), DemoFleet.STEP_MS, TimeUnit.MILLISECONDS);
    return demo;
  }

  /** Catches up with the clock: after a suspended machine, several steps at once. */
  private void tick() {
    long now = clock.millis();
    world.runBefore(now + 1);
    self.scrape(now);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
