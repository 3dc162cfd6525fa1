package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import java.util.ArrayList;
import java.util.List;

/** The parts of all stores that are asked, where no series can be in two of them. */
final class MemberParts {
  private MemberParts() {}

  /**
   * Collects them.
   *
   * @param parts what to do with answers that are not whole
   * @return empty where a store has none, or where two of them are not told apart by labels
   */
  static List<StorePart> of(
      StoreChoice asked, SelectRequest request, QueryContext context, Calls calls, Parts parts) {
    List<StorePart> all = new ArrayList<>();
    for (Member member : asked.members()) {
      List<StorePart> own = member.store().parts(request, context);
      for (StorePart part : own) {
        if (all.stream().anyMatch(other -> !areApart(part, other))) {
          return List.of();
        }
        List<StoreOutcome> notAsked = all.isEmpty() ? asked.notAsked() : List.of();
        all.add(part.askedBy(new MemberEvaluation(member, part, calls, parts, notAsked)));
      }
      if (own.isEmpty()) {
        return List.of();
      }
    }
    return all;
  }

  /** True where each label set of one contradicts each of the other. */
  private static boolean areApart(StorePart one, StorePart other) {
    return !one.labelSets().isEmpty()
        && !other.labelSets().isEmpty()
        && one.labelSets().stream()
            .allMatch(a -> other.labelSets().stream().allMatch(b -> differ(a, b)));
  }

  private static boolean differ(Labels a, Labels b) {
    for (int i = 0; i < a.size(); i++) {
      String value = b.get(a.name(i));
      if (value != null && !value.equals(a.value(i))) {
        return true;
      }
    }
    return false;
  }
}
