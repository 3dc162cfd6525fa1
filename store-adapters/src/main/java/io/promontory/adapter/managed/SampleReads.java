package io.promontory.adapter.managed;

import io.promontory.adapter.managed.Windows.Window;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Looks;
import io.promontory.series.store.Looks.Instants;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a request asks for in the way that fits how it is looked at: as samples, as what is
 * seen at given times, or both.
 */
final class SampleReads {
  /** Told where nobody says when samples are looked at. */
  private static final String NO_MARKERS =
      "samples come without stale markers, which the query API does not carry: series that ended"
          + " look alive for as long as a reader looks back";

  private final RawReads raw;
  private final GridReads grids;

  SampleReads(RawReads raw, GridReads grids) {
    this.raw = raw;
    this.grids = grids;
  }

  /** The series, by their labels at the endpoint. */
  TreeMap<Labels, List<Chunk>> read(
      SentSelector selector, SelectRequest request, QueryContext context, Tally tally) {
    try {
      return read(selector.text(), request, context, tally);
    } catch (StoreException e) {
      boolean unknownSyntax =
          e.kind() == Kind.BAD_REQUEST && String.valueOf(e.getMessage()).contains("parse error");
      if (!unknownSyntax || selector.text().equals(selector.legacy())) {
        throw e;
      }
      return selector.legacy() == null
          ? new TreeMap<>()
          : read(selector.legacy(), request, context, tally);
    }
  }

  private TreeMap<Labels, List<Chunk>> read(
      String selector, SelectRequest request, QueryContext context, Tally tally) {
    Looks looks = request.hints().looks();
    if (looks == null) {
      tally.note(NO_MARKERS);
    }
    List<Instants> instants = looks == null ? List.of() : within(looks.instants(), request);
    if (looks != null
        && !looks.samplesToo()
        && request.withoutReplicaLabels().isEmpty()
        && looks.instants().stream().noneMatch(grid -> looksBackAt(request.maxTime(), grid))) {
      return marked(null, selector, instants, context, tally);
    }
    Window stretch = new Window(request.minTime(), request.maxTime());
    TreeMap<Labels, List<Chunk>> samples = raw.read(selector, stretch, context, tally).series();
    return instants.isEmpty() ? samples : marked(samples, selector, instants, context, tally);
  }

  /** Whether a time of a grid behind the end of a request sees samples in front of that end. */
  private static boolean looksBackAt(long maxTime, Instants grid) {
    long step = grid.stepMs();
    long next =
        grid.firstMs() > maxTime
            ? grid.firstMs()
            : grid.firstMs() + ((maxTime - grid.firstMs()) / step + 1) * step;
    return next <= grid.lastMs() && next - grid.lookbackMs() < maxTime;
  }

  private static List<Instants> within(List<Instants> grids, SelectRequest request) {
    List<Instants> within = new ArrayList<>();
    for (Instants grid : grids) {
      Instants cut = GridReads.within(grid, request.minTime(), request.maxTime());
      if (cut != null) {
        within.add(cut);
      }
    }
    return within;
  }

  private TreeMap<Labels, List<Chunk>> marked(
      @Nullable TreeMap<Labels, List<Chunk>> samples,
      String selector,
      List<Instants> instants,
      QueryContext context,
      Tally tally) {
    List<Map<Labels, SampleColumns>> answers = new ArrayList<>();
    for (Instants grid : instants) {
      answers.add(grids.read(selector, grid, context, tally));
    }
    TreeMap<Labels, List<Chunk>> all = new TreeMap<>();
    if (samples == null) {
      answers.forEach(answer -> answer.keySet().forEach(labels -> all.put(labels, List.of())));
    } else {
      all.putAll(samples);
    }
    SampleColumns columns = new SampleColumns();
    SeriesDecoder decoder = new SeriesDecoder();
    all.replaceAll(
        (labels, chunks) -> {
          if (samples != null) {
            columns.clear();
            decoder.decode(chunks, Long.MIN_VALUE, Long.MAX_VALUE, columns);
          }
          return Markers.chunks(samples == null ? null : columns, instants, seen(answers, labels));
        });
    return all;
  }

  private static List<SampleColumns> seen(List<Map<Labels, SampleColumns>> answers, Labels labels) {
    List<SampleColumns> seen = new ArrayList<>();
    for (Map<Labels, SampleColumns> answer : answers) {
      SampleColumns columns = answer.get(labels);
      seen.add(columns == null ? new SampleColumns() : columns);
    }
    return seen;
  }
}
