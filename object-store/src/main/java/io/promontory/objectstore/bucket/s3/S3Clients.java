package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.aws.AwsRegions;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.series.store.TokenBucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/** Makes the SDK's clients as the options say. */
final class S3Clients {
  /** Idle connections are dropped before the server does it under a request. */
  private static final Duration MAX_IDLE = Duration.ofSeconds(15);

  /** Requests of this time may be sent at once. */
  private static final Duration BURST = Duration.ofMillis(100);

  private S3Clients() {}

  static SdkHttpClient http(S3Options options) {
    S3Limits limits = options.limits();
    S3Endpoint endpoint = options.endpoint();
    Apache5HttpClient.Builder http =
        Apache5HttpClient.builder()
            .maxConnections(limits.maxConnections())
            .connectionTimeout(limits.connectTimeout())
            .connectionAcquisitionTimeout(limits.attemptTimeout())
            .socketTimeout(limits.attemptTimeout())
            .connectionMaxIdleTime(MAX_IDLE)
            .tcpKeepAlive(true)
            .expectContinueEnabled(false);
    if (endpoint.caFile() != null) {
      http.tlsTrustManagersProvider(PemTrust.of(endpoint.caFile()));
    }
    return http.buildWithDefaults(
        AttributeMap.builder()
            .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, endpoint.insecureSkipVerify())
            .build());
  }

  static S3Client s3(
      S3Options options, Region region, SdkHttpClient http, AwsCredentialsProvider credentials) {
    S3Limits limits = options.limits();
    S3ClientBuilder client =
        S3Client.builder()
            .httpClient(http)
            .region(region)
            .credentialsProvider(credentials)
            .forcePathStyle(options.endpoint().pathStyle())
            // Before proxies that pass no interim answer on, each body would wait three seconds.
            .serviceConfiguration(s3 -> s3.expectContinueEnabled(false))
            // Servers other than AWS' know neither trailing nor default checksums; we send MD5.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                all ->
                    all.retryStrategy(retries(limits))
                        .apiCallAttemptTimeout(limits.attemptTimeout())
                        .addExecutionInterceptor(
                            new AttemptInterceptor(rate(limits.requestsPerSecond()))));
    if (options.endpoint().uri() != null) {
      client.endpointOverride(options.endpoint().uri());
    }
    return client.build();
  }

  private static @Nullable TokenBucket rate(int perSecond) {
    return perSecond == 0 ? null : TokenBucket.perSecond(perSecond, BURST, System::nanoTime);
  }

  /**
   * Retries with full jitter. The strategy's own budget of retries stays on: when most requests
   * fail, a bucket is not asked several times as often as when it is well.
   */
  static StandardRetryStrategy retries(S3Limits limits) {
    BackoffStrategy delays =
        BackoffStrategy.exponentialDelay(limits.firstDelay(), limits.maxDelay());
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(limits.maxAttempts())
        .backoffStrategy(delays)
        .throttlingBackoffStrategy(delays)
        .build();
  }

  static Region region(S3Options options, AwsRegionProvider environment) {
    String named = options.endpoint().region();
    if (named != null) {
      return Region.of(named);
    }
    Region found = AwsRegions.find(environment);
    if (found != null) {
      return found;
    }
    throw new BucketException(
        Kind.MISCONFIGURED,
        "the region of bucket "
            + options.bucket()
            + " is nowhere named: set \"region\", AWS_REGION or the profile's; for a server that"
            + " knows no regions any will do, such as us-east-1");
  }
}
