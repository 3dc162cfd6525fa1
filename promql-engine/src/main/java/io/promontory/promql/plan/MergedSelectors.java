package io.promontory.promql.plan;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Looks;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectHints.Buckets;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  /** Each selector with an offset of its own adds one to the times that its read looks at. */
  private static final int MOST_LOOKS = 1_000;

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

    /** False where {@link #canServe} need not be asked. */
    boolean mayServe(SelectRequest other) {
      Looks looks = request.hints().looks();
      return request.minTime() <= other.maxTime()
          && request.maxTime() >= other.minTime()
          && (looks == null || looks.instants().size() < MOST_LOOKS);
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

  /** Reads under one of their matchers each, as whom they serve has all of them. */
  private static final class Reads {
    private final List<Read> all = new ArrayList<>();
    private final Map<Matcher, List<Integer>> byMatcher = new HashMap<>();

    private List<Integer> under(Matcher matcher) {
      return byMatcher.getOrDefault(matcher, List.of());
    }

    /** The number of the first read that can serve a request; -1 where none can. */
    int find(SelectRequest request, Set<String> dropped) {
      int first = all.size();
      for (Matcher matcher : request.matchers()) {
        for (int i : under(matcher)) {
          if (i >= first) {
            break;
          } else if (all.get(i).mayServe(request) && all.get(i).canServe(request, dropped)) {
            first = i;
          }
        }
      }
      return first == all.size() ? -1 : first;
    }

    void add(Read read) {
      read.matchers.stream()
          .min(Comparator.comparingInt(matcher -> under(matcher).size()))
          .ifPresent(
              rarest -> byMatcher.computeIfAbsent(rarest, m -> new ArrayList<>()).add(all.size()));
      all.add(read);
    }
  }

  private final Set<String> dropped;
  private final Runnable checkpoint;

  /**
   * @param dropped names of labels that matchers choose by and series come without: what is read
   *     cannot be filtered by them
   * @param checkpoint called for each selector
   */
  MergedSelectors(Set<String> dropped, Runnable checkpoint) {
    this.dropped = dropped;
    this.checkpoint = checkpoint;
  }

  @Override
  public Plan apply(Plan plan) {
    if (plan.selections().size() < 2) {
      return plan;
    }
    Reads reads = new Reads();
    int[] readOf = new int[plan.selections().size()];
    List<OptimisationNote> notes = new ArrayList<>();
    for (int selection : plan.selectionsInOrder()) {
      checkpoint.run();
      SelectRequest request = plan.selections().get(selection).request();
      int read = reads.find(request, dropped);
      if (read < 0) {
        read = reads.all.size();
        reads.add(new Read(selection, request));
      } else {
        reads.all.get(read).serve(request);
        notes.add(note(selection, reads.all.get(read), request));
      }
      readOf[selection] = read;
    }
    return notes.isEmpty()
        ? plan
        : plan.reading(selections(plan, readOf), requests(reads.all), notes);
  }

  private static OptimisationNote note(int selection, Read read, SelectRequest request) {
    String how = read.matchers.size() == Set.copyOf(request.matchers()).size() ? "" : ", filtered";
    return new OptimisationNote(
        Optimisation.MERGED_SELECTORS,
        "selection " + selection + " reads what selection " + read.first + " reads" + how);
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
