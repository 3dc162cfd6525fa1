package io.promontory.frontend.cli;

import io.promontory.objectstore.block.inspect.EncodingUse;
import io.promontory.objectstore.block.inspect.Inspection;
import io.promontory.objectstore.block.inspect.LabelUse;
import io.promontory.objectstore.block.inspect.MetricUse;
import io.promontory.objectstore.block.inspect.PairUse;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Shows what blocks consist of as tables. */
final class InspectionOutput {
  private InspectionOutput() {}

  /**
   * @param chunks whether chunks were read, so that samples are known
   */
  static void print(Inspection found, boolean chunks, PrintWriter out) {
    out.println(
        BlockFormat.count(found.blocks(), "block", "blocks")
            + " from "
            + BlockFormat.time(found.minTime())
            + " to "
            + BlockFormat.time(found.maxTime())
            + " UTC");
    out.println(
        found.series()
            + " series of "
            + BlockFormat.count(found.metrics(), "metric", "metrics")
            + ", "
            + BlockFormat.count(found.samples(), "sample", "samples")
            + " in "
            + BlockFormat.count(found.chunks(), "chunk", "chunks"));
    out.println(
        BlockFormat.bytes(found.chunkBytes())
            + " of chunks, "
            + BlockFormat.bytes(found.indexBytes())
            + " of index, "
            + BlockFormat.decimal(perSample(found.chunkBytes(), found.samples()))
            + " bytes of chunks a sample");
    metrics(found, chunks, out);
    table(
        "Labels with the most values",
        List.of("label", "values", "series", "bytes of values"),
        found.byLabel(),
        InspectionOutput::row,
        out);
    table(
        "Labels with the most series",
        List.of("label", "series"),
        found.byPair(),
        pair -> List.of(pair.name() + "=" + pair.value(), String.valueOf(pair.series())),
        out);
    table(
        "Churn: labels whose series are there for the least of the time",
        List.of("label", "series", "absent", "there on average"),
        found.churning(),
        InspectionOutput::churn,
        out);
    if (chunks) {
      encodings(found, out);
    }
  }

  private static void metrics(Inspection found, boolean chunks, PrintWriter out) {
    List<String> head = new ArrayList<>(List.of("metric", "series", "chunks", "bytes"));
    if (chunks) {
      head.addAll(List.of("samples", "bytes a sample"));
    }
    head.add("there on average");
    table("Metrics with the most series", head, found.byMetric(), one -> row(one, chunks), out);
  }

  private static List<String> row(MetricUse use, boolean chunks) {
    List<String> row =
        new ArrayList<>(
            List.of(
                use.metric().isEmpty() ? "(no name)" : use.metric(),
                String.valueOf(use.series()),
                String.valueOf(use.chunks()),
                BlockFormat.bytes(use.bytes())));
    if (chunks) {
      row.add(String.valueOf(use.samples()));
      row.add(BlockFormat.decimal(perSample(use.bytes(), use.samples())));
    }
    row.add(percent(use.lived()));
    return row;
  }

  private static List<String> row(LabelUse use) {
    return List.of(
        use.name(),
        String.valueOf(use.values()),
        String.valueOf(use.series()),
        BlockFormat.bytes(use.valueBytes()));
  }

  private static List<String> churn(PairUse use) {
    return List.of(
        use.name() + "=" + use.value(),
        String.valueOf(use.series()),
        BlockFormat.decimal(use.absent()),
        percent(1 - use.absent() / Math.max(1, use.series())));
  }

  private static void encodings(Inspection found, PrintWriter out) {
    table(
        "Encodings",
        List.of("encoding", "chunks", "samples", "bytes", "bytes a sample"),
        found.encodings(),
        InspectionOutput::encoding,
        out);
    table(
        "Samples of chunks",
        List.of("at most", "chunks"),
        List.copyOf(found.chunkSizes().entrySet()),
        InspectionOutput::size,
        out);
  }

  private static List<String> encoding(EncodingUse use) {
    return List.of(
        use.encoding(),
        String.valueOf(use.chunks()),
        String.valueOf(use.samples()),
        BlockFormat.bytes(use.bytes()),
        BlockFormat.decimal(perSample(use.bytes(), use.samples())));
  }

  private static List<String> size(Map.Entry<Integer, Long> size) {
    String most = size.getKey() == Integer.MAX_VALUE ? "more" : size.getKey().toString();
    return List.of(most, size.getValue().toString());
  }

  private static <T> void table(
      String title,
      List<String> head,
      List<T> uses,
      Function<T, List<String>> row,
      PrintWriter out) {
    if (!uses.isEmpty()) {
      out.println();
      out.println(title);
      TableOutput.print(Stream.concat(Stream.of(head), uses.stream().map(row)).toList(), out);
    }
  }

  private static double perSample(long bytes, long samples) {
    return samples == 0 ? 0 : (double) bytes / samples;
  }

  private static String percent(double part) {
    return Math.round(part * 100) + " %";
  }
}
