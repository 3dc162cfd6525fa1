package io.promontory.promql.plan;

import io.promontory.series.store.Authority;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StorePart;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who holds what the selectors of a plan match, as far as that evaluates PromQL. */
final class Holders {
  /** Who holds all that is below a node: nothing is, one does, or several do or nobody knows. */
  private record Held(boolean any, @Nullable StorePart sole) {
    static final Held NOTHING = new Held(false, null);
    static final Held BY_SEVERAL = new Held(true, null);

    Held and(Held other) {
      if (!any || !other.any) {
        return any ? this : other;
      }
      return sole != null
              && other.sole != null
              && sole.store().equals(other.sole.store())
              && sole.hidden().equals(other.sole.hidden())
          ? this
          : BY_SEVERAL;
    }
  }

  private final List<SelectRequest> requests;
  private final Function<SelectRequest, List<StorePart>> parts;
  private final Map<SelectRequest, List<StorePart>> known = new HashMap<>();
  private final Map<PlanNode, Held> held = new IdentityHashMap<>();

  Holders(List<SelectRequest> requests, Function<SelectRequest, List<StorePart>> parts) {
    this.requests = requests;
    this.parts = parts;
  }

  /**
   * The parts of what a selection matches: the same for the same series, whatever is done to them.
   */
  List<StorePart> of(int selection) {
    SelectRequest request = requests.get(selection);
    SelectRequest plain =
        SelectRequest.of(request.minTime(), request.maxTime(), request.matchers());
    return known.computeIfAbsent(plain, parts);
  }

  /** The one that holds all series below a node alone, if its own answer counts. */
  @Nullable StorePart authority(PlanNode node) {
    return held(node).sole();
  }

  private Held held(PlanNode node) {
    Held before = held.get(node);
    if (before != null) {
      return before;
    }
    Held all =
        switch (node) {
          case VectorNode.OnSelection n -> heldBy(of(n.selection()));
          case MatrixNode.RangeSelect n -> heldBy(of(n.selection()));
          case VectorNode.Info n -> Held.BY_SEVERAL;
          default -> {
            Held below = Held.NOTHING;
            for (PlanNode child : PlanWalk.children(node)) {
              below = below.and(held(child));
            }
            yield below;
          }
        };
    held.put(node, all);
    return all;
  }

  private static Held heldBy(List<StorePart> parts) {
    return parts.size() == 1 && parts.getFirst().authority() != Authority.SAMPLES
        ? new Held(true, parts.getFirst())
        : Held.BY_SEVERAL;
  }
}
