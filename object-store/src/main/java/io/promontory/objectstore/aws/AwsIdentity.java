package io.promontory.objectstore.aws;

import io.promontory.objectstore.aws.AwsIdentityException.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials from their source, kept and renewed before they expire, and all that must be closed
 * after them.
 */
public final class AwsIdentity implements AwsCredentialsProvider, AutoCloseable {
  private final List<SdkAutoCloseable> owned = new ArrayList<>();
  private final Supplier<TokenService> tokens;
  private final AwsCredentialsProvider provider;
  private final String from;

  /**
   * Asks nothing yet.
   *
   * @param role taken on with the credentials; null to use them as they are
   * @param tokens where to ask for the keys of roles; called only if there is one to ask for
   */
  public AwsIdentity(
      AwsCredentialSource source, @Nullable AssumedRole role, Supplier<TokenService> tokens) {
    this.tokens = tokens;
    AwsCredentialsProvider base = own(base(source));
    provider = role == null ? base : own(assumed(role, base));
    from = role == null ? describe(source) : "role " + role.arn();
  }

  private AwsCredentialsProvider base(AwsCredentialSource source) {
    return switch (source) {
      case AwsCredentialSource.Chain chain -> DefaultCredentialsProvider.builder().build();
      case AwsCredentialSource.Profile profile -> ProfileCredentialsProvider.create(profile.name());
      case AwsCredentialSource.Keys keys -> () -> resolve(keys);
      case AwsCredentialSource.WebIdentity identity ->
          StsWebIdentityTokenFileCredentialsProvider.builder()
              .stsClient(sts(identity.stsEndpoint(), AnonymousCredentialsProvider.create()))
              .roleArn(identity.roleArn())
              .roleSessionName(identity.sessionName())
              .webIdentityTokenFile(identity.tokenFile())
              .build();
      case AwsCredentialSource.Anonymous nobody -> AnonymousCredentialsProvider.create();
    };
  }

  private AwsCredentialsProvider assumed(AssumedRole role, AwsCredentialsProvider base) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts(role.stsEndpoint(), base))
        .refreshRequest(
            request ->
                request
                    .roleArn(role.arn())
                    .roleSessionName(role.sessionName())
                    .externalId(role.externalId()))
        .build();
  }

  private StsClient sts(@Nullable URI endpoint, AwsCredentialsProvider base) {
    TokenService service = tokens.get();
    StsClientBuilder client =
        StsClient.builder()
            .httpClient(service.http())
            .region(service.region())
            .credentialsProvider(base)
            .overrideConfiguration(
                all ->
                    all.retryStrategy(service.retries())
                        .apiCallTimeout(service.callTimeout())
                        .apiCallAttemptTimeout(service.attemptTimeout()));
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

  private static AwsCredentials resolve(AwsCredentialSource.Keys keys) {
    String access = keys.accessKey().get();
    String secret = keys.secretKey().get();
    return keys.sessionToken() == null
        ? AwsBasicCredentials.create(access, secret)
        : AwsSessionCredentials.create(access, secret, keys.sessionToken().get());
  }

  private static String describe(AwsCredentialSource source) {
    return switch (source) {
      case AwsCredentialSource.Chain chain ->
          "the environment (properties, AWS_ variables, profile, container, instance)";
      case AwsCredentialSource.Profile profile -> "profile " + profile.name();
      case AwsCredentialSource.Keys keys -> "the keys that are set";
      case AwsCredentialSource.WebIdentity identity ->
          "role " + identity.roleArn() + " by the token in " + identity.tokenFile();
      case AwsCredentialSource.Anonymous nobody -> "nobody";
    };
  }

  /** Where the credentials come from, in words, without any of them. */
  public String from() {
    return from;
  }

  /**
   * The credentials of now.
   *
   * @throws AwsIdentityException if there are none
   */
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (AwsServiceException e) {
      throw new AwsIdentityException(
          e.statusCode() >= 500 ? Kind.UNAVAILABLE : Kind.DENIED,
          "no credentials from " + from + ": " + e.awsErrorDetails().errorMessage(),
          e);
    } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
      throw new AwsIdentityException(Kind.TIMEOUT, "no credentials in time from " + from, e);
    } catch (SdkClientException e) {
      throw new AwsIdentityException(
          Kind.MISCONFIGURED, "no credentials from " + from + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    owned.reversed().forEach(SdkAutoCloseable::close);
  }
}
