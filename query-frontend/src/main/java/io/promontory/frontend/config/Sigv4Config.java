package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** How requests are signed for AWS (Signature Version 4). */
@Section
@Doc("How requests are signed for AWS.")
public final class Sigv4Config {
  @Doc("Region; default: that of the environment.")
  private @Nullable String region;

  @Doc("Access key; default: the SDK's chain of credentials.")
  private @Nullable String accessKey;

  @Doc("Secret of the access key.")
  private @Nullable Secret secretKey;

  @Doc("Named profile.")
  private @Nullable String profile;

  @Doc("Role to assume.")
  private @Nullable String roleArn;

  public @Nullable String region() {
    return region;
  }

  public @Nullable String accessKey() {
    return accessKey;
  }

  public @Nullable Secret secretKey() {
    return secretKey;
  }

  public @Nullable String profile() {
    return profile;
  }

  public @Nullable String roleArn() {
    return roleArn;
  }
}
