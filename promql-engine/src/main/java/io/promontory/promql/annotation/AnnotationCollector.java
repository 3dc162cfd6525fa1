package io.promontory.promql.annotation;

import io.promontory.promql.ast.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The annotations of one query. Of equal texts at several positions the last position in the query
 * is shown, of merged notes the first, whatever the order of arrival.
 */
public final class AnnotationCollector implements Annotations {
  private static final Comparator<Map.Entry<String, ? extends Note>> READING_ORDER =
      Comparator.<Map.Entry<String, ? extends Note>>comparingInt(e -> e.getValue().start())
          .thenComparing(Map.Entry::getKey);

  /** What is shown behind a text. */
  private sealed interface Note {
    /** Byte offset in the query. */
    int start();

    /** The notes of two places in one. */
    Note merge(Note other);

    /** Details between text and position. */
    String details();
  }

  private record Plain(int start) implements Note {
    @Override
    public Note merge(Note other) {
      return other.start() > start ? other : this;
    }

    @Override
    public String details() {
      return "";
    }
  }

  private record Monotonicity(int start, MonotonicityFixes fixes) implements Note {
    @Override
    public Note merge(Note other) {
      return other instanceof Monotonicity that
          ? new Monotonicity(Math.min(start, that.start), fixes.plus(that.fixes))
          : this;
    }

    @Override
    public String details() {
      return fixes.toString();
    }
  }

  private record Overlaps(int start, long count) implements Note {
    @Override
    public Note merge(Note other) {
      return other instanceof Overlaps that
          ? new Overlaps(Math.min(start, that.start), count + that.count)
          : this;
    }

    @Override
    public String details() {
      return count == 1 ? "" : " (" + count + " occurrences)";
    }
  }

  private final Map<String, Note> warnings = new ConcurrentHashMap<>();
  private final Map<String, Note> infos = new ConcurrentHashMap<>();

  @Override
  public void warning(String text, Span position) {
    warnings.merge(text, new Plain(position.start()), Note::merge);
  }

  @Override
  public void info(String text, Span position) {
    infos.merge(text, new Plain(position.start()), Note::merge);
  }

  @Override
  public void forcedMonotonicity(
      String metricName,
      long timeMs,
      double minBucket,
      double maxBucket,
      double maxDifference,
      Span position) {
    MonotonicityFixes fixes =
        new MonotonicityFixes(timeMs, timeMs, minBucket, maxBucket, maxDifference, 1);
    infos.merge(
        AnnotationTexts.withMetricName(AnnotationTexts.FORCED_MONOTONICITY, metricName),
        new Monotonicity(position.start(), fixes),
        Note::merge);
  }

  @Override
  public void startTimeOverlap(String metricName, Span position) {
    warnings.merge(
        AnnotationTexts.startTimeOverlap(metricName),
        new Overlaps(position.start(), 1),
        Note::merge);
  }

  /**
   * The warnings with prefix and position, in order of position.
   *
   * @param query the text the positions point into
   */
  public List<String> warnings(String query) {
    return render("warning", warnings, query);
  }

  /** The infos with prefix and position, like {@link #warnings}. */
  public List<String> infos(String query) {
    return render("info", infos, query);
  }

  private static List<String> render(String level, Map<String, Note> notes, String query) {
    LineColumns positions = new LineColumns(query);
    return notes.entrySet().stream()
        .sorted(READING_ORDER)
        .map(e -> line(level, e.getKey(), e.getValue(), positions))
        .toList();
  }

  private static String line(String level, String text, Note note, LineColumns positions) {
    return "PromQL "
        + level
        + ": "
        + text
        + note.details()
        + " ("
        + positions.of(note.start())
        + ")";
  }
}
