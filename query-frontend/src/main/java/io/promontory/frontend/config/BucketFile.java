package io.promontory.frontend.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A bucket's section that was read and found good.
 *
 * @param path of the file it stands in, absolute; relative paths in it are relative to its folder
 */
public record BucketFile(Path path, BucketConfig bucket) {
  /** A path as written in the file. */
  public Path resolve(String written) {
    return path.resolveSibling(written).normalize();
  }

  /** The endpoint with its scheme; null for AWS' own. */
  public @Nullable URI endpoint() {
    String endpoint = bucket.endpoint();
    return endpoint == null ? null : URI.create(BucketChecks.endpointUrl(bucket, endpoint));
  }
}
