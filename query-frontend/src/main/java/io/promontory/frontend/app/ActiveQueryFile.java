package io.promontory.frontend.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The queries under way in a file that outlives the process, in the form of Prometheus' {@code
 * queries.active}: an opening bracket, then a slot of 1000 bytes for each query that may run, empty
 * slots full of zeros, others with {@code {"query":"...","timestamp_sec":N},} and zeros.
 *
 * <p>The file is written whole before it is mapped, so that a full disk cannot strike later. A slot
 * counts from its first byte, which is written last and cleared first: a query is never half there.
 */
final class ActiveQueryFile implements ActiveQueries, AutoCloseable {
  static final String NAME = "queries.active";
  static final int SLOT_BYTES = 1_000;

  /** As much of a file left behind as is looked at. */
  private static final int MOST_LEFT = 1 << 20;

  private static final String HEAD = "{\"query\":\"";

  private final FileChannel channel;
  private final MappedByteBuffer slots;
  private final ConcurrentLinkedQueue<Integer> free = new ConcurrentLinkedQueue<>();
  private final InstantSource clock;
  private final byte[] left;

  private ActiveQueryFile(FileChannel channel, byte[] left, int count, InstantSource clock)
      throws IOException {
    this.channel = channel;
    this.left = left;
    this.clock = clock;
    int size = 1 + count * SLOT_BYTES;
    ByteBuffer empty = ByteBuffer.allocate(size).put(0, (byte) '[');
    for (long at = 0; empty.hasRemaining(); ) {
      at += channel.write(empty, at);
    }
    channel.truncate(size);
    channel.force(true);
    this.slots = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
    for (int i = 0; i < count; i++) {
      free.add(1 + i * SLOT_BYTES);
    }
  }

  /**
   * Opens the file of a folder, which is made where there is none.
   *
   * @param count most queries at once
   * @throws IOException if it cannot be written, or another process has it open
   */
  static ActiveQueryFile open(Path folder, int count, InstantSource clock) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (!lock(channel)) {
        throw new IOException(folder.resolve(NAME) + " is open in another process");
      }
      return new ActiveQueryFile(channel, read(channel), count, clock);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static byte[] read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) Math.min(channel.size(), MOST_LEFT));
    while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
      // until it is full or the file ends
    }
    return Arrays.copyOf(content.array(), content.position());
  }

  /** What the file held when it was opened: the slots of queries that did not end. */
  byte[] left() {
    return left;
  }

  @Override
  public Entry begin(String query) {
    Integer slot = free.poll();
    if (slot == null) {
      return () -> {}; // more than the gate lets through: never
    }
    byte[] entry = entry(query);
    slots.put(slot + 1, entry, 1, entry.length - 1);
    slots.put(slot, entry[0]);
    return () -> end(slot);
  }

  private void end(int slot) {
    slots.put(slot, (byte) 0);
    slots.put(slot + 1, new byte[SLOT_BYTES - 1]);
    free.add(slot);
  }

  /** At most a slot's bytes; a query that is too long is cut. */
  private byte[] entry(String query) {
    String tail = "\",\"timestamp_sec\":" + clock.instant().getEpochSecond() + "},";
    int room = SLOT_BYTES - HEAD.length() - tail.length();
    String encodable = query.substring(0, Math.min(query.length(), room));
    byte[] text = json(encodable);
    int keep = encodable.length();
    while (text.length > room) {
      keep = (int) ((long) keep * room / text.length);
      text = json(encodable.substring(0, keep));
    }
    return ByteBuffer.allocate(HEAD.length() + text.length + tail.length())
        .put(HEAD.getBytes(UTF_8))
        .put(text)
        .put(tail.getBytes(UTF_8))
        .array();
  }

  /** The inside of a JSON string; halves of surrogate pairs become question marks. */
  private static byte[] json(String text) {
    return JsonStringEncoder.getInstance().quoteAsUTF8(new String(text.getBytes(UTF_8), UTF_8));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
