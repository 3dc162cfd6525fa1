package io.promontory.rules.lease;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.rules.group.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A process that records a slot every five seconds of its own clock, where its lease lets it. */
final class Engine implements Timer {
  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  static final String KEY = "rules.lease";
  private static final long EVERY = 5_000;

  final String name;
  final List<Instant> recorded = new ArrayList<>();
  int life;
  Lease lease;
  private final Bucket bucket;
  private final Duration duration;
  private final List<Task> tasks = new ArrayList<>();
  private long nanos;
  private Duration offset = Duration.ZERO;
  private Instant lastSlot = T0;

  private record Task(long atNanos, Runnable run) {}

  Engine(String name, Bucket bucket, Duration duration) {
    this.name = name;
    this.bucket = bucket;
    this.duration = duration;
    this.lease = begin();
  }

  private Lease begin() {
    LeaseTerms terms = new LeaseTerms(KEY, name + life, duration);
    Lease begun = new Lease(bucket, terms, this::now, () -> nanos, this, LeaseListener.NONE);
    begun.start();
    return begun;
  }

  Instant now() {
    return T0.plusNanos(nanos).plus(offset);
  }

  void stepClock(Duration by) {
    offset = offset.plus(by);
  }

  void kill() {
    tasks.clear();
  }

  void restart() {
    kill();
    life++;
    lease = begin();
  }

  @Override
  public Planned after(Duration delay, Runnable task) {
    Task planned = new Task(nanos + delay.toNanos(), task);
    tasks.add(planned);
    return () -> tasks.remove(planned);
  }

  /** Lets a time pass, here alone. */
  void advance(Duration time) {
    long end = nanos + time.toNanos();
    while (true) {
      Task next = tasks.stream().min(Comparator.comparingLong(Task::atNanos)).orElse(null);
      if (next == null || next.atNanos() > end) {
        break;
      }
      tasks.remove(next);
      nanos = Math.max(nanos, next.atNanos());
      next.run().run();
    }
    nanos = end;
    long ms = now().toEpochMilli();
    Instant slot = Instant.ofEpochMilli(ms - Math.floorMod(ms, EVERY));
    if (!slot.equals(lastSlot)) {
      lastSlot = slot;
      if (lease.isOurs(slot)) {
        recorded.add(slot);
      }
    }
  }

  /** Lets a time pass here and in others. */
  void run(Duration time, Engine... others) {
    for (long s = 0; s < time.toSeconds(); s++) {
      advance(Duration.ofSeconds(1));
      for (Engine other : others) {
        other.advance(Duration.ofSeconds(1));
      }
    }
  }
}
