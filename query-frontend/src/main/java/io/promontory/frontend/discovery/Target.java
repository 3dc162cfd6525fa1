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

  private static final String META = "__meta_";

  static Target of(String address, Labels labels) {
    return new Target(labels.with(ADDRESS, address));
  }

  public String address() {
    return labels.getOrEmpty(ADDRESS);
  }

  /** With one more label. */
  Target with(String name, String value) {
    return new Target(labels.with(name, value));
  }

  /** Without the labels that only rules see, which say how it was found. */
  Target withoutMeta() {
    return new Target(
        labels.without(
            labels.toMap().keySet().stream().filter(name -> name.startsWith(META)).toList()));
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
