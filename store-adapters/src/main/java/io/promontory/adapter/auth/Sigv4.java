package io.promontory.adapter.auth;

import io.promontory.objectstore.aws.AssumedRole;
import io.promontory.objectstore.aws.AwsCredentialSource;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of AWS, version 4.
 *
 * @param region of the endpoint; null for the one in its host name, else the environment's
 * @param service by its signing name, such as {@code aps} for managed Prometheus
 * @param role taken on with the credentials; null to use them as they are
 */
public record Sigv4(
    @Nullable String region,
    String service,
    AwsCredentialSource credentials,
    @Nullable AssumedRole role)
    implements HttpAuth {
  /** Amazon Managed Service for Prometheus. */
  public static final String APS = "aps";

  public Sigv4 {
    if (service.isBlank()) {
      throw new IllegalArgumentException("sigv4: the service needs a name, such as aps");
    }
  }

  /** For managed Prometheus, with the credentials and the region of the environment. */
  public static Sigv4 ofEnvironment() {
    return new Sigv4(null, APS, new AwsCredentialSource.Chain(), null);
  }

  public Sigv4 withRegion(@Nullable String other) {
    return new Sigv4(other, service, credentials, role);
  }

  public Sigv4 withService(String other) {
    return new Sigv4(region, other, credentials, role);
  }

  public Sigv4 withCredentials(AwsCredentialSource other) {
    return new Sigv4(region, service, other, role);
  }

  public Sigv4 withRole(@Nullable AssumedRole other) {
    return new Sigv4(region, service, credentials, other);
  }
}
