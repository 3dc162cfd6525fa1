package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import java.util.ArrayList;
import java.util.List;

/** The parts of all stores that are asked, where no series can be in two of them. */
final class MemberParts {
  private MemberParts() {}

  /**
   * Collects them. A store at hand, such as that of the results of rules, is looked into: where it
   * has no such series, it is none of those that count.
   *
   * @param parts what to do with answers that are not whole
   * @return empty where a store has none, or where two of them are not told apart by labels
   */
  static List<StorePart> of(
      StoreChoice asked, SelectRequest request, QueryContext context, Calls calls, Parts parts) {
    List<StoreOutcome> notAsked = new ArrayList<>(asked.notAsked());
    List<Owned> all = new ArrayList<>();
    for (Member member : asked.members()) {
      List<StorePart> own = member.store().parts(request, context);
      if (own.isEmpty()) {
        if (!surelyHasNone(member.store(), request, context)) {
          return List.of();
        }
        notAsked.add(
            StoreOutcome.notAsked(member.store().info().name(), "it has no series that match"));
      }
      for (StorePart part : own) {
        if (all.stream().anyMatch(other -> !areApart(part, other.part))) {
          return List.of();
        }
        all.add(new Owned(member, part));
      }
    }
    List<StorePart> asParts = new ArrayList<>();
    for (Owned one : all) {
      List<StoreOutcome> beside = asParts.isEmpty() ? notAsked : List.of();
      asParts.add(
          one.part.askedBy(new MemberEvaluation(one.member, one.part, calls, parts, beside)));
    }
    return asParts;
  }

  private record Owned(Member member, StorePart part) {}

  private static boolean surelyHasNone(Store store, SelectRequest request, QueryContext context) {
    if (!store.answersAtOnce()) {
      return false;
    }
    try (SeriesSet set = store.select(request.labelsOnly(1), context)) {
      return set.next() == null && set.completeness().isWhole();
    }
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
