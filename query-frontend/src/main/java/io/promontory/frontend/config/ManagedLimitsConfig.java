package io.promontory.frontend.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a managed endpoint takes. */
@Section
@Doc(
    "What the endpoint takes (`stores[].limits` of `type: managed`). The defaults are below the"
        + " quotas of Amazon Managed Service for Prometheus.")
public final class ManagedLimitsConfig {
  @Doc(
      "Longest window of samples asked for at once. Where the endpoint refuses one as too large, it"
          + " is halved, which is remembered for that selector.")
  private Duration maxWindow = Duration.ofHours(24);

  @Doc("Longest time that a question with steps spans.")
  private Duration maxRange = Duration.ofDays(31);

  @Doc("Most steps of such a question.")
  private int maxSteps = 11_000;

  @Doc("Requests under way at once.")
  private int maxConcurrentRequests = 16;

  @Doc("Queries a second; more of them wait for their turn.")
  private int queriesPerSecond = 200;

  @Doc("Calls a second for names and values of labels, series and metadata together.")
  private int labelCallsPerSecond = 8;

  @Doc("Most bytes of one answer.")
  private long maxResponseBytes = 256L << 20;

  @Doc(
      "Series that it gives at most in one answer without saying that it left some out; 0 for all"
          + " there are. An answer of so many counts as one in part, and with `pushdown: auto`"
          + " nothing is evaluated there, as nobody would know what of. Default: 500 for"
          + " CloudWatch (`https://monitoring.….amazonaws.com`), else 0.")
  private @Nullable Integer maxSeries;

  @Doc(
      "Names or values of labels that it gives at most in one answer; 0 for all there are."
          + " Default: 10000 for CloudWatch, else 0.")
  private @Nullable Integer maxLabels;

  public Duration maxWindow() {
    return maxWindow;
  }

  public Duration maxRange() {
    return maxRange;
  }

  public int maxSteps() {
    return maxSteps;
  }

  public int maxConcurrentRequests() {
    return maxConcurrentRequests;
  }

  public int queriesPerSecond() {
    return queriesPerSecond;
  }

  public int labelCallsPerSecond() {
    return labelCallsPerSecond;
  }

  public long maxResponseBytes() {
    return maxResponseBytes;
  }

  public @Nullable Integer maxSeries() {
    return maxSeries;
  }

  public @Nullable Integer maxLabels() {
    return maxLabels;
  }
}
