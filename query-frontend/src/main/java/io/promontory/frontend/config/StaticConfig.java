package io.promontory.frontend.config;

import java.util.List;
import java.util.Map;

/** A fixed list of targets. */
@Section
@Doc("A fixed list of targets.")
public final class StaticConfig {
  @Doc("Addresses, as `host:port`.")
  private List<String> targets = List.of();

  @Doc("Labels of these targets.")
  private Map<String, String> labels = Map.of();

  public List<String> targets() {
    return targets;
  }

  public Map<String, String> labels() {
    return labels;
  }
}
