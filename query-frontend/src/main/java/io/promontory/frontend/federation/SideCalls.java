package io.promontory.frontend.federation;

import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExemplarUnion;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for what stores know beside samples, and unites it. Who does not have it is not asked. */
final class SideCalls {
  private static final Comparator<TargetMetadata> TARGET_METADATA_ORDER =
      Comparator.comparing(TargetMetadata::target)
          .thenComparing(one -> one.metadata().family(), Utf8Order.INSTANCE);

  private final String name;
  private final Calls calls;
  private final Parts parts;

  /**
   * @param name of who answers for all stores
   */
  SideCalls(String name, Calls calls, Parts parts) {
    this.name = name;
    this.calls = calls;
    this.parts = parts;
  }

  Listed<MetricMetadata> metadata(
      List<Member> members, MetadataRequest request, QueryContext context) {
    Found<Listed<MetricMetadata>> found =
        ask(
            "metadata",
            able(members, context, Capability.METADATA),
            context,
            (member, own) -> member.store().metadata(request, own),
            Listed::completeness);
    return new Listed<>(
        MetadataUnion.of(found.answers().stream().map(Listed::values).toList(), request),
        new Completeness(found.outcomes()));
  }

  Listed<SeriesExemplars> exemplars(
      List<Member> members, ExemplarsRequest request, QueryContext context) {
    Found<Listed<SeriesExemplars>> found =
        ask(
            "exemplars",
            StoreChoice.of(name, members, context, info -> againstExemplars(info, request)),
            context,
            (member, own) -> member.store().exemplars(possible(member, request), own),
            Listed::completeness);
    ExemplarUnion union = new ExemplarUnion();
    for (Listed<SeriesExemplars> answer : found.answers()) {
      for (SeriesExemplars series : answer.values()) {
        union.add(Replicas.shown(series.labels(), context.scope()), series.exemplars());
      }
    }
    return new Listed<>(union.result(), new Completeness(found.outcomes()));
  }

  private static @Nullable String againstExemplars(StoreInfo info, ExemplarsRequest request) {
    if (!info.can(Capability.EXEMPLARS)) {
      return lacks(Capability.EXEMPLARS);
    }
    String reason = "the expression has no selector";
    for (List<Matcher> selector : request.selectors()) {
      String against = against(info, request, selector);
      if (against == null) {
        return null;
      }
      reason = against;
    }
    return reason;
  }

  private static @Nullable String against(
      StoreInfo info, ExemplarsRequest request, List<Matcher> selector) {
    return Pruning.reason(info, request.minTime(), request.maxTime(), selector);
  }

  /** Only what a store can have. */
  private static ExemplarsRequest possible(Member member, ExemplarsRequest request) {
    StoreInfo info = member.store().info();
    return request.withSelectors(
        request.selectors().stream()
            .filter(selector -> against(info, request, selector) == null)
            .toList());
  }

  Targets targets(List<Member> members, TargetsRequest request, QueryContext context) {
    Found<Targets> found =
        ask(
            "targets",
            able(members, context, Capability.TARGETS),
            context,
            (member, own) -> member.store().targets(request, own),
            Targets::completeness);
    return TargetUnion.of(found.answers(), context.scope())
        .withCompleteness(new Completeness(found.outcomes()));
  }

  /** Each entry once, by target and family. */
  Listed<TargetMetadata> targetMetadata(
      List<Member> members, TargetMetadataRequest request, QueryContext context) {
    Found<Listed<TargetMetadata>> found =
        ask(
            "target_metadata",
            able(members, context, Capability.TARGETS),
            context,
            (member, own) -> member.store().targetMetadata(request, own),
            Listed::completeness);
    List<TargetMetadata> united =
        found.answers().stream()
            .flatMap(answer -> answer.values().stream())
            .map(
                one ->
                    new TargetMetadata(
                        Replicas.shown(one.target(), context.scope()), one.metadata()))
            .distinct()
            .sorted(TARGET_METADATA_ORDER)
            .toList();
    return new Listed<>(united, new Completeness(found.outcomes()));
  }

  Listed<RuleGroup> rules(List<Member> members, RulesRequest request, QueryContext context) {
    Found<Listed<RuleGroup>> found =
        ask(
            "rules",
            able(members, context, Capability.RULES),
            context,
            (member, own) -> told(member, request, own),
            Listed::completeness);
    return new Listed<>(
        RuleUnion.of(found.answers().stream().map(Listed::values).toList(), context.scope()),
        new Completeness(found.outcomes()));
  }

  private static Listed<RuleGroup> told(Member member, RulesRequest request, QueryContext context) {
    Listed<RuleGroup> all = member.store().rules(request, context);
    List<String> store = List.of(member.name());
    return new Listed<>(
        all.values().stream().map(group -> group.of(store)).toList(), all.completeness());
  }

  /** Answers in the order of the members, and how whole they are. */
  private record Found<T>(List<T> answers, List<StoreOutcome> outcomes) {}

  private <T> Found<T> ask(
      String call,
      StoreChoice asked,
      QueryContext context,
      BiFunction<Member, QueryContext, T> question,
      Function<T, Completeness> completeness) {
    Found<T> found = new Found<>(new ArrayList<>(), new ArrayList<>(asked.notAsked()));
    for (Calls.Answer<T> answer :
        calls.ask(
            call,
            asked.members(),
            context,
            question,
            value -> completeness.apply(value).outcomes(),
            parts)) {
      found.answers().addAll(answer.value());
      found.outcomes().addAll(answer.outcomes());
    }
    return found;
  }

  private StoreChoice able(List<Member> members, QueryContext context, Capability capability) {
    return StoreChoice.of(
        name, members, context, info -> info.can(capability) ? null : lacks(capability));
  }

  private static String lacks(Capability capability) {
    return "it does not tell " + capability.name().toLowerCase(Locale.ROOT);
  }
}
