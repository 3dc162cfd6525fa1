package io.promontory.series.store;

/**
 * Asks for the targets that a store scrapes.
 *
 * @param active whether those that are scraped are wanted
 * @param dropped whether those that relabelling dropped are wanted
 * @param scrapePool only those of this pool; empty for all
 */
public record TargetsRequest(boolean active, boolean dropped, String scrapePool) {
  /** All targets. */
  public static final TargetsRequest ALL = new TargetsRequest(true, true, "");
}
