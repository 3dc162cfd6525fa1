package io.promontory.rules.file;

import java.util.List;

/**
 * A rule file that was found good; groups have unique names.
 *
 * @param warnings what is odd about it
 */
public record RuleFile(List<RuleGroup> groups, List<String> warnings) {
  public RuleFile {
    groups = List.copyOf(groups);
    warnings = List.copyOf(warnings);
  }

  /** Rules in all groups. */
  public int ruleCount() {
    return groups.stream().mapToInt(group -> group.rules().size()).sum();
  }
}
