package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Credentials as the options say, and all that must be closed after them. */
final class S3Identity implements AwsCredentialsProvider, AutoCloseable {
  private final List<AutoCloseable> owned = new ArrayList<>();
  private final AwsCredentialsProvider provider;
  private final String from;
  private final S3Limits limits;

  S3Identity(S3Options options, Region region, SdkHttpClient http) {
    limits = options.limits();
    AwsCredentialsProvider base = own(base(options.credentials(), region, http));
    AssumedRole role = options.role();
    provider = role == null ? base : own(assumed(role, base, region, http));
    from = role == null ? describe(options.credentials()) : "role " + role.arn();
  }

  private AwsCredentialsProvider base(
      S3Credentials credentials, Region region, SdkHttpClient http) {
    return switch (credentials) {
      case S3Credentials.Chain chain -> DefaultCredentialsProvider.builder().build();
      case S3Credentials.Profile profile -> ProfileCredentialsProvider.create(profile.name());
      case S3Credentials.Keys keys -> () -> resolve(keys);
      case S3Credentials.WebIdentity identity ->
          StsWebIdentityTokenFileCredentialsProvider.builder()
              .stsClient(
                  sts(identity.stsEndpoint(), AnonymousCredentialsProvider.create(), region, http))
              .roleArn(identity.roleArn())
              .roleSessionName(identity.sessionName())
              .webIdentityTokenFile(identity.tokenFile())
              .build();
      case S3Credentials.Anonymous nobody -> AnonymousCredentialsProvider.create();
    };
  }

  private AwsCredentialsProvider assumed(
      AssumedRole role, AwsCredentialsProvider base, Region region, SdkHttpClient http) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts(role.stsEndpoint(), base, region, http))
        .refreshRequest(
            request ->
                request
                    .roleArn(role.arn())
                    .roleSessionName(role.sessionName())
                    .externalId(role.externalId()))
        .build();
  }

  private StsClient sts(
      @Nullable URI endpoint, AwsCredentialsProvider base, Region region, SdkHttpClient http) {
    StsClientBuilder client =
        StsClient.builder()
            .httpClient(http)
            .region(region)
            .credentialsProvider(base)
            .overrideConfiguration(
                all ->
                    all.retryStrategy(S3Clients.retries(limits))
                        .apiCallTimeout(limits.callTimeout())
                        .apiCallAttemptTimeout(limits.attemptTimeout()));
    if (endpoint != null) {
      client.endpointOverride(endpoint);
    }
    return own(client.build());
  }

  private <T> T own(T part) {
    if (part instanceof SdkAutoCloseable closeable) {
      owned.add(closeable);
    }
    return part;
  }

  private static AwsCredentials resolve(S3Credentials.Keys keys) {
    String access = keys.accessKey().get();
    String secret = keys.secretKey().get();
    return keys.sessionToken() == null
        ? AwsBasicCredentials.create(access, secret)
        : AwsSessionCredentials.create(access, secret, keys.sessionToken().get());
  }

  private static String describe(S3Credentials credentials) {
    return switch (credentials) {
      case S3Credentials.Chain chain ->
          "the environment (properties, AWS_ variables, profile, container, instance)";
      case S3Credentials.Profile profile -> "profile " + profile.name();
      case S3Credentials.Keys keys -> "the keys that are set";
      case S3Credentials.WebIdentity identity ->
          "role " + identity.roleArn() + " by the token in " + identity.tokenFile();
      case S3Credentials.Anonymous nobody -> "nobody";
    };
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (AwsServiceException e) {
      throw new BucketException(
          e.statusCode() >= 500 ? Kind.UNAVAILABLE : Kind.DENIED,
          "no credentials from " + from + ": " + e.awsErrorDetails().errorMessage(),
          e);
    } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
      throw new BucketException(Kind.TIMEOUT, "no credentials in time from " + from, e);
    } catch (SdkClientException e) {
      throw new BucketException(
          Kind.MISCONFIGURED, "no credentials from " + from + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : owned.reversed()) {
      part.close();
    }
  }
}
