package io.promontory.objectstore.block.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promontory.objectstore.block.BlockFileName;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a {@link BlockMeta} says over the file that it was read from. What is as it was stays
 * untouched, so that a list keeps what is unknown of its elements unless it changed.
 */
final class MetaWriter {
  private final MetaReader reader = new MetaReader(new BlockFileName("new", "meta.json"));

  ObjectNode json(BlockMeta meta) {
    ObjectNode json = meta.unknown().copy();
    json.put("ulid", meta.ulid().toString());
    json.put("minTime", meta.minTime());
    json.put("maxTime", meta.maxTime());
    stats(child(json, "stats"), meta.stats());
    compaction(child(json, "compaction"), meta.compaction());
    json.put("version", 1);
    ThanosMeta thanos = meta.thanos();
    if (thanos != null) {
      thanos(child(json, "thanos"), thanos);
    } else {
      json.remove("thanos");
    }
    return json;
  }

  private void stats(ObjectNode json, BlockStats stats) {
    number(json, "numSamples", stats.samples());
    number(json, "numFloatSamples", stats.floatSamples());
    number(json, "numHistogramSamples", stats.histogramSamples());
    number(json, "numSeries", stats.series());
    number(json, "numChunks", stats.chunks());
    number(json, "numTombstones", stats.tombstones());
  }

  private void compaction(ObjectNode json, Compaction compaction) {
    json.put("level", compaction.level());
    list(json, "sources", compaction.sources(), reader::ulid);
    flag(json, "deletable", compaction.deletable());
    if (!reader.parents(json).equals(compaction.parents())) {
      objects(
          json,
          "parents",
          compaction.parents(),
          (node, parent) -> {
            node.put("ulid", parent.ulid().toString());
            node.put("minTime", parent.minTime());
            node.put("maxTime", parent.maxTime());
          });
    }
    flag(json, "failed", compaction.failed());
    list(json, "hints", compaction.hints(), reader::text);
  }

  private void thanos(ObjectNode json, ThanosMeta thanos) {
    boolean fresh = json.isEmpty();
    if (fresh) {
      json.put("version", 1);
    }
    ObjectNode labels = child(json, "labels");
    if (!reader.labels(labels).equals(thanos.labels())) {
      labels.removeAll();
      thanos.labels().toMap().forEach(labels::put);
    }
    child(json, "downsample").put("resolution", thanos.resolution());
    json.put("source", thanos.source());
    list(json, "segment_files", thanos.segmentFiles(), reader::text);
    if (!reader.files(json).equals(thanos.files())) {
      objects(
          json,
          "files",
          thanos.files(),
          (node, file) -> {
            node.put("rel_path", file.path());
            number(node, "size_bytes", file.size());
          });
    }
    if (!reader.rewrites(json).equals(thanos.rewrites())) {
      objects(
          json,
          "rewrites",
          thanos.rewrites(),
          (node, rewrite) -> list(node, "sources", rewrite.sources(), reader::ulid));
    }
    ObjectNode stats = child(json, "index_stats");
    number(stats, "series_max_size", thanos.mostSeriesBytes());
    number(stats, "chunk_max_size", thanos.mostChunkBytes());
    text(json, "upload_time", thanos.uploadTime());
  }

  private static ObjectNode child(ObjectNode json, String key) {
    return json.get(key) instanceof ObjectNode child ? child : json.putObject(key);
  }

  /** Zero is written as nothing. */
  private void number(ObjectNode json, String key, long value) {
    if (reader.number(json, key) != value) {
      if (value == 0) {
        json.remove(key);
      } else {
        json.put(key, value);
      }
    }
  }

  private static void flag(ObjectNode json, String key, boolean value) {
    if (json.path(key).asBoolean() != value) {
      json.put(key, value);
    }
  }

  private static void text(ObjectNode json, String key, @Nullable String value) {
    if (value == null) {
      json.remove(key);
    } else {
      json.put(key, value);
    }
  }

  private <T> void list(
      ObjectNode json, String key, List<T> values, Function<JsonNode, T> element) {
    if (reader.list(json, key, element).equals(values)) {
      return;
    }
    if (values.isEmpty()) {
      json.remove(key);
    } else {
      var array = json.putArray(key);
      values.forEach(value -> array.add(String.valueOf(value)));
    }
  }

  private static <T> void objects(
      ObjectNode json, String key, List<T> values, BiConsumer<ObjectNode, T> fill) {
    if (values.isEmpty()) {
      json.remove(key);
    } else {
      var array = json.putArray(key);
      values.forEach(value -> fill.accept(array.addObject(), value));
    }
  }
}
