package io.promontory.promql.exec;

import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.ast.Span;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Keeps annotations of a part of a query that stands in several places, to repeat for each. */
final class RecordedAnnotations implements Annotations {
  private record Note(boolean warning, String text, Span position) {}

  private record Monotonicity(
      String metricName, long timeMs, double min, double max, double difference, Span position) {}

  private final Set<Note> notes = ConcurrentHashMap.newKeySet();

  private record Overlap(String metricName, Span position) {}

  private final Map<Overlap, LongAdder> overlaps = new ConcurrentHashMap<>();
  private final Queue<Monotonicity> fixes = new ConcurrentLinkedQueue<>();

  @Override
  public void warning(String text, Span position) {
    notes.add(new Note(true, text, position));
  }

  @Override
  public void info(String text, Span position) {
    notes.add(new Note(false, text, position));
  }

  @Override
  public void forcedMonotonicity(
      String metricName,
      long timeMs,
      double minBucket,
      double maxBucket,
      double maxDifference,
      Span position) {
    fixes.add(new Monotonicity(metricName, timeMs, minBucket, maxBucket, maxDifference, position));
  }

  @Override
  public void startTimeOverlap(String metricName, Span position) {
    overlaps.computeIfAbsent(new Overlap(metricName, position), o -> new LongAdder()).increment();
  }

  /** Repeats all annotations, each at the position that stands for its own. */
  void replay(Annotations to, Map<Span, Span> positions) {
    for (Note note : notes) {
      Span position = positions.getOrDefault(note.position, note.position);
      if (note.warning) {
        to.warning(note.text, position);
      } else {
        to.info(note.text, position);
      }
    }
    for (Monotonicity fix : fixes) {
      to.forcedMonotonicity(
          fix.metricName,
          fix.timeMs,
          fix.min,
          fix.max,
          fix.difference,
          positions.getOrDefault(fix.position, fix.position));
    }
    overlaps.forEach(
        (overlap, times) -> {
          Span position = positions.getOrDefault(overlap.position, overlap.position);
          for (long i = times.sum(); i > 0; i--) {
            to.startTimeOverlap(overlap.metricName, position);
          }
        });
  }
}
