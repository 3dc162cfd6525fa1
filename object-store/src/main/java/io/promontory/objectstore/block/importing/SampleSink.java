package io.promontory.objectstore.block.importing;

/** Takes samples one by one. */
@FunctionalInterface
interface SampleSink {
  /** {@code time} in ms since the epoch. */
  void add(long time, double value);
}
