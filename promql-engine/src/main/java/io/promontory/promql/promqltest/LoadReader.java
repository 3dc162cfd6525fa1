package io.promontory.promql.promqltest;

import io.promontory.promql.parse.DescribedSeries;
import io.promontory.promql.promqltest.Command.Load;
import io.promontory.promql.promqltest.Command.LoadedSeries;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the block of a {@code load}. */
final class LoadReader {
  private LoadReader() {}

  static Load read(String line, ScriptLines lines) {
    Words words = new Words(line);
    String command = words.next();
    boolean customBuckets = command.equals("load_with_nhcb");
    if (!customBuckets && !command.equals("load")) {
      throw lines.error("\"" + command + "\" is no command; there is load and load_with_nhcb");
    }
    long step = lines.duration(words.rest());
    int number = lines.number();
    Map<Labels, LoadedSeries> series = new LinkedHashMap<>();
    while (lines.inBlock()) {
      LoadedSeries loaded = series(lines);
      series.put(loaded.labels(), loaded);
    }
    return new Load(number, step, customBuckets, List.copyOf(series.values()));
  }

  private static LoadedSeries series(ScriptLines lines) {
    String line = lines.next();
    String head = new Words(line).next();
    if (!head.endsWith("@st") || head.length() == line.length()) {
      DescribedSeries samples = SeriesLine.parse(line, lines);
      return new LoadedSeries(samples.labels(), samples.values(), null);
    }
    DescribedSeries start =
        SeriesLine.parse(head.substring(0, head.length() - "@st".length()) + " _", lines);
    List<@Nullable Long> offsets = StartOffsets.parse(line.substring(head.length()), lines);
    if (!lines.inBlock()) {
      throw lines.error("a line of start times needs a line of samples behind it");
    }
    DescribedSeries samples = SeriesLine.parse(lines.next(), lines);
    if (!samples.labels().equals(start.labels()) || samples.values().size() != offsets.size()) {
      throw lines.error("start times and samples differ in labels or number");
    }
    return new LoadedSeries(samples.labels(), samples.values(), new ArrayList<>(offsets));
  }
}
