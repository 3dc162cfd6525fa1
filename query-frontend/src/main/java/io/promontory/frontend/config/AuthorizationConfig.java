package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import org.jspecify.annotations.Nullable;

/** The {@code Authorization} header: a scheme and its credentials. */
@Section
@Doc("The `Authorization` header.")
public final class AuthorizationConfig {
  @Doc("Scheme.")
  private String type = "Bearer";

  @Doc("Credentials that follow the scheme.")
  private @Nullable Secret credentials;

  @Doc("File that holds the credentials; read anew for each request.")
  private @Nullable String credentialsFile;

  public String type() {
    return type;
  }

  public @Nullable Secret credentials() {
    return credentials;
  }

  public @Nullable String credentialsFile() {
    return credentialsFile;
  }
}
