package io.promontory.promql.exec;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Things that are costly to make and used by one worker at a time; made anew only when all are in
 * use.
 */
final class Recycler<T> {
  private final ConcurrentLinkedQueue<T> idle = new ConcurrentLinkedQueue<>();
  private final Supplier<T> maker;

  Recycler(Supplier<T> maker) {
    this.maker = maker;
  }

  T take() {
    T thing = idle.poll();
    return thing == null ? maker.get() : thing;
  }

  void giveBack(T thing) {
    idle.add(thing);
  }
}
