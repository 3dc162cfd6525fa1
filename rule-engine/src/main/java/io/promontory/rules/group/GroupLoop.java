package io.promontory.rules.group;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates a group slot after slot, beginning with the next one. Slots that pass while an
 * evaluation lasts are counted and left out. A clock that is set back makes slots come again, one
 * that is set forward lets them pass; neither changes how often the group is evaluated.
 */
final class GroupLoop {
  private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);

  private final LiveGroup group;
  private final Slots slots;
  private final Surroundings surroundings;
  private final Timer timer;
  private final CountDownLatch idle = new CountDownLatch(1);
  private int beforeRestore;
  private @Nullable Instant last;
  private Instant due = Instant.MAX;
  private Timer.@Nullable Planned planned;
  private boolean stopped;
  private boolean running;

  /**
   * @param restores whether timers of an earlier run have to be looked up
   */
  GroupLoop(LiveGroup group, Surroundings surroundings, Timer timer, boolean restores) {
    this.group = group;
    this.slots = new Slots(group.key(), group.terms().interval());
    this.surroundings = surroundings;
    this.timer = timer;
    this.beforeRestore = restores ? 2 : 0;
  }

  LiveGroup group() {
    return group;
  }

  synchronized void start() {
    surroundings
        .metrics()
        .groupStarted(group.key(), group.terms().interval(), group.tasks().size());
    plan();
  }

  /** Begins no further evaluation. */
  synchronized void halt() {
    stopped = true;
    if (planned != null) {
      planned.cancel();
    }
    if (!running) {
      idle.countDown();
    }
  }

  /** Halts, and waits for an evaluation under way. */
  void stop() {
    halt();
    try {
      idle.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void plan() {
    if (stopped) {
      return;
    }
    Instant now = surroundings.clock().instant();
    Instant next = slots.before(now).plus(slots.interval());
    if (last != null && slots.before(now).isAfter(last)) {
      next = now;
    }
    due = next;
    planned = timer.after(Duration.between(now, next), this::tick);
  }

  private void tick() {
    Instant slot;
    synchronized (this) {
      if (stopped) {
        return;
      }
      Instant now = surroundings.clock().instant();
      slot = slots.before(now);
      if (now.isBefore(due) || slot.equals(last)) {
        plan(); // woken early, or the clock was set back
        return;
      }
      running = true;
      Instant before = last;
      if (before != null && slot.isAfter(before)) {
        long passed = slots.between(before, slot) - 1;
        if (passed > 0) {
          surroundings.metrics().slotsMissed(group.key(), passed);
        }
      }
      last = slot;
    }
    try {
      group.evaluate(slot);
      if (beforeRestore > 0 && --beforeRestore == 0) {
        group.restore();
      }
    } catch (RuntimeException e) {
      LOG.error("evaluation of group {} broke off", group.key(), e);
    } finally {
      synchronized (this) {
        running = false;
        if (stopped) {
          idle.countDown();
        }
        plan();
      }
    }
  }
}
