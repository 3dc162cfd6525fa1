package io.promontory.adapter.grpc;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.promontory.proto.thanos.AggrChunk;
import io.promontory.proto.thanos.Label;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.Series;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads series from messages. Chunks share the messages' bytes; strings that repeat are decoded
 * once. Used by one thread.
 */
final class SeriesDecoding {
  private static final int REMEMBERED = 10_000;

  private final String store;
  private final Map<ByteString, String> symbols = new HashMap<>();

  SeriesDecoding(String store) {
    this.store = store;
  }

  Series series(io.promontory.proto.thanos.Series message) {
    List<Chunk> chunks = new ArrayList<>(message.getChunksCount());
    for (AggrChunk chunk : message.getChunksList()) {
      chunks.add(chunk(chunk));
    }
    return new Series(labels(message.getLabelsList()), chunks);
  }

  private Labels labels(List<Label> labels) {
    String[] pairs = new String[labels.size() * 2];
    int count = 0;
    boolean sorted = true;
    for (Label label : labels) {
      if (label.getValue().isEmpty()) {
        continue;
      }
      pairs[count] = text(label.getName());
      pairs[count + 1] = text(label.getValue());
      sorted =
          sorted && (count == 0 || Utf8Order.INSTANCE.compare(pairs[count - 2], pairs[count]) < 0);
      count += 2;
    }
    String[] own = count == pairs.length ? pairs : Arrays.copyOf(pairs, count);
    return sorted ? Labels.ofSorted(own) : sortedLabels(own);
  }

  private Labels sortedLabels(String[] pairs) {
    LabelsBuilder builder = new LabelsBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      if (builder.get(pairs[i]) != null) {
        throw corrupt("a series has the label " + pairs[i] + " twice");
      }
      builder.set(pairs[i], pairs[i + 1]);
    }
    return builder.build();
  }

  private String text(ByteString bytes) {
    String known = symbols.get(bytes);
    if (known != null) {
      return known;
    }
    if (!bytes.isValidUtf8()) {
      throw corrupt("a label is not valid UTF-8");
    }
    String fresh = bytes.toStringUtf8();
    if (symbols.size() < REMEMBERED) {
      symbols.put(bytes, fresh);
    }
    return fresh;
  }

  private Chunk chunk(AggrChunk message) {
    if (!message.hasRaw()) {
      throw new StoreException(
          store, Kind.UNSUPPORTED, "the server sends downsampled chunks, which were not asked for");
    }
    int code = message.getRaw().getTypeValue() + 1;
    Encoding encoding = Encoding.ofCode(code);
    if (encoding == null) {
      throw corrupt("a chunk has the unknown encoding " + code);
    }
    ByteString data = message.getRaw().getData();
    Slice slice = new Slice();
    try {
      UnsafeByteOperations.unsafeWriteTo(data, slice);
    } catch (IOException e) {
      throw corrupt("a chunk cannot be read: " + e.getMessage());
    }
    byte[] bytes = slice.bytes;
    return bytes != null && slice.length == data.size()
        ? new Chunk(
            encoding, message.getMinTime(), message.getMaxTime(), bytes, slice.offset, slice.length)
        : Chunk.of(encoding, message.getMinTime(), message.getMaxTime(), data.toByteArray());
  }

  private StoreException corrupt(String message) {
    return new StoreException(store, Kind.CORRUPT, message);
  }

  /** Catches the array behind a byte string, which spares a copy. */
  private static final class Slice extends ByteOutput {
    private byte @Nullable [] bytes;
    private int offset;
    private int length;

    @Override
    public void writeLazy(byte[] value, int from, int count) {
      bytes = value;
      offset = from;
      length = count;
    }

    @Override
    public void write(byte value) {
      bytes = null;
    }

    @Override
    public void write(byte[] value, int from, int count) {
      writeLazy(value, from, count);
    }

    @Override
    public void write(ByteBuffer value) {
      bytes = null;
    }

    @Override
    public void writeLazy(ByteBuffer value) {
      bytes = null;
    }
  }
}
