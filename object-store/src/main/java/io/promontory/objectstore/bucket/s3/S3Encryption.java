package io.promontory.objectstore.bucket.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** How the server encrypts what is written. */
public sealed interface S3Encryption {
  /** As the bucket is set up. */
  record BucketsOwn() implements S3Encryption {}

  /** With keys that S3 keeps (SSE-S3). */
  record S3Managed() implements S3Encryption {}

  /**
   * With keys of the key management service (SSE-KMS).
   *
   * @param keyId id or ARN of the key; null for the account's own
   */
  record Kms(@Nullable String keyId) implements S3Encryption {}

  /** The header's value; null for none. */
  default @Nullable ServerSideEncryption algorithm() {
    return switch (this) {
      case BucketsOwn own -> null;
      case S3Managed managed -> ServerSideEncryption.AES256;
      case Kms kms -> ServerSideEncryption.AWS_KMS;
    };
  }

  /** The id of the key; null for none. */
  default @Nullable String kmsKey() {
    return this instanceof Kms kms ? kms.keyId : null;
  }
}
