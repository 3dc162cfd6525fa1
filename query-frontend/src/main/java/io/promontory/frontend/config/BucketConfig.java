package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** Where objects lie. */
@Section
@Doc("Where objects lie.")
public final class BucketConfig {
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

  @Doc(
      "Access key; default: the SDK's chain of credentials (environment, web identity, profile, container, instance).")
  private @Nullable String accessKey;

  @Doc("Secret of the access key.")
  private @Nullable Secret secretKey;

  @Doc("File with the secret key, read anew for each request.")
  private @Nullable String secretKeyFile;

  @Doc("Token of keys that do not last.")
  private @Nullable Secret sessionToken;

  @Doc("File with the session token, read anew for each request.")
  private @Nullable String sessionTokenFile;

  @Doc("Named profile of the AWS files, in place of keys.")
  private @Nullable String profile;

  @Doc("Does not sign requests, for public buckets.")
  private boolean anonymous = false;

  @Doc("Role to assume with the credentials above.")
  private @Nullable String roleArn;

  @Doc("External id that the role asks for.")
  private @Nullable String externalId;

  @Doc("Name of the role's session, as audit logs show it.")
  private String sessionName = "promontory";

  @Doc("File with a token that speaks for the role, in place of credentials.")
  private @Nullable String webIdentityTokenFile;

  @Doc("URL of the token service; default: AWS' own in the region.")
  private @Nullable String stsEndpoint;

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

  public @Nullable String accessKey() {
    return accessKey;
  }

  public @Nullable Secret secretKey() {
    return secretKey;
  }

  public @Nullable String secretKeyFile() {
    return secretKeyFile;
  }

  public @Nullable Secret sessionToken() {
    return sessionToken;
  }

  public @Nullable String sessionTokenFile() {
    return sessionTokenFile;
  }

  public @Nullable String profile() {
    return profile;
  }

  public boolean anonymous() {
    return anonymous;
  }

  public @Nullable String roleArn() {
    return roleArn;
  }

  public @Nullable String externalId() {
    return externalId;
  }

  public String sessionName() {
    return sessionName;
  }

  public @Nullable String webIdentityTokenFile() {
    return webIdentityTokenFile;
  }

  public @Nullable String stsEndpoint() {
    return stsEndpoint;
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
