package io.promontory.rules.check;

import io.promontory.rules.file.Rule;
import io.promontory.rules.file.RuleFile;
import io.promontory.rules.file.RuleGroup;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.labels.Utf8Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rules of a file with the same name and labels, whose series or alerts would mix. */
public final class DuplicateRules {
  private static final Comparator<Duplicate> ORDER =
      Comparator.comparing(Duplicate::name, Utf8Order.INSTANCE).thenComparing(Duplicate::labels);

  /** What several rules have in common. */
  public record Duplicate(String name, Labels labels) {}

  private DuplicateRules() {}

  /** Each once, sorted by name and labels. */
  public static List<Duplicate> of(RuleFile file) {
    List<Duplicate> all = new ArrayList<>();
    for (RuleGroup group : file.groups()) {
      for (Rule rule : group.rules()) {
        LabelsBuilder labels = new LabelsBuilder(group.labels());
        for (int i = 0; i < rule.labels().size(); i++) {
          labels.set(rule.labels().name(i), rule.labels().value(i));
        }
        all.add(new Duplicate(rule.name(), labels.build()));
      }
    }
    all.sort(ORDER);
    List<Duplicate> duplicates = new ArrayList<>();
    for (int i = 1; i < all.size(); i++) {
      Duplicate one = all.get(i);
      if (one.equals(all.get(i - 1))
          && (duplicates.isEmpty() || !duplicates.getLast().equals(one))) {
        duplicates.add(one);
      }
    }
    return duplicates;
  }
}
