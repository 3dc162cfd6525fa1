package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.aws.AwsIdentity;
import io.promontory.objectstore.aws.AwsIdentityException;
import io.promontory.objectstore.aws.TokenService;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** Who asks the bucket; that there are no credentials is a failure of the bucket. */
final class S3Identity implements AwsCredentialsProvider, AutoCloseable {
  private final AwsIdentity identity;

  S3Identity(S3Options options, Region region, SdkHttpClient http) {
    S3Limits limits = options.limits();
    TokenService tokens =
        new TokenService(
            region, http, S3Clients.retries(limits), limits.callTimeout(), limits.attemptTimeout());
    identity = new AwsIdentity(options.credentials(), options.role(), () -> tokens);
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return identity.resolveCredentials();
    } catch (AwsIdentityException e) {
      Kind kind =
          switch (e.kind()) {
            case DENIED -> Kind.DENIED;
            case MISCONFIGURED -> Kind.MISCONFIGURED;
            case TIMEOUT -> Kind.TIMEOUT;
            case UNAVAILABLE -> Kind.UNAVAILABLE;
          };
      throw new BucketException(kind, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    identity.close();
  }
}
