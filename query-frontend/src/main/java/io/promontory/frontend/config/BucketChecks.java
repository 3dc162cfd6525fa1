package io.promontory.frontend.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a good section of a bucket. */
final class BucketChecks {
  private static final int LEAST_PART = 5 << 20;

  private final BucketConfig bucket;
  private final List<?> path;
  private final Problems problems;

  private BucketChecks(BucketConfig bucket, List<?> path, Problems problems) {
    this.bucket = bucket;
    this.path = path;
    this.problems = problems;
  }

  static void check(BucketConfig bucket, List<?> path, Problems problems) {
    BucketChecks checks = new BucketChecks(bucket, path, problems);
    switch (bucket.type()) {
      case "filesystem" -> checks.needs("path", bucket.path());
      case "s3" -> checks.s3();
      default -> checks.at("type", "is \"" + bucket.type() + "\"; it is s3 or filesystem");
    }
  }

  private void s3() {
    needs("bucket", bucket.bucket());
    String endpoint = bucket.endpoint();
    if (endpoint != null) {
      Addresses.checkUrl(endpointUrl(bucket, endpoint), to("endpoint"), problems);
    }
    AwsChecks.check(bucket, bucket.anonymous(), path, problems);
    String sse = bucket.sse();
    if (sse != null && !sse.equals("s3") && !sse.equals("kms")) {
      at("sse", "is \"" + sse + "\"; it is s3 or kms");
    }
    if (bucket.kmsKeyId() != null && !"kms".equals(sse)) {
      at("kms_key_id", "means nothing without \"sse: kms\"");
    }
    limits(bucket.limits());
  }

  /** The endpoint with its scheme. */
  static String endpointUrl(BucketConfig bucket, String endpoint) {
    return endpoint.contains("://")
        ? endpoint
        : (bucket.insecure() ? "http://" : "https://") + endpoint;
  }

  private void limits(S3LimitsConfig limits) {
    least("max_attempts", limits.maxAttempts(), 1);
    least("requests_per_second", limits.requestsPerSecond(), 0);
    least("max_connections", limits.maxConnections(), 1);
    least("part_bytes", limits.partBytes(), LEAST_PART);
    ConfigChecks.positive(limits.connectTimeout(), to("limits", "connect_timeout"), problems);
    ConfigChecks.positive(limits.attemptTimeout(), to("limits", "attempt_timeout"), problems);
    ConfigChecks.positive(limits.callTimeout(), to("limits", "call_timeout"), problems);
    ConfigChecks.positive(limits.maxRetryDelay(), to("limits", "max_retry_delay"), problems);
  }

  private void least(String key, int value, int least) {
    if (value < least) {
      problems.at(to("limits", key), "must be " + least + " or more");
    }
  }

  private void needs(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      problems.at(path, "needs the key \"" + key + "\"");
    }
  }

  private void at(String key, String message) {
    problems.at(to(key), message);
  }

  private List<Object> to(String... keys) {
    List<Object> longer = new ArrayList<>(path);
    longer.addAll(List.of(keys));
    return longer;
  }
}
