package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.Condition;
import io.promontory.objectstore.bucket.Upload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Collects a part at a time and sends it when it is full; what fits into one part is put whole. */
final class S3Upload extends Upload {
  private static final int MOST_PARTS = 10_000;
  private static final int FIRST_BYTES = 64 << 10;

  private final String key;
  private final String writeId = UUID.randomUUID().toString();
  private final int partBytes;
  private final S3Writes writes;
  private final List<CompletedPart> parts = new ArrayList<>();
  private byte[] part;
  private int length;
  private @Nullable String uploadId;

  S3Upload(String key, int partBytes, S3Writes writes) {
    this.key = key;
    this.partBytes = partBytes;
    this.writes = writes;
    part = new byte[Math.min(FIRST_BYTES, partBytes)];
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    int from = offset;
    int left = count;
    while (left > 0) {
      if (length == partBytes) {
        send();
      }
      int taken = Math.min(left, partBytes - length);
      if (length + taken > part.length) {
        int grown = (int) Math.min(partBytes, Math.max(2L * part.length, (long) length + taken));
        part = Arrays.copyOf(part, grown);
      }
      System.arraycopy(bytes, from, part, length, taken);
      length += taken;
      from += taken;
      left -= taken;
    }
  }

  private void send() {
    if (parts.size() == MOST_PARTS) {
      throw new BucketException(
          Kind.MISCONFIGURED,
          key + " needs more than " + MOST_PARTS + " parts; make parts larger than " + partBytes);
    }
    if (uploadId == null) {
      uploadId = writes.begin(key, writeId);
    }
    parts.add(writes.part(key, uploadId, parts.size() + 1, part, length));
    length = 0;
  }

  @Override
  public String commit() {
    if (uploadId == null) {
      return writes.put(key, Arrays.copyOf(part, length), Condition.ALWAYS).orElseThrow();
    }
    if (length > 0) {
      send();
    }
    String tag = writes.complete(key, uploadId, writeId, parts);
    uploadId = null;
    return tag;
  }

  @Override
  public void close() {
    String open = uploadId;
    uploadId = null;
    if (open != null) {
      try {
        writes.abort(key, open);
      } catch (BucketException e) {
        // No listing shows it; a lifecycle rule of the bucket clears such parts away.
      }
    }
  }
}
