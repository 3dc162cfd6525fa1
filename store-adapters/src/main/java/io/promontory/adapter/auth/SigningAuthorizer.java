package io.promontory.adapter.auth;

import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.objectstore.aws.AwsIdentity;
import io.promontory.objectstore.aws.AwsIdentityException;
import io.promontory.objectstore.aws.AwsRegions;
import io.promontory.objectstore.aws.TokenService;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/**
 * Says who asks by AWS' signature of the request. Each attempt is signed anew, since a signature
 * carries its time, with the credentials of that moment.
 */
final class SigningAuthorizer implements Authorizer {
  private static final Duration TOKEN_ATTEMPT = Duration.ofSeconds(5);
  private static final Duration TOKEN_CALL = Duration.ofSeconds(10);

  private final RequestSigner signer;
  private final AwsRefusals refusals;
  private final AwsIdentity identity;
  private final @Nullable SdkHttpClient http;

  private SigningAuthorizer(Sigv4 config, String region, InstantSource clock) {
    boolean asksForKeys =
        config.role() != null || config.credentials() instanceof AwsCredentialSource.WebIdentity;
    SdkHttpClient client = asksForKeys ? client() : null;
    this.http = client;
    this.identity =
        new AwsIdentity(config.credentials(), config.role(), tokenService(client, region));
    this.signer = new RequestSigner(region, config.service(), clock);
    this.refusals = new AwsRefusals(region, config.service(), identity.from(), clock);
  }

  static SigningAuthorizer open(Sigv4 config, URI base, InstantSource clock) {
    return open(config, base, clock, AwsRegions.environmentOrHost(config.credentials()));
  }

  /**
   * As {@link Authorizer#open}.
   *
   * @param environment asked for the region where neither the configuration nor the URL names it
   */
  static SigningAuthorizer open(
      Sigv4 config, URI base, InstantSource clock, AwsRegionProvider environment) {
    return new SigningAuthorizer(config, region(config, base, environment), clock);
  }

  private static String region(Sigv4 config, URI base, AwsRegionProvider environment) {
    if (config.region() != null && !config.region().isBlank()) {
      return config.region();
    }
    String inHost = AwsHosts.region(String.valueOf(base.getHost()));
    if (inHost != null) {
      return inHost;
    }
    Region found = AwsRegions.find(environment);
    if (found == null) {
      throw new IllegalArgumentException(
          "sigv4: the region is nowhere named: set \"region\", AWS_REGION or the profile's");
    }
    return found.id();
  }

  private static SdkHttpClient client() {
    return Apache5HttpClient.builder()
        .maxConnections(2)
        .connectionTimeout(TOKEN_ATTEMPT)
        .socketTimeout(TOKEN_ATTEMPT)
        .build();
  }

  private static Supplier<TokenService> tokenService(@Nullable SdkHttpClient http, String region) {
    return () -> {
      if (http == null) {
        throw new IllegalStateException("nobody asks for keys");
      }
      return new TokenService(
          Region.of(region),
          http,
          AwsRetryStrategy.standardRetryStrategy(),
          TOKEN_CALL,
          TOKEN_ATTEMPT);
    };
  }

  @Override
  public OutgoingRequest authorize(OutgoingRequest request, Duration patience) {
    return signer.sign(request, credentials());
  }

  private AwsCredentials credentials() {
    try {
      return identity.resolveCredentials();
    } catch (AwsIdentityException e) {
      boolean late = e.kind() == AwsIdentityException.Kind.TIMEOUT;
      throw new AuthException("sigv4: " + e.getMessage() + advice(e.kind()), late, e);
    } catch (UncheckedIOException e) {
      throw new AuthException("sigv4: " + e.getMessage(), e);
    }
  }

  private static String advice(AwsIdentityException.Kind kind) {
    return switch (kind) {
      case DENIED -> "; check role_arn, external_id, and whom the role trusts";
      case MISCONFIGURED -> "; set access_key and secret_key, profile or role_arn of sigv4";
      case TIMEOUT, UNAVAILABLE -> "";
    };
  }

  @Override
  public @Nullable String explain(RefusedAnswer answer) {
    return refusals.explain(answer);
  }

  @Override
  public void close() {
    identity.close();
    if (http != null) {
      http.close();
    }
  }
}
