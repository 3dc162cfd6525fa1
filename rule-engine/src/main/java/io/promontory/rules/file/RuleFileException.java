package io.promontory.rules.file;

import java.util.List;

/** A rule file that cannot be used. */
public final class RuleFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  RuleFileException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each: {@code file:line:column: what is wrong}. */
  public List<String> problems() {
    return problems;
  }
}
