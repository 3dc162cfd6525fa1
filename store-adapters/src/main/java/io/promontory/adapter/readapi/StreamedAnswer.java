package io.promontory.adapter.readapi;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.promontory.proto.prometheus.Chunk.Encoding;
import io.promontory.proto.prometheus.ChunkedReadResponse;
import io.promontory.proto.prometheus.ChunkedSeries;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Streams chunks, a series a frame: the payload's length as uvarint, its CRC-32C in four bytes of
 * big endian, the payload. A series of more than a mebibyte goes on in the next frame. Queries are
 * answered one after the other, each in the order of labels. Used by one thread.
 */
public final class StreamedAnswer implements AutoCloseable {
  /** What such an answer is. */
  public static final String CONTENT_TYPE =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";

  private static final int FRAME_BYTES = 1 << 20;

  /** What a chunk takes beside its payload, about. */
  private static final int CHUNK_OVERHEAD = 24;

  private final Store store;
  private final List<@Nullable SelectRequest> selects;
  private final QueryContext context;
  private final WireLabels labels = new WireLabels();
  private final PlainChunks plain = new PlainChunks();
  private final CRC32C crc = new CRC32C();
  private @Nullable SeriesSet set;
  private @Nullable Series head;
  private int query = -1;

  private StreamedAnswer(Store store, List<@Nullable SelectRequest> selects, QueryContext context) {
    this.store = store;
    this.selects = selects;
    this.context = context;
  }

  /**
   * Asks the store and awaits the first series, so that who is ill shows while an error can still
   * be answered.
   *
   * @throws io.promontory.series.store.StoreException if the store fails
   */
  public static StreamedAnswer begin(Store store, ReadQueries queries, QueryContext context) {
    StreamedAnswer answer = new StreamedAnswer(store, queries.selects(), context);
    try {
      answer.advance();
      return answer;
    } catch (RuntimeException e) {
      answer.close();
      throw e;
    }
  }

  /**
   * Writes the whole answer.
   *
   * @throws io.promontory.series.store.StoreException if the store fails, or leaves something out
   */
  public void writeTo(OutputStream out) throws IOException {
    while (head != null) {
      write(head, out);
      advance();
    }
  }

  /** Moves to the next series, of the next query where one ends; null after the last. */
  private void advance() {
    SeriesSet current = set;
    head = current == null ? null : current.next();
    while (head == null) {
      if (current != null) {
        WholeAnswers.require(current.completeness(), context);
        current.close();
        set = null;
      }
      if (++query >= selects.size()) {
        return;
      }
      SelectRequest select = selects.get(query);
      current = select == null ? null : store.select(select, context);
      set = current;
      head = current == null ? null : current.next();
    }
    context.budget().readSeries();
  }

  private void write(Series series, OutputStream out) throws IOException {
    SelectRequest select = selects.get(query);
    List<Chunk> chunks =
        select == null ? List.of() : plain.of(series, select.minTime(), select.maxTime());
    ChunkedSeries.Builder message =
        ChunkedSeries.newBuilder().addAllLabels(labels.of(series.labels()));
    int bytes = 0;
    for (Chunk chunk : chunks) {
      if (bytes >= FRAME_BYTES) {
        frame(message.build(), out);
        message.clearChunks();
        bytes = 0;
      }
      message.addChunks(
          io.promontory.proto.prometheus.Chunk.newBuilder()
              .setMinTimeMs(chunk.minTime())
              .setMaxTimeMs(chunk.maxTime())
              .setType(Encoding.forNumber(chunk.encoding().code()))
              .setData(
                  UnsafeByteOperations.unsafeWrap(chunk.data(), chunk.offset(), chunk.length())));
      bytes += chunk.length() + CHUNK_OVERHEAD;
    }
    if (message.getChunksCount() > 0) {
      frame(message.build(), out);
    }
  }

  private void frame(ChunkedSeries series, OutputStream out) throws IOException {
    byte[] payload =
        ChunkedReadResponse.newBuilder()
            .addChunkedSeries(series)
            .setQueryIndex(query)
            .build()
            .toByteArray();
    crc.reset();
    crc.update(payload);
    byte[] head = new byte[CodedOutputStream.computeUInt32SizeNoTag(payload.length)];
    CodedOutputStream.newInstance(head).writeUInt32NoTag(payload.length);
    out.write(head);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
    out.write(payload);
  }

  @Override
  public void close() {
    SeriesSet current = set;
    if (current != null) {
      current.close();
    }
  }
}
