package io.promontory.frontend.discovery;

import java.util.List;

/**
 * What is known of a store's targets.
 *
 * @param dropped those that relabelling drops, with the labels they had before it
 * @param missing why targets are not known; where it is not empty, there may be others than these
 * @param stale what went wrong since; the targets are those of before
 * @param isBeingRead whether a source is still being read for the first time
 */
public record Discovered(
    List<Target> targets,
    List<Target> dropped,
    List<String> missing,
    List<String> stale,
    boolean isBeingRead) {
  public Discovered {
    targets = List.copyOf(targets);
    dropped = List.copyOf(dropped);
    missing = List.copyOf(missing);
    stale = List.copyOf(stale);
  }
}
