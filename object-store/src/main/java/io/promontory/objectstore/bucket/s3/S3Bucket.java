package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.aws.AwsRegions;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.Condition;
import io.promontory.objectstore.bucket.Listing;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.objectstore.bucket.ObjectKeys;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.objectstore.bucket.Upload;
import io.promontory.series.store.Deadline;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * A bucket of a server that speaks S3's protocol. A request that fails for the moment is sent
 * again, and so is one whose answer is too short; bodies to send carry their MD5, which the server
 * checks.
 *
 * <p>A call ends with {@link S3Limits#callTimeout} at the latest, or when its thread is
 * interrupted.
 */
public final class S3Bucket implements Bucket {
  private final S3Options options;
  private final S3Connection connection;
  private final S3Client client;
  private final S3Calls calls;
  private final S3Heads heads;
  private final S3Writes writes;

  private S3Bucket(S3Options options, S3Connection connection, S3Calls calls) {
    this.options = options;
    this.connection = connection;
    this.client = connection.client();
    this.calls = calls;
    heads = new S3Heads(options, client, calls);
    writes = new S3Writes(options, client, calls, heads);
  }

  /**
   * A bucket; nothing is asked of the server yet.
   *
   * @param listener told of each request
   * @throws BucketException of kind MISCONFIGURED if no region is named, or a file of authorities
   *     cannot be used
   */
  public static S3Bucket open(S3Options options, RequestListener listener) {
    S3Connection connection =
        S3Connection.open(options, AwsRegions.environment(options.credentials()));
    String at = options.endpoint().uri() == null ? "" : " at " + options.endpoint().uri();
    S3Failures failures = new S3Failures("bucket " + options.bucket() + at);
    S3Calls calls = new S3Calls(failures, options.limits().callTimeout(), Deadline.NEVER, listener);
    return new S3Bucket(options, connection, calls);
  }

  @Override
  public Iterator<Listing> pages(String prefix, Depth depth) {
    return new S3Pages(client, calls, options, ObjectKeys.checkPrefix(prefix), depth);
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    ObjectKeys.check(key);
    return heads.of(key).map(head -> info(key, head));
  }

  private static ObjectInfo info(String key, HeadObjectResponse head) {
    long size = head.contentLength() == null ? 0 : head.contentLength();
    Instant modified = head.lastModified() == null ? Instant.EPOCH : head.lastModified();
    return new ObjectInfo(key, size, modified, S3Calls.tag(head.eTag()));
  }

  @Override
  public InputStream get(String key) {
    ObjectKeys.check(key);
    int piece = options.limits().readBytes();
    RangeAnswer first;
    try {
      first = range(key, 0, piece, null);
    } catch (BucketException e) {
      // No range of an empty object can be answered.
      if (e.kind() != Kind.INVALID_RANGE || size(key) != 0) {
        throw e;
      }
      return InputStream.nullInputStream();
    }
    return new S3ObjectStream(first, (offset, tag) -> range(key, offset, piece, tag));
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    ObjectKeys.check(key);
    if (offset >= 0 && length > 0) {
      try {
        return range(key, offset, length, null).bytes();
      } catch (BucketException e) {
        if (e.kind() != Kind.INVALID_RANGE) {
          throw e;
        }
      }
    }
    long size = size(key);
    if (offset < 0 || length < 0 || offset > size) {
      throw BucketException.invalidRange(key, size, offset, length);
    }
    return new byte[0];
  }

  private long size(String key) {
    return head(key).orElseThrow(() -> BucketException.notFound(key)).size();
  }

  /**
   * Asks for a range.
   *
   * @param tag that the object must have; null if any will do
   */
  private RangeAnswer range(String key, long offset, int length, @Nullable String tag) {
    long last = offset + Math.min(length - 1L, Long.MAX_VALUE - offset);
    String range = offset + "-" + last;
    try {
      return calls.run(
          "get",
          "reading bytes " + range + " of " + key,
          0,
          (config, attempts) ->
              client.getObject(
                  request ->
                      request
                          .bucket(options.bucket())
                          .key(key)
                          .range("bytes=" + range)
                          .ifMatch(tag == null || tag.isEmpty() ? null : tag)
                          .requestPayer(options.payer())
                          .overrideConfiguration(config),
                  new RangeReader(offset, length, attempts)));
    } catch (BucketException e) {
      if (e.kind() == Kind.CHANGED || (tag != null && e.kind() == Kind.NOT_FOUND)) {
        throw new BucketException(
            Kind.CHANGED, key + " was replaced or deleted while it was read; read it anew", e);
      }
      throw e;
    }
  }

  @Override
  public Optional<String> put(String key, byte[] content, Condition condition) {
    return writes.put(ObjectKeys.check(key), content, condition);
  }

  @Override
  public Upload upload(String key) {
    return new S3Upload(ObjectKeys.check(key), options.limits().partBytes(), writes);
  }

  @Override
  public void delete(String key) {
    ObjectKeys.check(key);
    try {
      calls.run(
          "delete",
          "deleting " + key,
          0,
          (config, attempts) ->
              client.deleteObject(
                  request ->
                      request
                          .bucket(options.bucket())
                          .key(key)
                          .requestPayer(options.payer())
                          .overrideConfiguration(config)));
    } catch (BucketException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public Bucket within(Deadline deadline) {
    return new S3Bucket(options, connection.borrowed(), calls.within(deadline));
  }

  @Override
  public void close() {
    connection.close();
  }
}
