package io.promontory.it.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code go test -bench . -benchmem} printed, by the name of the benchmark; the fastest where
 * it ran several times.
 */
record PeerFigures(Map<String, Figure> figures) {
  /** Nanoseconds and bytes for each operation; bytes are NaN where they were not measured. */
  record Figure(double nanos, double bytes) {}

  static final PeerFigures NONE = new PeerFigures(Map.of());

  private static final Pattern LINE =
      Pattern.compile(
          "(Benchmark\\S+?)(?:-\\d+)?\\s+\\d+\\s+([0-9.]+) ns/op(?:.*?([0-9.]+) B/op)?.*");

  static PeerFigures read(Path file) throws IOException {
    Map<String, Figure> figures = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        double bytes = matcher.group(3) == null ? Double.NaN : Double.parseDouble(matcher.group(3));
        figures.merge(
            matcher.group(1),
            new Figure(Double.parseDouble(matcher.group(2)), bytes),
            (a, b) -> a.nanos <= b.nanos ? a : b);
      }
    }
    return new PeerFigures(figures);
  }

  @Nullable Figure of(BenchGroup group, BenchCase benchCase) {
    return figures.get(group.name() + "/" + benchCase.name());
  }
}
