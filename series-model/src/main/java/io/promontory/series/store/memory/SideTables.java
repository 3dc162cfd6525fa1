package io.promontory.series.store.memory;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Exemplar;
import io.promontory.series.store.ExemplarUnion;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a store knows beside its samples: exemplars, targets and rules. */
final class SideTables {
  private final ExternalLabels external;
  private final Map<Labels, List<Exemplar>> exemplars = new TreeMap<>();
  private final List<RuleGroup> groups = new ArrayList<>();
  private Targets targets = Targets.NONE;

  /**
   * @param external added to every label set given
   */
  SideTables(ExternalLabels external) {
    this.external = external;
  }

  synchronized void put(Labels series, Exemplar exemplar) {
    exemplars.computeIfAbsent(external.addTo(series), key -> new ArrayList<>()).add(exemplar);
  }

  synchronized void put(RuleGroup group) {
    groups.add(group.relabelled(external::addTo));
  }

  synchronized void set(Targets others) {
    targets = others.relabelled(external::addTo);
  }

  synchronized List<SeriesExemplars> find(ExemplarsRequest request) {
    ExemplarUnion found = new ExemplarUnion();
    exemplars.forEach(
        (labels, all) -> {
          if (request.selectors().stream().anyMatch(selector -> matches(selector, labels))) {
            found.add(
                labels,
                all.stream()
                    .filter(one -> one.timestamp() >= request.minTime())
                    .filter(one -> one.timestamp() <= request.maxTime())
                    .toList());
          }
        });
    return found.result();
  }

  private static boolean matches(List<Matcher> selector, Labels labels) {
    return selector.stream().allMatch(m -> m.matches(labels.getOrEmpty(m.name())));
  }

  synchronized List<RuleGroup> find(RulesRequest request) {
    return request.of(groups);
  }

  synchronized Targets find(TargetsRequest request) {
    return targets.asked(request);
  }
}
