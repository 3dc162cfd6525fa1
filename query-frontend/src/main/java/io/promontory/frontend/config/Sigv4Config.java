package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** How requests are signed for AWS (Signature Version 4). */
@Section
@Doc(
    "How requests are signed for AWS (Signature Version 4). `sigv4: {}` takes everything from the environment.")
public final class Sigv4Config extends AwsIdentitySection {
  @Doc(
      "Region; default: the one in the URL's host, then `AWS_REGION`, the profile's, the instance's.")
  private @Nullable String region;

  @Doc("Signing name of the service: `aps` for managed Prometheus, `monitoring` for CloudWatch.")
  private String service = "aps";

  public @Nullable String region() {
    return region;
  }

  public String service() {
    return service;
  }
}
