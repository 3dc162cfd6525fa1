package io.promontory.objectstore.bucket;

import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.series.labels.Utf8Order;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** A bucket in memory. */
public final class MemoryBucket implements Bucket {
  private final InstantSource clock;
  private final ConcurrentSkipListMap<String, Stored> objects =
      new ConcurrentSkipListMap<>(Utf8Order.INSTANCE);

  private record Stored(byte[] content, Instant written) {
    ObjectInfo info(String key) {
      return new ObjectInfo(key, content.length, written);
    }
  }

  public MemoryBucket(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Listing list(String prefix, Depth depth) {
    ObjectKeys.checkPrefix(prefix);
    List<ObjectInfo> found = new ArrayList<>();
    TreeSet<String> prefixes = new TreeSet<>(Utf8Order.INSTANCE);
    for (Map.Entry<String, Stored> entry : objects.tailMap(prefix).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix)) {
        break;
      }
      int slash = key.indexOf('/', prefix.length());
      if (depth == Depth.ONE_LEVEL && slash >= 0) {
        prefixes.add(key.substring(0, slash + 1));
      } else {
        found.add(entry.getValue().info(key));
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
      throw new BucketException(
          Kind.INVALID_RANGE, key + " has " + content.length + " bytes, none at " + offset);
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
  public void put(String key, byte[] content) {
    objects.put(ObjectKeys.check(key), new Stored(content.clone(), clock.instant()));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    Stored stored = new Stored(content.clone(), clock.instant());
    return objects.putIfAbsent(ObjectKeys.check(key), stored) == null;
  }

  @Override
  public void delete(String key) {
    objects.remove(ObjectKeys.check(key));
  }
}
