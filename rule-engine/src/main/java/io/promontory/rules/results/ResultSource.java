package io.promontory.rules.results;

import io.promontory.rules.group.LiveGroup;
import io.promontory.rules.group.RuleReport;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.memory.MemoryStore;
import java.util.List;
import java.util.function.Supplier;

/** The rules of this process as a store: their series, and their state. */
public final class ResultSource extends ForwardingStore {
  private final Supplier<List<LiveGroup>> groups;

  /**
   * @param groups in the order in which they are shown
   */
  public ResultSource(MemoryStore results, Supplier<List<LiveGroup>> groups) {
    super(() -> results, () -> {});
    this.groups = groups;
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    String name = info().name();
    context.checkAlive(name);
    List<RuleGroup> all = groups.get().stream().map(RuleReport::of).toList();
    return new Listed<>(
        request.of(all), Completeness.of(StoreOutcome.whole(name, StoreStats.ZERO)));
  }
}
