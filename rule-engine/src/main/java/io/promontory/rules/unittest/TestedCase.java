package io.promontory.rules.unittest;

import java.util.List;

/**
 * A test that was run.
 *
 * @param name {@code unnamed#N} where it has none
 * @param failures what failed, each of several lines; empty if all went well
 */
public record TestedCase(String name, List<String> failures) {
  public TestedCase {
    failures = List.copyOf(failures);
  }
}
