package io.promontory.frontend.bucket;

import io.promontory.frontend.client.AwsIdentities;
import io.promontory.frontend.config.BucketConfig;
import io.promontory.frontend.config.BucketFile;
import io.promontory.frontend.config.S3LimitsConfig;
import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.objectstore.bucket.PrefixBucket;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.objectstore.bucket.s3.S3Bucket;
import io.promontory.objectstore.bucket.s3.S3Encryption;
import io.promontory.objectstore.bucket.s3.S3Endpoint;
import io.promontory.objectstore.bucket.s3.S3Limits;
import io.promontory.objectstore.bucket.s3.S3Options;
import org.jspecify.annotations.Nullable;

/** Turns the section of a bucket into one. */
public final class Buckets {
  private Buckets() {}

  /**
   * Opens a bucket; of a remote one nothing is asked yet.
   *
   * @param listener told of each request to a remote bucket
   * @throws io.promontory.objectstore.bucket.BucketException of kind MISCONFIGURED if it cannot be
   *     used as configured, of kind INVALID_KEY if its prefix is none
   */
  public static Bucket open(BucketFile file, RequestListener listener) {
    BucketConfig config = file.bucket();
    Bucket bucket =
        config.type().equals("s3")
            ? S3Bucket.open(s3(file), listener)
            : new FilesystemBucket(file.resolve(required(config.path())));
    String prefix = config.prefix();
    if (prefix == null || prefix.isEmpty()) {
      return bucket;
    }
    return new PrefixBucket(bucket, prefix.endsWith("/") ? prefix : prefix + "/");
  }

  static S3Options s3(BucketFile file) {
    BucketConfig config = file.bucket();
    return S3Options.of(required(config.bucket()))
        .withEndpoint(
            new S3Endpoint(
                file.endpoint(),
                config.region(),
                config.pathStyle(),
                config.caFile() == null ? null : file.resolve(config.caFile()),
                config.insecureSkipVerify()))
        .withCredentials(
            config.anonymous()
                ? new AwsCredentialSource.Anonymous()
                : AwsIdentities.source(config, file::resolve))
        .withRole(AwsIdentities.role(config))
        .withEncryption(encryption(config))
        .withRequesterPays(config.requesterPays())
        .withLimits(limits(config.limits()));
  }

  private static S3Encryption encryption(BucketConfig config) {
    return switch (config.sse()) {
      case "s3" -> new S3Encryption.S3Managed();
      case "kms" -> new S3Encryption.Kms(config.kmsKeyId());
      case null, default -> new S3Encryption.BucketsOwn();
    };
  }

  private static S3Limits limits(S3LimitsConfig config) {
    S3Limits usual = S3Limits.DEFAULT;
    return usual
        .withRetries(config.maxAttempts(), usual.firstDelay(), config.maxRetryDelay())
        .withLoad(config.requestsPerSecond(), config.maxConnections())
        .withTimeouts(config.connectTimeout(), config.attemptTimeout(), config.callTimeout())
        .withSizes(config.partBytes(), usual.readBytes());
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("the section of the bucket was not checked");
    }
    return value;
  }
}
