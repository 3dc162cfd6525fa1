package io.promontory.promql.pushdown;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Authority;
import io.promontory.series.store.Billing;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stores that evaluate, each with labels that only we know, beside all of their samples in one
 * place.
 */
final class Shards extends ForwardingStore implements AutoCloseable {
  private final MemoryStore all;
  private final Engine engine = engine(Optimisation.allBut(Set.of(Optimisation.PUSHDOWN)));
  private final List<MemoryStore> bare = new ArrayList<>();
  final List<EvaluatingPart> parts = new ArrayList<>();

  Shards(Labels... hidden) {
    this(Set.of(), hidden);
  }

  Shards(Set<String> uncertain, Labels... hidden) {
    this(new MemoryStore("all", Labels.EMPTY), uncertain, hidden);
  }

  private Shards(MemoryStore all, Set<String> uncertain, Labels... hidden) {
    super(all);
    this.all = all;
    for (Labels labels : hidden) {
      MemoryStore store = new MemoryStore("s" + bare.size(), Labels.EMPTY);
      parts.add(new EvaluatingPart("s" + bare.size(), store, labels, uncertain, engine));
      bare.add(store);
    }
  }

  /** The first shard with an authority of its own, which bills; the others as ever. */
  static Shards managed(Authority authority, Billing billing, Labels... hidden) {
    Shards shards = new Shards(hidden);
    EvaluatingPart first = shards.parts.getFirst();
    shards.parts.set(
        0,
        new EvaluatingPart(
            "s0",
            shards.bare.getFirst(),
            first.part().hidden(),
            Set.of(),
            shards.engine,
            authority,
            billing));
    return shards;
  }

  static Engine engine(Set<Optimisation> on) {
    return new Engine(
        new EngineOptions(
            Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.ALL_SYNTAX, 2, on));
  }

  void append(int shard, Labels labels, long timeMs, double value) {
    bare.get(shard).append(labels, timeMs, value);
    all.append(here(shard, labels), timeMs, value);
  }

  void append(int shard, Labels labels, long timeMs, FloatHistogram value) {
    bare.get(shard).append(labels, timeMs, value);
    all.append(here(shard, labels), timeMs, value);
  }

  private Labels here(int shard, Labels labels) {
    Labels here = labels;
    Labels hidden = parts.get(shard).part().hidden();
    for (int i = 0; i < hidden.size(); i++) {
      here = here.with(hidden.name(i), hidden.value(i));
    }
    return here;
  }

  /** All expressions that shards were asked for. */
  Stream<String> asked() {
    return parts.stream().flatMap(part -> part.asked.stream()).map(query -> query.expression());
  }

  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return parts.stream()
        .map(EvaluatingPart::part)
        .filter(part -> canMatch(part.hidden(), request.matchers()))
        .toList();
  }

  private static boolean canMatch(Labels hidden, List<Matcher> matchers) {
    return matchers.stream()
        .allMatch(m -> !hidden.has(m.name()) || m.matches(hidden.getOrEmpty(m.name())));
  }

  @Override
  public void close() {
    engine.close();
    super.close();
  }
}
