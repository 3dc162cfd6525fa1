package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.time.Instant;

/**
 * A target that is scraped.
 *
 * @param discoveredLabels before relabelling
 * @param labels that its series get
 * @param lastError empty where the last scrape went well
 * @param lastScrape in year 1 where there was none
 * @param lastScrapeSeconds how long the last scrape took, s
 * @param health {@code up}, {@code down} or {@code unknown}
 * @param scrapeInterval a duration as Prometheus prints it; empty where unknown
 * @param scrapeTimeout as {@code scrapeInterval}
 */
public record ActiveTarget(
    Labels discoveredLabels,
    Labels labels,
    String scrapePool,
    String scrapeUrl,
    String globalUrl,
    String lastError,
    Instant lastScrape,
    double lastScrapeSeconds,
    String health,
    String scrapeInterval,
    String scrapeTimeout) {
  /** The same target with other labels. */
  public ActiveTarget withLabels(Labels otherDiscovered, Labels otherLabels) {
    return new ActiveTarget(
        otherDiscovered,
        otherLabels,
        scrapePool,
        scrapeUrl,
        globalUrl,
        lastError,
        lastScrape,
        lastScrapeSeconds,
        health,
        scrapeInterval,
        scrapeTimeout);
  }
}
