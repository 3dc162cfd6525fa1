package io.promontory.objectstore.block.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes a block's meta.json apart. Keys that are missing count as zero, as Go has it. */
final class MetaReader {
  private final BlockFileName name;

  MetaReader(BlockFileName name) {
    this.name = name;
  }

  BlockMeta meta(ObjectNode json) {
    long version = number(json, "version");
    if (version != 1) {
      throw corrupt("has version " + version + "; only 1 can be read");
    }
    long minTime = number(json, "minTime");
    long maxTime = number(json, "maxTime");
    if (maxTime < minTime) {
      throw corrupt("spans the time from " + minTime + " to " + maxTime);
    }
    JsonNode thanos = child(json, "thanos");
    return new BlockMeta(
        ulid(json.path("ulid")),
        minTime,
        maxTime,
        stats(child(json, "stats")),
        compaction(child(json, "compaction")),
        thanos.isMissingNode() ? null : thanos(thanos),
        new UnknownKeys(json));
  }

  BlockStats stats(JsonNode json) {
    return new BlockStats(
        number(json, "numSamples"),
        number(json, "numFloatSamples"),
        number(json, "numHistogramSamples"),
        number(json, "numSeries"),
        number(json, "numChunks"),
        number(json, "numTombstones"));
  }

  private Compaction compaction(JsonNode json) {
    return new Compaction(
        Math.clamp(number(json, "level"), 0, Integer.MAX_VALUE),
        list(json, "sources", this::ulid),
        flag(json, "deletable"),
        parents(json),
        flag(json, "failed"),
        list(json, "hints", this::text));
  }

  List<Compaction.Parent> parents(JsonNode json) {
    return list(
        json,
        "parents",
        parent ->
            new Compaction.Parent(
                ulid(parent.path("ulid")), number(parent, "minTime"), number(parent, "maxTime")));
  }

  private ThanosMeta thanos(JsonNode json) {
    long version = number(json, "version");
    if (version > 1) {
      throw corrupt("has a section thanos of version " + version + "; only 1 can be read");
    }
    JsonNode stats = child(json, "index_stats");
    JsonNode uploaded = json.path("upload_time");
    return new ThanosMeta(
        labels(child(json, "labels")),
        number(child(json, "downsample"), "resolution"),
        json.has("source") ? text(json.path("source")) : "",
        list(json, "segment_files", this::text),
        files(json),
        rewrites(json),
        number(stats, "series_max_size"),
        number(stats, "chunk_max_size"),
        uploaded.isTextual() ? uploaded.asText() : null);
  }

  Labels labels(JsonNode json) {
    LabelsBuilder labels = new LabelsBuilder();
    json.properties().forEach(label -> labels.set(label.getKey(), text(label.getValue())));
    return labels.build();
  }

  List<ThanosMeta.File> files(JsonNode json) {
    return list(
        json,
        "files",
        file -> new ThanosMeta.File(text(file.path("rel_path")), number(file, "size_bytes")));
  }

  List<ThanosMeta.Rewrite> rewrites(JsonNode json) {
    return list(
        json, "rewrites", rewrite -> new ThanosMeta.Rewrite(list(rewrite, "sources", this::ulid)));
  }

  /** Null counts as absent. */
  private JsonNode child(JsonNode json, String key) {
    JsonNode child = json.path(key);
    if (child.isNull()) {
      return MissingNode.getInstance();
    }
    if (!child.isMissingNode() && !child.isObject()) {
      throw corrupt(key + " is no object");
    }
    return child;
  }

  long number(JsonNode json, String key) {
    JsonNode number = json.path(key);
    if (number.isMissingNode() || number.isNull()) {
      return 0;
    }
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw corrupt(key + " is no number of ours");
    }
    return number.longValue();
  }

  private boolean flag(JsonNode json, String key) {
    JsonNode flag = json.path(key);
    if (!flag.isMissingNode() && !flag.isBoolean()) {
      throw corrupt(key + " is neither true nor false");
    }
    return flag.asBoolean();
  }

  String text(JsonNode json) {
    if (!json.isTextual()) {
      throw corrupt("a text is missing, or is none");
    }
    return json.textValue();
  }

  Ulid ulid(JsonNode json) {
    return Ulid.parse(text(json))
        .orElseThrow(() -> corrupt("\"" + abbreviated(json.textValue()) + "\" is no ULID"));
  }

  <T> List<T> list(JsonNode json, String key, Function<JsonNode, T> element) {
    JsonNode array = json.path(key);
    if (!array.isMissingNode() && !array.isNull() && !array.isArray()) {
      throw corrupt(key + " is no list");
    }
    List<T> list = new ArrayList<>(array.size());
    array.forEach(node -> list.add(element.apply(node)));
    return list;
  }

  CorruptBlockException corrupt(String problem) {
    return new CorruptBlockException(name, 0, problem);
  }

  private static @Nullable String abbreviated(@Nullable String text) {
    return text == null || text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
