package io.promontory.adapter.blocks.catalogue;

import java.time.Duration;

/** Wakes one who waits. */
final class Alarm {
  private boolean rung;

  synchronized void ring() {
    rung = true;
    notifyAll();
  }

  /** Whether it rang since the last call. */
  synchronized boolean quiet() {
    boolean was = rung;
    rung = false;
    return was;
  }

  /** Waits until it rings, though no longer than so long. */
  synchronized void await(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (!rung) {
      long left = Math.ceilDiv(until - System.nanoTime(), 1_000_000L);
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }
}
