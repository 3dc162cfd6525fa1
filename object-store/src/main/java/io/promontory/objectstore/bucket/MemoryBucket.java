package io.promontory.objectstore.bucket;

import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A bucket in memory. */
public final class MemoryBucket implements Bucket {
  private final InstantSource clock;
  private final AtomicLong writes = new AtomicLong();
  private final ConcurrentSkipListMap<String, Stored> objects =
      new ConcurrentSkipListMap<>(Utf8Order.INSTANCE);

  private record Stored(byte[] content, Instant written, String tag) {
    ObjectInfo info(String key) {
      return new ObjectInfo(key, content.length, written, tag);
    }
  }

  public MemoryBucket(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Iterator<Listing> pages(String prefix, Depth depth) {
    ObjectKeys.checkPrefix(prefix);
    return new PageIterator(after -> page(prefix, depth, after));
  }

  private Listing page(String prefix, Depth depth, String after) {
    List<ObjectInfo> found = new ArrayList<>();
    TreeSet<String> prefixes = new TreeSet<>(Utf8Order.INSTANCE);
    String from = after.isEmpty() ? prefix : after;
    for (Map.Entry<String, Stored> entry : objects.tailMap(from, after.isEmpty()).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix) || found.size() + prefixes.size() == PageIterator.PAGE) {
        break;
      }
      int slash = key.indexOf('/', prefix.length());
      if (depth == Depth.RECURSIVE || slash < 0) {
        found.add(entry.getValue().info(key));
      } else if (!key.substring(0, slash + 1).equals(after)) {
        prefixes.add(key.substring(0, slash + 1));
      }
    }
    return new Listing(found, List.copyOf(prefixes));
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    return Optional.ofNullable(objects.get(ObjectKeys.check(key))).map(stored -> stored.info(key));
  }

  @Override
  public InputStream get(String key) {
    return new ByteArrayInputStream(content(key));
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    byte[] content = content(key);
    if (offset < 0 || length < 0 || offset > content.length) {
      throw BucketException.invalidRange(key, content.length, offset, length);
    }
    int from = (int) offset;
    return Arrays.copyOfRange(content, from, (int) Math.min(content.length, offset + length));
  }

  private byte[] content(String key) {
    Stored stored = objects.get(ObjectKeys.check(key));
    if (stored == null) {
      throw BucketException.notFound(key);
    }
    return stored.content;
  }

  @Override
  public Optional<String> put(String key, byte[] content, Condition condition) {
    Stored written =
        new Stored(content.clone(), clock.instant(), Long.toString(writes.incrementAndGet()));
    Stored there =
        objects.compute(
            ObjectKeys.check(key), (same, old) -> holds(condition, old) ? written : old);
    return there == written ? Optional.of(written.tag) : Optional.empty();
  }

  private static boolean holds(Condition condition, @Nullable Stored old) {
    return switch (condition) {
      case Condition.Always always -> true;
      case Condition.Absent absent -> old == null;
      case Condition.Unchanged unchanged -> old != null && old.tag.equals(unchanged.tag());
    };
  }

  @Override
  public Upload upload(String key) {
    ObjectKeys.check(key);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    return new Upload() {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        content.write(bytes, offset, length);
      }

      @Override
      public String commit() {
        return put(key, content.toByteArray(), Condition.ALWAYS).orElseThrow();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void delete(String key) {
    objects.remove(ObjectKeys.check(key));
  }

  @Override
  public Bucket within(Deadline deadline) {
    return new DeadlineBucket(this, deadline);
  }
}
