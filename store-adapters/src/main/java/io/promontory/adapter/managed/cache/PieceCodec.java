package io.promontory.adapter.managed.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The payload of a piece: from and to as 8 bytes, then the number of series as 4, and of each its
 * labels and chunks, each list after its number as 4 bytes. A string is its UTF-8 bytes after their
 * number; a chunk its encoding as 1 byte, the times of its first and last sample as 8, its payload
 * after its length. All numbers are big-endian.
 */
final class PieceCodec {
  /** Bytes that the times take at the begin of a payload. */
  static final int TIMES_BYTES = 16;

  private PieceCodec() {}

  static byte[] encode(Piece piece) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(piece.fromMs());
    out.writeLong(piece.toMs());
    out.writeInt(piece.series().size());
    for (Map.Entry<Labels, List<Chunk>> series : piece.series().entrySet()) {
      Labels labels = series.getKey();
      out.writeInt(labels.size());
      for (int i = 0; i < labels.size(); i++) {
        string(out, labels.name(i));
        string(out, labels.value(i));
      }
      out.writeInt(series.getValue().size());
      for (Chunk chunk : series.getValue()) {
        out.writeByte(chunk.encoding().code());
        out.writeLong(chunk.minTime());
        out.writeLong(chunk.maxTime());
        out.writeInt(chunk.length());
        out.write(chunk.data(), chunk.offset(), chunk.length());
      }
    }
    return bytes.toByteArray();
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /**
   * The piece of a payload; its chunks share the array.
   *
   * @throws IOException if that is none
   */
  static Piece decode(byte[] payload) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(payload);
    try {
      long from = in.getLong();
      long to = in.getLong();
      int count = number(in);
      Map<Labels, List<Chunk>> series = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        Labels labels = labels(in);
        if (series.put(labels, chunks(in)) != null) {
          throw new IOException("a piece holds " + labels + " twice");
        }
      }
      if (in.hasRemaining()) {
        throw new IOException("a piece goes on for " + in.remaining() + " bytes too many");
      }
      return new Piece(from, to, series);
    } catch (BufferUnderflowException e) {
      throw new IOException("a piece ends too early", e);
    }
  }

  private static Labels labels(ByteBuffer in) throws IOException {
    int count = number(in);
    LabelsBuilder labels = new LabelsBuilder();
    for (int i = 0; i < count; i++) {
      String name = string(in);
      labels.set(name, string(in));
    }
    return labels.build();
  }

  private static List<Chunk> chunks(ByteBuffer in) throws IOException {
    int count = number(in);
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int code = in.get() & 0xff;
      Encoding encoding = Encoding.ofCode(code);
      if (encoding == null) {
        throw new IOException("a chunk has the encoding " + code);
      }
      long min = in.getLong();
      long max = in.getLong();
      int length = number(in);
      chunks.add(new Chunk(encoding, min, max, in.array(), in.position(), length));
      in.position(in.position() + length);
    }
    return chunks;
  }

  private static String string(ByteBuffer in) throws IOException {
    int length = number(in);
    String text = new String(in.array(), in.position(), length, UTF_8);
    in.position(in.position() + length);
    return text;
  }

  /** A count or length, of which at least as many bytes must follow. */
  private static int number(ByteBuffer in) throws IOException {
    int number = in.getInt();
    if (number < 0 || number > in.remaining()) {
      throw new IOException(
          "a piece claims " + number + " of something in " + in.remaining() + " bytes");
    }
    return number;
  }
}
