package io.promontory.rules.file;

import io.promontory.rules.yaml.Position;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one file. */
final class RuleProblems {
  private final String file;
  private final List<String> found = new ArrayList<>();

  RuleProblems(String file) {
    this.file = file;
  }

  void at(Position position, String message) {
    found.add(file + ":" + position + ": " + message);
  }

  void throwIfAny() throws RuleFileException {
    if (!found.isEmpty()) {
      throw new RuleFileException(found);
    }
  }
}
