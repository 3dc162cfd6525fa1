package io.promontory.frontend.config;

import java.time.Duration;
import java.util.Map;

/** What holds for the whole process, by Prometheus' names. */
@Section
@Doc("What holds for the whole process.")
public final class GlobalConfig {
  @Doc("Labels that name this installation to others: on alerts, remote writes and the gRPC port.")
  private Map<String, String> externalLabels = Map.of();

  @Doc("How often rules are evaluated, and the step of subqueries that name none.")
  private Duration evaluationInterval = Duration.ofMinutes(1);

  @Doc(
      "How far back rules look, of groups without a `query_offset` of their own; what comes late is"
          + " there by then.")
  private Duration ruleQueryOffset = Duration.ZERO;

  public Map<String, String> externalLabels() {
    return externalLabels;
  }

  public Duration evaluationInterval() {
    return evaluationInterval;
  }

  public Duration ruleQueryOffset() {
    return ruleQueryOffset;
  }
}
