package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A store's self-description.
 *
 * @param name unique among the stores of one process; errors and warnings carry it
 * @param labelSets external labels; several where one store fronts several sources, empty where
 *     there are none
 * @param minTime earliest sample time, ms, inclusive; {@link Long#MIN_VALUE} where unknown or
 *     unbounded
 * @param maxTime latest sample time, ms, inclusive; {@link Long#MAX_VALUE} for live data
 */
public record StoreInfo(
    String name, List<Labels> labelSets, long minTime, long maxTime, Set<Capability> capabilities) {
  public StoreInfo {
    labelSets = List.copyOf(labelSets);
    capabilities = Set.copyOf(capabilities);
  }

  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  /** Answering nothing for what was announced would be silence. */
  void mustLack(Capability capability) {
    if (can(capability)) {
      throw new StoreException(
          name,
          StoreException.Kind.UNSUPPORTED,
          "it announces " + capability.name().toLowerCase(Locale.ROOT) + " and cannot tell them");
    }
  }
}
