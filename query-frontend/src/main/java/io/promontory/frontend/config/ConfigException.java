package io.promontory.frontend.config;

import java.util.List;

/** A configuration that cannot be used; each problem names file, line and column. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public ConfigException(String problem) {
    this(List.of(problem));
  }

  /** One line each: {@code file:line:column: what is wrong}. */
  public List<String> problems() {
    return problems;
  }
}
