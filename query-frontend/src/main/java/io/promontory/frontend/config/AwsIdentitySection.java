package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import org.jspecify.annotations.Nullable;

/** Who asks AWS: the keys of every section whose requests are signed for it. */
@Section
public abstract class AwsIdentitySection {
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

  @Doc("Role to assume with the credentials above; its keys are renewed before they run out.")
  private @Nullable String roleArn;

  @Doc("External id that the role asks for.")
  private @Nullable String externalId;

  @Doc("Name of the role's session, as audit logs show it.")
  private String sessionName = "promontory";

  @Doc("File with a token that speaks for the role, in place of credentials.")
  private @Nullable String webIdentityTokenFile;

  @Doc("URL of the token service; default: AWS' own in the region.")
  private @Nullable String stsEndpoint;

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
}
