package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.Listing;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.objectstore.bucket.ObjectKeys;
import io.promontory.series.labels.Utf8Order;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The pages of a listing (ListObjectsV2), each fetched when it is asked for. */
final class S3Pages implements Iterator<Listing> {
  private final S3Client client;
  private final S3Calls calls;
  private final ListObjectsV2Request request;
  private @Nullable String token;
  private boolean isDone;

  S3Pages(S3Client client, S3Calls calls, S3Options options, String prefix, Depth depth) {
    this.client = client;
    this.calls = calls;
    request =
        ListObjectsV2Request.builder()
            .bucket(options.bucket())
            .prefix(prefix.isEmpty() ? null : prefix)
            .delimiter(depth == Depth.ONE_LEVEL ? "/" : null)
            // Without it a key with a character that XML cannot hold would break the page.
            .encodingType(EncodingType.URL)
            .requestPayer(options.payer())
            .build();
  }

  @Override
  public boolean hasNext() {
    return !isDone;
  }

  @Override
  public Listing next() {
    if (isDone) {
      throw new NoSuchElementException();
    }
    String doing = "listing \"" + (request.prefix() == null ? "" : request.prefix()) + "\"";
    ListObjectsV2Response page =
        calls.run(
            "list",
            doing,
            0,
            (config, attempts) ->
                client.listObjectsV2(
                    request.toBuilder()
                        .continuationToken(token)
                        .overrideConfiguration(config)
                        .build()));
    if (page.isTruncated() == null) {
      throw new BucketException(
          Kind.CORRUPT, doing + " failed: the answer does not say whether there are more pages");
    }
    String next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    isDone = !Boolean.TRUE.equals(page.isTruncated());
    if (!isDone && (next == null || next.equals(token))) {
      throw new BucketException(
          Kind.CORRUPT, doing + " failed: there are more pages, but the server does not name them");
    }
    token = next;
    return new Listing(
        page.contents().stream()
            .filter(object -> ObjectKeys.isValid(object.key()))
            .map(S3Pages::info)
            .sorted(Comparator.comparing(ObjectInfo::key, Utf8Order.INSTANCE))
            .toList(),
        prefixes(page.commonPrefixes()));
  }

  private static List<String> prefixes(List<CommonPrefix> prefixes) {
    return prefixes.stream()
        .map(CommonPrefix::prefix)
        .filter(prefix -> prefix.endsWith("/"))
        .filter(prefix -> ObjectKeys.isValid(prefix.substring(0, prefix.length() - 1)))
        .sorted(Utf8Order.INSTANCE)
        .toList();
  }

  private static ObjectInfo info(S3Object object) {
    return new ObjectInfo(
        object.key(),
        object.size() == null ? 0 : object.size(),
        object.lastModified() == null ? Instant.EPOCH : object.lastModified(),
        S3Calls.tag(object.eTag()));
  }
}
