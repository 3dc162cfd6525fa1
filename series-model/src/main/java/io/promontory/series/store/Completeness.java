package io.promontory.series.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Per store asked, how its part of an answer went. Lists every store that could have held data,
 * also those not asked.
 */
public record Completeness(List<StoreOutcome> outcomes) {
  public static final Completeness NONE_ASKED = new Completeness(List.of());

  public Completeness {
    outcomes = List.copyOf(outcomes);
  }

  public static Completeness of(StoreOutcome outcome) {
    return new Completeness(List.of(outcome));
  }

  /** True where no store failed or answered in part. */
  public boolean isWhole() {
    return outcomes.stream().allMatch(StoreOutcome::isHarmless);
  }

  public Completeness plus(Completeness other) {
    List<StoreOutcome> all = new ArrayList<>(outcomes);
    all.addAll(other.outcomes);
    return new Completeness(all);
  }

  /** The same with one outcome for each store, for answers that were put together from several. */
  public Completeness perStore() {
    Map<String, StoreOutcome> stores = new LinkedHashMap<>();
    outcomes.forEach(outcome -> stores.merge(outcome.store(), outcome, StoreOutcome::and));
    return new Completeness(List.copyOf(stores.values()));
  }

  /** The warnings to show a user, one per store and reason. */
  public List<String> warnings() {
    return outcomes.stream()
        .filter(outcome -> !outcome.isHarmless())
        .map(outcome -> "store \"" + outcome.store() + "\": " + outcome.reason())
        .distinct()
        .toList();
  }

  /** What to tell a user of answers that are right: one text for each store and note. */
  public List<String> infos() {
    return outcomes.stream()
        .flatMap(
            outcome ->
                outcome.notes().stream().map(note -> "store \"" + outcome.store() + "\": " + note))
        .distinct()
        .toList();
  }
}
