package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import org.jspecify.annotations.Nullable;

/** User name and password of HTTP basic authentication (RFC 7617). */
@Section
@Doc("User name and password for HTTP basic authentication.")
public final class BasicAuthConfig {
  @Doc("User name.")
  private String username = "";

  @Doc("Password.")
  private @Nullable Secret password;

  @Doc("File that holds the password; read anew for each request.")
  private @Nullable String passwordFile;

  public String username() {
    return username;
  }

  public @Nullable Secret password() {
    return password;
  }

  public @Nullable String passwordFile() {
    return passwordFile;
  }
}
