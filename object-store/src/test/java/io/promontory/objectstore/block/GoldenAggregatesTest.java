package io.promontory.objectstore.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.objectstore.block.chunks.AggregateChunk;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.series.chunk.Aggregate;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SampleDigest;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunks of downsampled blocks are taken apart as recorded. */
class GoldenAggregatesTest {
  static Stream<JsonNode> lines() {
    return Reference.present()
        ? JsonLines.reference("golden", "aggregates", "thanos-aggr.jsonl").stream()
        : Stream.of();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("lines")
  void aggregatesAreEqual(JsonNode line) {
    BlockReader block = GoldenBlocks.open(line);
    assertThat(block.meta().resolution()).isEqualTo(line.get("resolution").asLong());
    line.get("externalLabels")
        .properties()
        .forEach(
            label ->
                assertThat(block.meta().externalLabels().get(label.getKey()))
                    .isEqualTo(label.getValue().asText()));
    long ref = line.get("ref").asLong();
    SeriesEntry entry = new SeriesEntry();
    find(block, line, entry);
    int at = line.get("chunkIndex").asInt();
    assertThat(entry.chunkCount()).isEqualTo(line.get("chunksOfSeries").asInt());
    assertThat(entry.ref(at)).isEqualTo(ref);
    assertThat(entry.minTime(at)).isEqualTo(line.get("minTime").asLong());
    assertThat(entry.maxTime(at)).isEqualTo(line.get("maxTime").asLong());
    ChunkRecord record = block.segments().read(ref);
    assertThat(record.length()).isEqualTo(line.get("bytes").asInt());
    AggregateChunk chunk =
        AggregateChunk.parse(
            record, entry.minTime(at), entry.maxTime(at), block.segments().file(ref).name(), 0);
    for (Aggregate aggregate : Aggregate.values()) {
      String name = aggregate.name().toLowerCase(Locale.ROOT);
      check(chunk.get(aggregate), line.get("aggregates").path(name), name);
    }
  }

  private static void find(BlockReader block, JsonNode line, SeriesEntry entry) {
    for (int id : block.index().postings("__name__", line.at("/labels/__name__").asText())) {
      block.index().series(id, entry);
      var labels = block.index().labels(entry);
      boolean equal = labels.size() == line.get("labels").size();
      for (var label : line.get("labels").properties()) {
        equal &= label.getValue().asText().equals(labels.get(label.getKey()));
      }
      if (equal) {
        return;
      }
    }
    throw new AssertionError("no series " + line.get("labels"));
  }

  private static void check(Chunk chunk, JsonNode expected, String name) {
    if (expected.isMissingNode() || expected.isNull()) {
      assertThat(chunk).as(name).isNull();
      return;
    }
    assertThat(chunk.encoding().code()).isEqualTo(expected.get("encoding").asInt());
    SampleColumns samples = new SampleDigest().decode(chunk);
    JsonNode list = expected.get("samples");
    assertThat(samples.size).as(name).isEqualTo(expected.path("sampleCount").asInt(list.size()));
    assertThat(chunk.minTime()).isLessThanOrEqualTo(samples.timestamps[0]);
    for (int i = 0; i < list.size(); i++) {
      assertThat(samples.timestamps[i]).isEqualTo(list.get(i).get(0).asLong());
      JsonNode value = list.get(i).get(1);
      if (value.isTextual()) {
        assertThat((Double) samples.values[i]).as(name).isEqualTo((Double) number(value));
      } else {
        check(samples.histograms[i], value);
      }
    }
  }

  private static void check(FloatHistogram histogram, JsonNode expected) {
    assertThat(histogram.count()).isEqualTo(number(expected.get("count")));
    assertThat(histogram.sum()).isEqualTo(number(expected.get("sum")));
    assertThat(histogram.zeroCount()).isEqualTo(number(expected.get("zeroCount")));
    assertThat(histogram.layout().zeroThreshold()).isEqualTo(number(expected.get("zeroThreshold")));
    assertThat(histogram.layout().schema()).isEqualTo(expected.get("schema").asInt());
    int positive = histogram.layout().positiveBuckets();
    double[] buckets = histogram.buckets();
    assertThat(Arrays.copyOf(buckets, positive))
        .isEqualTo(numbers(expected.get("positiveBuckets")));
    assertThat(Arrays.copyOfRange(buckets, positive, buckets.length))
        .isEqualTo(numbers(expected.get("negativeBuckets")));
    assertThat(histogram.layout().positiveSpans()).isEqualTo(spans(expected, "positiveSpans"));
    assertThat(histogram.layout().negativeSpans()).isEqualTo(spans(expected, "negativeSpans"));
  }

  private static int[] spans(JsonNode expected, String key) {
    return StreamSupport.stream(expected.get(key).spliterator(), false)
        .flatMapToInt(span -> Arrays.stream(new int[] {span.get(0).asInt(), span.get(1).asInt()}))
        .toArray();
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(GoldenAggregatesTest::number)
        .toArray();
  }

  private static double number(JsonNode text) {
    return switch (text.asText()) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text.asText());
    };
  }
}
