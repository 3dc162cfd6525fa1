package io.promontory.frontend.federation;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesMerge;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The merged series of endpoints that hold the same data; its end fails where no endpoint answered.
 */
final class GroupSet implements SeriesSet {
  private final String group;
  private final List<SeriesMerge.Source> endpoints;
  private final QueryContext context;
  private final SeriesSet merged;

  /**
   * @param endpoints whose sets end where their endpoint fails
   * @param context by whose deadline the endpoints had to answer
   */
  GroupSet(String group, List<SeriesMerge.Source> endpoints, QueryContext context) {
    this.group = group;
    this.endpoints = endpoints;
    this.context = context;
    this.merged = SeriesMerge.ofStores(endpoints);
  }

  @Override
  public @Nullable Series next() {
    Series series = merged.next();
    if (series == null) {
      StoreOutcome unused = GroupOutcome.checked(group, told(), context);
    }
    return series;
  }

  @Override
  public Completeness completeness() {
    return Completeness.of(GroupOutcome.of(group, told()));
  }

  /** Who has nothing to tell has answered wholly. */
  private Completeness told() {
    List<StoreOutcome> all = new ArrayList<>();
    for (SeriesMerge.Source endpoint : endpoints) {
      List<StoreOutcome> outcomes = endpoint.set().completeness().outcomes();
      all.addAll(
          outcomes.isEmpty()
              ? List.of(StoreOutcome.whole(endpoint.store(), StoreStats.ZERO))
              : outcomes);
    }
    return new Completeness(all);
  }

  @Override
  public void close() {
    merged.close();
  }
}
