package io.promontory.rules.file;

import java.util.List;

/** A rule file that was found good; groups have unique names. */
public record RuleFile(List<RuleGroup> groups) {
  public RuleFile {
    groups = List.copyOf(groups);
  }

  /** Rules in all groups. */
  public int ruleCount() {
    return groups.stream().mapToInt(group -> group.rules().size()).sum();
  }
}
