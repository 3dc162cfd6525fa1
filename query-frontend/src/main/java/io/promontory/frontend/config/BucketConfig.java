package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** Where objects lie. */
@Section
@Doc("Where objects lie.")
public final class BucketConfig extends AwsIdentitySection {
  @Doc("`s3` or `filesystem`.")
  private String type = "filesystem";

  @Doc("Folder, for `filesystem`; made if it is missing.")
  private @Nullable String path;

  @Doc("What lies below this prefix only, such as `team/blocks`.")
  private @Nullable String prefix;

  @Doc("Name of the bucket, for `s3` (as are all keys that follow).")
  private @Nullable String bucket;

  @Doc("URL or host in place of AWS' own.")
  private @Nullable String endpoint;

  @Doc("Plain HTTP where the endpoint is a host without a scheme.")
  private boolean insecure = false;

  @Doc(
      "Region; default: `AWS_REGION`, then the profile's. Never empty: where a server knows none, `us-east-1` will do.")
  private @Nullable String region;

  @Doc("Name the bucket in the path instead of the host, as most servers other than AWS want it.")
  private boolean pathStyle = false;

  @Doc("PEM file of authorities to trust in place of the system's.")
  private @Nullable String caFile;

  @Doc("Accepts any certificate. Anyone on the path can then read and change the data.")
  private boolean insecureSkipVerify = false;

  @Doc("Does not sign requests, for public buckets.")
  private boolean anonymous = false;

  @Doc(
      "Encryption of what is written: `s3` (SSE-S3) or `kms` (SSE-KMS); default: the bucket's own.")
  private @Nullable String sse;

  @Doc("Key for `sse: kms`; default: the account's own.")
  private @Nullable String kmsKeyId;

  @Doc("Agrees to pay for requests to a bucket of someone else.")
  private boolean requesterPays = false;

  @Doc("How much is asked of the server, and how long is waited.")
  private S3LimitsConfig limits = new S3LimitsConfig();

  public String type() {
    return type;
  }

  public @Nullable String path() {
    return path;
  }

  public @Nullable String prefix() {
    return prefix;
  }

  public @Nullable String bucket() {
    return bucket;
  }

  public @Nullable String endpoint() {
    return endpoint;
  }

  public boolean insecure() {
    return insecure;
  }

  public @Nullable String region() {
    return region;
  }

  public boolean pathStyle() {
    return pathStyle;
  }

  public @Nullable String caFile() {
    return caFile;
  }

  public boolean insecureSkipVerify() {
    return insecureSkipVerify;
  }

  public boolean anonymous() {
    return anonymous;
  }

  public @Nullable String sse() {
    return sse;
  }

  public @Nullable String kmsKeyId() {
    return kmsKeyId;
  }

  public boolean requesterPays() {
    return requesterPays;
  }

  public S3LimitsConfig limits() {
    return limits;
  }
}
