package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** Where blocks lie. */
@Section
@Doc("Where blocks lie.")
public final class BucketConfig {
  @Doc("`s3` or `filesystem`.")
  private String type = "filesystem";

  @Doc("Folder, for `filesystem`.")
  private @Nullable String path;

  @Doc("Name of the bucket, for `s3`.")
  private @Nullable String bucket;

  @Doc("Region, for `s3`.")
  private @Nullable String region;

  @Doc("Endpoint in place of AWS' own, for `s3`.")
  private @Nullable String endpoint;

  public String type() {
    return type;
  }

  public @Nullable String path() {
    return path;
  }

  public @Nullable String bucket() {
    return bucket;
  }

  public @Nullable String region() {
    return region;
  }

  public @Nullable String endpoint() {
    return endpoint;
  }
}
