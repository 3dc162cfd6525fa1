package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A client and what must be closed with it. The first client of a process takes the SDK a good part
 * of a second, so a thread of its own makes it: whoever sends the first request waits for it, and
 * the start of a process does not.
 */
final class S3Connection implements AutoCloseable {
  private final CompletableFuture<Made> made;
  private final boolean owned;

  /**
   * What was made.
   *
   * @param parts closed in this order
   */
  private record Made(S3Client client, List<AutoCloseable> parts) {}

  private S3Connection(CompletableFuture<Made> made, boolean owned) {
    this.made = made;
    this.owned = owned;
  }

  /**
   * Begins to make a client.
   *
   * @throws BucketException of kind MISCONFIGURED if no region is named, or a file of authorities
   *     cannot be used
   */
  static S3Connection open(S3Options options, AwsRegionProvider environment) {
    Region region = S3Clients.region(options, environment);
    Path authorities = options.endpoint().caFile();
    TlsTrustManagersProvider trust = authorities == null ? null : PemTrust.of(authorities);
    return new S3Connection(
        CompletableFuture.supplyAsync(
            () -> make(options, region, trust),
            task -> Thread.ofPlatform().daemon().name("s3-client").start(task)),
        true);
  }

  private static Made make(
      S3Options options, Region region, @Nullable TlsTrustManagersProvider trust) {
    SdkHttpClient http = S3Clients.http(options, trust);
    S3Identity identity = new S3Identity(options, region, http);
    S3Client client = S3Clients.s3(options, region, http, identity);
    return new Made(client, List.of(client, identity, http));
  }

  /** The same client, which someone else closes. */
  S3Connection borrowed() {
    return new S3Connection(made, false);
  }

  /** The client, once it is there. */
  S3Client client() {
    return made().client();
  }

  private Made made() {
    try {
      return made.join();
    } catch (CompletionException e) {
      throw new BucketException(
          Kind.MISCONFIGURED, "no client for the bucket can be made: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    if (!owned || made.isCompletedExceptionally()) {
      return;
    }
    for (AutoCloseable part : made().parts()) {
      try {
        part.close();
      } catch (Exception e) {
        throw new BucketException(Kind.UNAVAILABLE, "closing a bucket failed: " + e, e);
      }
    }
  }
}
