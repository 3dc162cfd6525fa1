package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A client and what must be closed with it.
 *
 * @param parts closed in this order
 */
record S3Connection(S3Client client, List<AutoCloseable> parts) implements AutoCloseable {
  static S3Connection open(S3Options options, AwsRegionProvider environment) {
    Region region = S3Clients.region(options, environment);
    SdkHttpClient http = S3Clients.http(options);
    S3Identity identity = new S3Identity(options, region, http);
    S3Client client = S3Clients.s3(options, region, http, identity);
    return new S3Connection(client, List.of(client, identity, http));
  }

  /** The same client, which someone else closes. */
  S3Connection borrowed() {
    return new S3Connection(client, List.of());
  }

  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new BucketException(Kind.UNAVAILABLE, "closing a bucket failed: " + e, e);
      }
    }
  }
}
