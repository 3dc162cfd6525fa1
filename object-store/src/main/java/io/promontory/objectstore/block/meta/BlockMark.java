package io.promontory.objectstore.block.meta;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.Ulid;
import java.time.Instant;

/**
 * What was decided of a block, as a file beside its meta.json.
 *
 * @param time when, to the second
 * @param reason short and fixed, such as {@code manual}; empty for deletion
 * @param details for people
 */
public record BlockMark(Kind kind, Ulid ulid, Instant time, String reason, String details) {
  /** What a mark says. */
  public enum Kind {
    /** It will be deleted: readers leave it alone after a while. */
    DELETION("deletion-mark.json", "deletion_time"),
    /** It must not be compacted. */
    NO_COMPACT("no-compact-mark.json", "no_compact_time"),
    /** It must not be downsampled. */
    NO_DOWNSAMPLE("no-downsample-mark.json", "no_downsample_time");

    private final String file;
    private final String timeKey;

    Kind(String file, String timeKey) {
      this.file = file;
      this.timeKey = timeKey;
    }

    /** Name of the file in the block's folder. */
    public String file() {
      return file;
    }
  }

  /**
   * @throws CorruptBlockException if it is no mark of that kind
   */
  public static BlockMark parse(Kind kind, BlockFileName name, byte[] bytes) {
    ObjectNode json = JsonText.parse(name, bytes);
    MetaReader reader = new MetaReader(name);
    long version = reader.number(json, "version");
    if (version != 1) {
      throw reader.corrupt("has version " + version + "; only 1 can be read");
    }
    long seconds = reader.number(json, kind.timeKey);
    if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
      throw reader.corrupt("has the time " + seconds);
    }
    return new BlockMark(
        kind,
        reader.ulid(json.path("id")),
        Instant.ofEpochSecond(seconds),
        json.path("reason").asText(""),
        json.path("details").asText(""));
  }

  /** The bytes of the file. */
  public byte[] bytes() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", ulid.toString());
    json.put("version", 1);
    json.put("details", details);
    json.put(kind.timeKey, time.getEpochSecond());
    if (kind != Kind.DELETION) {
      json.put("reason", reason);
    }
    return JsonText.bytes(json);
  }
}
