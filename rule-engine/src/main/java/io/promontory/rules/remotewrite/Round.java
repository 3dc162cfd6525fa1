package io.promontory.rules.remotewrite;

import io.promontory.rules.results.LogPosition;

/**
 * A part of the log that is sent at a time, and in what requests. The same round always makes the
 * same requests: one that a receiver has taken before us knowing so is then refused or ignored as a
 * whole, and hides nothing that is new.
 *
 * @param begin everything in front of it is done
 * @param end equal to {@code begin} where nothing is under way
 */
record Round(LogPosition begin, LogPosition end, int shards, int samplesPerSend) {
  static Round idleAt(LogPosition place) {
    return new Round(place, place, 1, 1);
  }

  boolean isUnderWay() {
    return end.compareTo(begin) > 0;
  }
}
