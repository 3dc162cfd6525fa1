package io.promontory.frontend.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Limits and defaults of queries, by the names of Prometheus' {@code --query.*} flags. */
@Section
@Doc("Limits and defaults of queries, as Prometheus' `--query.*` flags.")
public final class QueryConfig {
  @Doc("A query that has run this long is given up; a request's `timeout` can only shorten it.")
  private Duration timeout = Duration.ofMinutes(2);

  @Doc("How far back an instant selector looks for the newest sample.")
  private Duration lookbackDelta = Duration.ofMinutes(5);

  @Doc("Queries that run at the same time; more of them wait.")
  private int maxConcurrency = 20;

  @Doc("Samples that one query may hold at once; what streams through does not count.")
  private long maxSamples = 50_000_000;

  @Doc("Lets every store fail with a warning, as if each had `required: false`.")
  private boolean partialResponse = false;

  @Doc("File that every query is logged to, one JSON object a line, in Prometheus' format.")
  private @Nullable String queryLogFile;

  public Duration timeout() {
    return timeout;
  }

  public Duration lookbackDelta() {
    return lookbackDelta;
  }

  public int maxConcurrency() {
    return maxConcurrency;
  }

  public long maxSamples() {
    return maxSamples;
  }

  public boolean partialResponse() {
    return partialResponse;
  }

  public @Nullable String queryLogFile() {
    return queryLogFile;
  }
}
