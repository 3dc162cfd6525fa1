package io.promontory.objectstore.bucket;

import io.promontory.series.store.Deadline;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What lies below a prefix of a bucket, as a bucket; closing it closes that one. */
public final class PrefixBucket implements Bucket {
  private final Bucket bucket;
  private final String prefix;

  /**
   * A view of {@code bucket}.
   *
   * @param prefix a key that ends with a slash
   */
  public PrefixBucket(Bucket bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = ObjectKeys.checkPrefix(prefix);
  }

  private String inner(String key) {
    return prefix + ObjectKeys.check(key);
  }

  private String outer(String key) {
    return key.substring(prefix.length());
  }

  private ObjectInfo outer(ObjectInfo info) {
    return new ObjectInfo(outer(info.key()), info.size(), info.lastModified(), info.tag());
  }

  @Override
  public Iterator<Listing> pages(String below, Depth depth) {
    Iterator<Listing> pages = bucket.pages(prefix + ObjectKeys.checkPrefix(below), depth);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public Listing next() {
        Listing page = pages.next();
        List<ObjectInfo> objects = page.objects().stream().map(info -> outer(info)).toList();
        return new Listing(objects, page.prefixes().stream().map(key -> outer(key)).toList());
      }
    };
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    return bucket.head(inner(key)).map(info -> outer(info));
  }

  @Override
  public InputStream get(String key) {
    return bucket.get(inner(key));
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    return bucket.getRange(inner(key), offset, length);
  }

  @Override
  public Optional<LocalObject> local(String key) {
    return bucket.local(inner(key));
  }

  @Override
  public Optional<String> put(String key, byte[] content, Condition condition) {
    return bucket.put(inner(key), content, condition);
  }

  @Override
  public Upload upload(String key) {
    return bucket.upload(inner(key));
  }

  @Override
  public void delete(String key) {
    bucket.delete(inner(key));
  }

  @Override
  public Bucket within(Deadline deadline) {
    return new PrefixBucket(bucket.within(deadline), prefix);
  }

  @Override
  public void close() {
    bucket.close();
  }
}
