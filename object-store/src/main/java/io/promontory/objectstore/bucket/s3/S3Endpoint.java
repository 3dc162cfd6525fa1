package io.promontory.objectstore.bucket.s3;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a bucket is.
 *
 * @param uri in place of AWS' own; null for that
 * @param region null for that of the environment (AWS_REGION) or of the profile
 * @param pathStyle name the bucket in the path instead of the host
 * @param caFile PEM file of the authorities to trust in place of the system's
 * @param insecureSkipVerify accept any certificate
 */
public record S3Endpoint(
    @Nullable URI uri,
    @Nullable String region,
    boolean pathStyle,
    @Nullable Path caFile,
    boolean insecureSkipVerify) {
  /** AWS, in the region of the environment. */
  public static final S3Endpoint AWS = new S3Endpoint(null, null, false, null, false);

  public S3Endpoint {
    if (region != null && region.isBlank()) {
      throw new IllegalArgumentException("the region is empty; leave it out or name one");
    }
    if (uri != null && (uri.getScheme() == null || uri.getHost() == null)) {
      throw new IllegalArgumentException(
          "the endpoint " + uri + " is no URL; write it as https://HOST or http://HOST:PORT");
    }
  }

  /** A server of one's own that names buckets in paths. */
  public static S3Endpoint at(URI uri, String region) {
    return new S3Endpoint(uri, region, true, null, false);
  }
}
