package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask, and why not the others.
 *
 * @param members as the request wants them, required or not
 * @param notAsked an outcome for each store that is left out; where nobody is asked, or there is
 *     nobody, users are told
 */
record StoreChoice(List<Member> members, List<StoreOutcome> notAsked) {
  /** Stands for the store's name in matchers of {@code storeMatch}. */
  static final String NAME_LABEL = "__store__";

  /** Stands for the store's address, or its name. */
  static final String ADDRESS_LABEL = "__address__";

  /**
   * Chooses among stores.
   *
   * @param name of who answers for all stores
   * @param reason why a store need not be asked, or null where it must be
   */
  static StoreChoice of(
      String name,
      List<Member> members,
      QueryContext context,
      Function<StoreInfo, @Nullable String> reason) {
    if (members.isEmpty()) {
      return new StoreChoice(
          List.of(),
          List.of(
              new StoreOutcome(
                  name,
                  StoreOutcome.Status.PARTIAL,
                  "no stores are configured, so that nothing can be found",
                  StoreStats.ZERO)));
    }
    List<Member> asked = new ArrayList<>();
    List<StoreOutcome> left = new ArrayList<>();
    for (Member member : members) {
      StoreInfo info = member.store().info();
      String why =
          isMeant(member, info, context.scope())
              ? reason.apply(info)
              : "storeMatch[] of the request leaves it out";
      if (why == null) {
        asked.add(member.under(context.scope()));
      } else {
        left.add(StoreOutcome.notAsked(info.name(), why));
      }
    }
    return asked.isEmpty() ? nobody(left) : new StoreChoice(asked, left);
  }

  /**
   * An empty answer of nobody is told apart from one of stores that have no such data. Of a time
   * without samples a Prometheus tells nothing either.
   */
  private static StoreChoice nobody(List<StoreOutcome> left) {
    return new StoreChoice(
        List.of(),
        left.stream()
            .map(
                outcome ->
                    outcome.reason().equals(Pruning.OUT_OF_TIME)
                        ? outcome
                        : outcome.withNotes(List.of("not asked: " + outcome.reason())))
            .toList());
  }

  private static boolean isMeant(Member member, StoreInfo info, QueryScope scope) {
    return scope.storeMatch().isEmpty()
        || scope.storeMatch().stream().anyMatch(matchers -> isMeant(member, info, matchers));
  }

  /** A store of several label sets is meant where one of them is. */
  private static boolean isMeant(Member member, StoreInfo info, List<Matcher> matchers) {
    List<Labels> sets = info.labelSets().isEmpty() ? List.of(Labels.EMPTY) : info.labelSets();
    return sets.stream()
        .anyMatch(set -> matchers.stream().allMatch(m -> holds(m, member, info.name(), set)));
  }

  private static boolean holds(Matcher matcher, Member member, String name, Labels set) {
    return switch (matcher.name()) {
      case NAME_LABEL -> matcher.matches(name);
      case ADDRESS_LABEL -> {
        List<String> places = new ArrayList<>(member.addresses());
        places.add(name);
        yield switch (matcher.type()) {
          case EQ, RE -> places.stream().anyMatch(matcher::matches);
          case NEQ, NRE -> places.stream().allMatch(matcher::matches);
        };
      }
      default -> {
        String value = set.get(matcher.name());
        yield matcher.matches(value == null ? "" : value);
      }
    };
  }
}
