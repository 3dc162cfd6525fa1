package io.promontory.promql.annotation;

import io.promontory.promql.ast.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The annotations of one query. Of equal texts at several positions the last position in the query
 * is shown, of merged notes the first, whatever the order of arrival.
 */
public final class AnnotationCollector implements Annotations {
  /** How many annotations of each level Prometheus' API shows. */
  public static final int API_LIMIT = 10;

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
   * @param limit most to show, the rest becomes a count; 0 for all
   */
  public List<String> warnings(String query, int limit) {
    return render("warning", warnings, query, limit);
  }

  /** The infos with prefix and position, like {@link #warnings}. */
  public List<String> infos(String query, int limit) {
    return render("info", infos, query, limit);
  }

  private static List<String> render(
      String level, Map<String, Note> notes, String query, int limit) {
    byte[] utf8 = query.getBytes(StandardCharsets.UTF_8);
    int shown = limit == 0 ? notes.size() : Math.min(limit, notes.size());
    List<String> lines = new ArrayList<>();
    notes.entrySet().stream()
        .sorted(READING_ORDER)
        .limit(shown)
        .forEach(e -> lines.add(line(level, e.getKey(), e.getValue(), utf8)));
    if (shown < notes.size()) {
      lines.add((notes.size() - shown) + " more " + level + " annotations omitted");
    }
    return lines;
  }

  private static String line(String level, String text, Note note, byte[] query) {
    return "PromQL "
        + level
        + ": "
        + text
        + note.details()
        + " ("
        + position(query, note.start())
        + ")";
  }

  /** {@code line:column}, both from 1, columns in bytes. */
  private static String position(byte[] query, int start) {
    if (query.length == 0) {
      return "unknown position";
    } else if (start < 0 || start > query.length) {
      return "invalid position";
    }
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < start; i++) {
      if (query[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return line + ":" + (start - lineStart + 1);
  }
}
