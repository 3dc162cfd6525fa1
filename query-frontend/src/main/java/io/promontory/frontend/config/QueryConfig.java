package io.promontory.frontend.config;

import java.time.Duration;
import java.util.List;
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

  @Doc("Queries that may wait for others to end; more of them are refused at once.")
  private int maxQueued = 1_000;

  @Doc(
      "Samples that one query may hold at once; what streams through does not count, but for"
          + " subqueries of more than 100 000 steps.")
  private long maxSamples = 50_000_000;

  @Doc(
      "Bytes of memory that one query may hold at once, estimated: 16 for each sample held, and the"
          + " labels, chunks and columns of series at work. 0: no limit but `max_samples`.")
  private long maxMemoryBytes = 0;

  @Doc("Series that all selectors of one query may read together; 0: no limit.")
  private long maxSeries = 0;

  @Doc(
      "Bytes that one query may read from its stores; what they find in their caches counts as well. 0: no limit.")
  private long maxReadBytes = 0;

  @Doc("Series that the answer to one query may have; 0: no limit.")
  private long maxResultSeries = 0;

  @Doc("Bytes of JSON that the result of one query may have; 0: no limit.")
  private long maxResultBytes = 0;

  @Doc("Steps that a range query may have, so that each series has one point more at most.")
  private int maxPointsPerSeries = 11_000;

  @Doc("Bytes that an expression may have. Deeper than 500 levels, none is read.")
  private int maxExpressionBytes = 1 << 20;

  @Doc(
      "Optimisations of query plans to do without, by the names that `promontory promql explain`"
          + " prints. Answers are the same with and without.")
  private List<String> disabledOptimisations = List.of();

  @Doc(
      "Keeps the queries under way in the file `queries.active` of `storage.path`, so that the next"
          + " start can log those that a crash cut short.")
  private boolean keepActiveQueries = true;

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

  public int maxQueued() {
    return maxQueued;
  }

  public long maxMemoryBytes() {
    return maxMemoryBytes;
  }

  public long maxSeries() {
    return maxSeries;
  }

  public long maxReadBytes() {
    return maxReadBytes;
  }

  public long maxResultSeries() {
    return maxResultSeries;
  }

  public long maxResultBytes() {
    return maxResultBytes;
  }

  public int maxPointsPerSeries() {
    return maxPointsPerSeries;
  }

  public int maxExpressionBytes() {
    return maxExpressionBytes;
  }

  public List<String> disabledOptimisations() {
    return disabledOptimisations;
  }

  public boolean keepActiveQueries() {
    return keepActiveQueries;
  }

  public boolean partialResponse() {
    return partialResponse;
  }

  public @Nullable String queryLogFile() {
    return queryLogFile;
  }
}
