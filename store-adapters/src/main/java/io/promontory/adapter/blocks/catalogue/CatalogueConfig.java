package io.promontory.adapter.blocks.catalogue;

import java.time.Duration;

/**
 * How a catalogue is kept.
 *
 * @param name of the store, for logs
 * @param refreshInterval from one listing to the next; a view older than three of them is not
 *     complete
 * @param deletionDelay how long a block is still read after it was marked for deletion, so that all
 *     readers know its successor before it goes
 * @param requests most requests for small files at the same time
 * @param requestTimeout longest time for one of them, retries included
 * @param listingTimeout longest time for one listing
 */
public record CatalogueConfig(
    String name,
    Duration refreshInterval,
    Duration deletionDelay,
    int requests,
    Duration requestTimeout,
    Duration listingTimeout) {
  /** What is usual. */
  public static CatalogueConfig of(String name) {
    return new CatalogueConfig(
        name,
        Duration.ofMinutes(3),
        Duration.ofHours(24),
        64,
        Duration.ofSeconds(30),
        Duration.ofMinutes(15));
  }

  public CatalogueConfig withRefreshInterval(Duration interval) {
    return new CatalogueConfig(
        name, interval, deletionDelay, requests, requestTimeout, listingTimeout);
  }

  public CatalogueConfig withDeletionDelay(Duration delay) {
    return new CatalogueConfig(
        name, refreshInterval, delay, requests, requestTimeout, listingTimeout);
  }

  public CatalogueConfig withRequests(int most) {
    return new CatalogueConfig(
        name, refreshInterval, deletionDelay, most, requestTimeout, listingTimeout);
  }

  public CatalogueConfig withTimeouts(Duration request, Duration listing) {
    return new CatalogueConfig(name, refreshInterval, deletionDelay, requests, request, listing);
  }

  /** Age of a listing from which on it does not count as complete. */
  Duration longestValidity() {
    return refreshInterval.multipliedBy(3);
  }
}
