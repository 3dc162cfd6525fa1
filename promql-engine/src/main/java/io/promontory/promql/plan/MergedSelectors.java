package io.promontory.promql.plan;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Looks;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectHints.Buckets;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets selectors share a read of the stores.
 *
 * <p>Equal matchers share a read where their time ranges overlap by at least half of the shorter
 * one. A selector with the matchers of another one and more filters the read of that one where it
 * covers its time and is evaluated first: what is read then waits only as far as it passes the
 * filter. In the other order the whole wider read would have to wait, so both are read.
 */
final class MergedSelectors implements Pass {
  private final Set<String> dropped;

  /**
   * Takes the names of labels that matchers choose by and series come without: what is read cannot
   * be filtered by them.
   */
  MergedSelectors(Set<String> dropped) {
    this.dropped = dropped;
  }

  private static final class Read {
    private final int first;
    private final Set<Matcher> matchers;
    private SelectRequest request;

    Read(int first, SelectRequest request) {
      this.first = first;
      this.request = request;
      this.matchers = new HashSet<>(request.matchers());
    }

    boolean canServe(SelectRequest other, Set<String> dropped) {
      if (!Reductions.alike(request.hints(), other.hints())) {
        return false;
      }
      Set<Matcher> wanted = new HashSet<>(other.matchers());
      if (wanted.equals(matchers)) {
        long common =
            Math.min(request.maxTime(), other.maxTime())
                - Math.max(request.minTime(), other.minTime());
        long shorter =
            Math.min(request.maxTime() - request.minTime(), other.maxTime() - other.minTime());
        return common >= 0 && common >= shorter / 2;
      }
      return wanted.containsAll(matchers)
          && wanted.stream().allMatch(m -> matchers.contains(m) || !dropped.contains(m.name()))
          && request.minTime() <= other.minTime()
          && request.maxTime() >= other.maxTime();
    }

    void serve(SelectRequest other) {
      request =
          request
              .withTimes(
                  Math.min(request.minTime(), other.minTime()),
                  Math.max(request.maxTime(), other.maxTime()))
              .withHints(common(request.hints(), other.hints()));
    }

    /** One of two functions that are the same to downsampled data; else none. */
    private static String commonFunction(SelectHints a, SelectHints b) {
      return a.maxResolutionMs() > 0 || a.func().equals(b.func()) ? a.func() : "";
    }

    /** What is true of both uses. */
    private static SelectHints common(SelectHints a, SelectHints b) {
      return a.equals(b)
          ? a
          : new SelectHints(
                  Math.min(a.stepMs(), b.stepMs()), 0, commonFunction(a, b), List.of(), false)
              .withMaxResolution(a.maxResolutionMs())
              .withBuckets(a.buckets() == b.buckets() ? a.buckets() : Buckets.READ)
              .withLooks(commonLooks(a.looks(), b.looks()));
    }

    private static @Nullable Looks commonLooks(@Nullable Looks a, @Nullable Looks b) {
      return a == null || b == null ? null : a.and(b);
    }
  }

  @Override
  public Plan apply(Plan plan) {
    if (plan.selections().size() < 2) {
      return plan;
    }
    List<Read> reads = new ArrayList<>();
    int[] readOf = new int[plan.selections().size()];
    List<OptimisationNote> notes = new ArrayList<>();
    for (int selection : inOrderOfEvaluation(plan)) {
      SelectRequest request = plan.selections().get(selection).request();
      int read = find(reads, request, dropped);
      if (read < 0) {
        read = reads.size();
        reads.add(new Read(selection, request));
      } else {
        reads.get(read).serve(request);
        notes.add(note(selection, reads.get(read), request));
      }
      readOf[selection] = read;
    }
    return notes.isEmpty() ? plan : plan.reading(selections(plan, readOf), requests(reads), notes);
  }

  private static OptimisationNote note(int selection, Read read, SelectRequest request) {
    String how = read.matchers.size() == Set.copyOf(request.matchers()).size() ? "" : ", filtered";
    return new OptimisationNote(
        Optimisation.MERGED_SELECTORS,
        "selection " + selection + " reads what selection " + read.first + " reads" + how);
  }

  private static List<Integer> inOrderOfEvaluation(Plan plan) {
    List<Integer> order = new ArrayList<>();
    PlanWalk.forEach(
        plan.root(),
        node -> {
          int selection =
              switch (node) {
                case VectorNode.OnSelection n -> n.selection();
                case MatrixNode.RangeSelect n -> n.selection();
                default -> -1;
              };
          if (selection >= 0 && !order.contains(selection)) {
            order.add(selection);
          }
        });
    return order;
  }

  private static int find(List<Read> reads, SelectRequest request, Set<String> dropped) {
    for (int i = 0; i < reads.size(); i++) {
      if (reads.get(i).canServe(request, dropped)) {
        return i;
      }
    }
    return -1;
  }

  private static List<Selection> selections(Plan plan, int[] readOf) {
    List<Selection> selections = new ArrayList<>();
    for (int i = 0; i < readOf.length; i++) {
      selections.add(new Selection(plan.selections().get(i).request(), readOf[i]));
    }
    return selections;
  }

  private static List<SelectRequest> requests(List<Read> reads) {
    return reads.stream().map(read -> read.request).toList();
  }
}
