package io.promontory.promql.plan;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Billing;
import io.promontory.series.store.Density;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Estimates what one store bills, in samples.
 *
 * <p>Who evaluates counts the samples of each window at each step, however much windows overlap;
 * one for each step of an instant selector; of a subquery its steps in place of the samples below.
 * What does not change from step to step is counted at each. (So Prometheus counts {@code
 * totalQueryableSamples}, and Amazon bills.) Who reads pays for each sample once. Instant selectors
 * are asked for their values at the steps either way.
 */
final class Bills {
  /** How much dearer the store's answer may be, which is shorter than its samples. */
  private static final double WORTH = 1.02;

  private final List<SelectRequest> requests;
  private final Billing billing;

  Bills(List<SelectRequest> requests, Billing billing) {
    this.requests = requests;
    this.billing = billing;
  }

  /** Of the store evaluating a node at all of its steps. */
  double evaluated(PlanNode node) {
    return switch (node) {
      case VectorNode.OnSelection n -> n.grid().count() * density(n.selection()).series();
      case VectorNode.RangeCall n ->
          n.grid().count() * window(n.input())
              + n.scalars().stream().mapToDouble(this::evaluated).sum();
      case VectorNode.Repeat n -> n.grid().count() * evaluated(n.once());
      case ScalarNode.Repeat n -> n.grid().count() * evaluated(n.once());
      default -> PlanWalk.children(node).stream().mapToDouble(this::evaluated).sum();
    };
  }

  /** As {@link #evaluated(PlanNode)}, where only some steps are billed. */
  double evaluated(VectorNode node, PartQuery query) {
    return evaluated(node) / node.grid().count() * billing.evaluatedSteps(query);
  }

  /** True where the store's own evaluation is to be preferred. */
  static boolean isWorth(double evaluated, double read) {
    return evaluated <= WORTH * read;
  }

  /** True where it is best to read all of a node's windows, which have samples in common. */
  boolean isReadTogether(PlanNode node) {
    return read(node) < apart(node);
  }

  /** Of evaluating a node here, where each selector is read or evaluated with its function. */
  double apart(PlanNode node) {
    return switch (node) {
      case VectorNode.OnSelection n -> evaluated(n);
      case VectorNode.RangeCall n ->
          Math.min(evaluated(n), PlanWalk.children(n).stream().mapToDouble(this::apart).sum());
      case MatrixNode.RangeSelect n -> read(requests.get(n.selection()));
      default -> PlanWalk.children(node).stream().mapToDouble(this::apart).sum();
    };
  }

  /** Of reading all samples in windows, those that several selectors want once. */
  double read(PlanNode node) {
    List<SelectRequest> reads = new ArrayList<>();
    double[] instants = new double[1];
    PlanWalk.forEach(
        node,
        below -> {
          switch (below) {
            case MatrixNode.RangeSelect n -> unite(reads, requests.get(n.selection()));
            case VectorNode.OnSelection n -> instants[0] += evaluated(n);
            default -> {}
          }
        });
    return instants[0] + reads.stream().mapToDouble(this::read).sum();
  }

  /** False where all that matches has been seen before. */
  boolean isGuess(PlanNode node) {
    boolean[] guess = new boolean[1];
    PlanWalk.forEach(
        node,
        below -> {
          switch (below) {
            case MatrixNode.RangeSelect n -> guess[0] |= !density(n.selection()).seen();
            case VectorNode.OnSelection n -> guess[0] |= !density(n.selection()).seen();
            default -> {}
          }
        });
    return guess[0];
  }

  private double window(MatrixNode input) {
    return switch (input) {
      case MatrixNode.RangeSelect n ->
          density(n.selection()).samples(n.rangeMs() + n.reach().beforeMs() + n.reach().afterMs());
      case MatrixNode.OfSubquery n ->
          results(n.input()) * Math.ceil((double) n.rangeMs() / n.input().grid().stepMs());
    };
  }

  /**
   * How many series a vector may have: groups are taken to be the root of what they are made of.
   */
  private double results(VectorNode node) {
    return switch (node) {
      case VectorNode.OnSelection n -> density(n.selection()).series();
      case VectorNode.RangeCall n ->
          n.input() instanceof MatrixNode.RangeSelect select
              ? density(select.selection()).series()
              : results(((MatrixNode.OfSubquery) n.input()).input());
      case VectorNode.Aggregate n ->
          n.grouping().isEmpty() && !n.without() ? 1 : Math.sqrt(results(n.input()));
      case VectorNode.OnPair n -> Math.max(results(n.left()), results(n.right()));
      case VectorNode.OnInput n -> results(n.input());
      case VectorNode.Repeat n -> results(n.once());
      case VectorNode.OfScalar n -> 1;
      case VectorNode.Empty n -> 0;
      case VectorNode.Pushed n -> 1;
    };
  }

  private double read(SelectRequest request) {
    return billing.density(request.matchers()).samples(billing.readMs(request));
  }

  private Density density(int selection) {
    return billing.density(requests.get(selection).matchers());
  }

  /** Adds a read, or widens one that has all of its series. */
  private static void unite(List<SelectRequest> reads, SelectRequest request) {
    Set<Matcher> wanted = new HashSet<>(request.matchers());
    for (int i = 0; i < reads.size(); i++) {
      SelectRequest other = reads.get(i);
      if (wanted.containsAll(other.matchers())) {
        reads.set(
            i,
            other.withTimes(
                Math.min(other.minTime(), request.minTime()),
                Math.max(other.maxTime(), request.maxTime())));
        return;
      }
    }
    reads.add(request);
  }
}
