package io.promontory.frontend.discovery;

import io.promontory.series.labels.Labels;
import java.time.Duration;
import java.util.List;

/** Targets that stand in the configuration. */
public record StaticTargets(List<String> addresses, Labels labels) implements TargetSource {
  @Override
  public String kind() {
    return "static";
  }

  @Override
  public Duration interval() {
    return Duration.ofDays(1);
  }

  @Override
  public Targets read() {
    return Targets.of(addresses.stream().map(address -> Target.of(address, labels)).toList());
  }
}
