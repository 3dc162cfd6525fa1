package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.aws.AssumedRole;
import io.promontory.objectstore.aws.AwsCredentialSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.RequestPayer;

/**
 * What an {@link S3Bucket} is made of.
 *
 * @param bucket its name
 * @param role assumed with the credentials; null to use them as they are
 * @param requesterPays accept to pay for requests to someone else's bucket
 */
public record S3Options(
    String bucket,
    S3Endpoint endpoint,
    AwsCredentialSource credentials,
    @Nullable AssumedRole role,
    S3Encryption encryption,
    boolean requesterPays,
    S3Limits limits) {
  public S3Options {
    if (bucket.isBlank()) {
      throw new IllegalArgumentException("the bucket needs a name");
    }
  }

  /** A bucket at AWS, with the credentials and the region of the environment. */
  public static S3Options of(String bucket) {
    return new S3Options(
        bucket,
        S3Endpoint.AWS,
        new AwsCredentialSource.Chain(),
        null,
        new S3Encryption.BucketsOwn(),
        false,
        S3Limits.DEFAULT);
  }

  /** What a request says about who pays; null for nothing. */
  @Nullable RequestPayer payer() {
    return requesterPays ? RequestPayer.REQUESTER : null;
  }

  public S3Options withEndpoint(S3Endpoint other) {
    return new S3Options(bucket, other, credentials, role, encryption, requesterPays, limits);
  }

  public S3Options withCredentials(AwsCredentialSource other) {
    return new S3Options(bucket, endpoint, other, role, encryption, requesterPays, limits);
  }

  public S3Options withRole(@Nullable AssumedRole other) {
    return new S3Options(bucket, endpoint, credentials, other, encryption, requesterPays, limits);
  }

  public S3Options withEncryption(S3Encryption other) {
    return new S3Options(bucket, endpoint, credentials, role, other, requesterPays, limits);
  }

  public S3Options withRequesterPays(boolean other) {
    return new S3Options(bucket, endpoint, credentials, role, encryption, other, limits);
  }

  public S3Options withLimits(S3Limits other) {
    return new S3Options(bucket, endpoint, credentials, role, encryption, requesterPays, other);
  }
}
