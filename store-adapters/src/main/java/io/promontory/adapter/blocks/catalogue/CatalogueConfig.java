package io.promontory.adapter.blocks.catalogue;

import io.promontory.series.labels.Labels;
import java.time.Duration;

/**
 * How a catalogue is kept.
 *
 * @param name of the store, for logs
 * @param place which bucket it is: what was kept of another place is not used
 * @param externalLabels added to those of every block, and winning over them
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
    String place,
    Labels externalLabels,
    Duration refreshInterval,
    Duration deletionDelay,
    int requests,
    Duration requestTimeout,
    Duration listingTimeout) {
  /** What is usual. */
  public static CatalogueConfig of(String name) {
    return new CatalogueConfig(
        name,
        "",
        Labels.EMPTY,
        Duration.ofMinutes(3),
        Duration.ofHours(24),
        64,
        Duration.ofSeconds(30),
        Duration.ofMinutes(15));
  }

  public CatalogueConfig withPlace(String other) {
    return new CatalogueConfig(
        name,
        other,
        externalLabels,
        refreshInterval,
        deletionDelay,
        requests,
        requestTimeout,
        listingTimeout);
  }

  public CatalogueConfig withExternalLabels(Labels labels) {
    return new CatalogueConfig(
        name,
        place,
        labels,
        refreshInterval,
        deletionDelay,
        requests,
        requestTimeout,
        listingTimeout);
  }

  public CatalogueConfig withTimes(Duration refresh, Duration deletion) {
    return new CatalogueConfig(
        name, place, externalLabels, refresh, deletion, requests, requestTimeout, listingTimeout);
  }

  public CatalogueConfig withRequests(int most) {
    return new CatalogueConfig(
        name,
        place,
        externalLabels,
        refreshInterval,
        deletionDelay,
        most,
        requestTimeout,
        listingTimeout);
  }

  /** Age of a listing from which on it does not count as complete. */
  Duration longestValidity() {
    return refreshInterval.multipliedBy(3);
  }
}
