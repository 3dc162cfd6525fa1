package io.promontory.frontend.discovery;

import io.promontory.series.labels.Labels;

/**
 * A server to read from.
 *
 * @param labels of the target; {@code __address__} is its address, as {@code host:port}
 */
public record Target(Labels labels) {
  public static final String ADDRESS = "__address__";

  /** {@code http} or {@code https}. */
  public static final String SCHEME = "__scheme__";

  /** Path in front of the server's own. */
  public static final String PATH_PREFIX = "__path_prefix__";

  static Target of(String address, Labels labels) {
    return new Target(labels.with(ADDRESS, address));
  }

  public String address() {
    return labels.getOrEmpty(ADDRESS);
  }

  /** As URL. */
  public String url() {
    return labels.getOrEmpty(SCHEME) + "://" + address() + labels.getOrEmpty(PATH_PREFIX);
  }

  /** The labels that tell what it holds: those whose names do not begin with two underscores. */
  public Labels shown() {
    return labels.without(
        labels.toMap().keySet().stream().filter(name -> name.startsWith("__")).toList());
  }
}
