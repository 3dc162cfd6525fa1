package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bearer tokens by the client credentials grant of OAuth 2.0 (RFC 6749 4.4). */
@Section
@Doc(
    "Bearer tokens of a token server, by OAuth 2.0 client credentials; kept until shortly before they run out.")
public final class OAuth2Config {
  @Doc("Id of this client. Required.")
  private String clientId = "";

  @Doc("Secret of this client.")
  private @Nullable Secret clientSecret;

  @Doc("File that holds the secret; read anew for each token.")
  private @Nullable String clientSecretFile;

  @Doc("URL of the token server. Required.")
  private String tokenUrl = "";

  @Doc("Scopes to ask for.")
  private List<String> scopes = List.of();

  @Doc("Parameters to send to the token server besides.")
  private Map<String, String> endpointParams = Map.of();

  @Doc("TLS with the token server.")
  private @Nullable TlsConfig tlsConfig;

  public String clientId() {
    return clientId;
  }

  public @Nullable Secret clientSecret() {
    return clientSecret;
  }

  public @Nullable String clientSecretFile() {
    return clientSecretFile;
  }

  public String tokenUrl() {
    return tokenUrl;
  }

  public List<String> scopes() {
    return scopes;
  }

  public Map<String, String> endpointParams() {
    return endpointParams;
  }

  public @Nullable TlsConfig tlsConfig() {
    return tlsConfig;
  }
}
