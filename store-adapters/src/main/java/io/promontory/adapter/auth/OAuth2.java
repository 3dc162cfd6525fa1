package io.promontory.adapter.auth;

import io.promontory.adapter.tls.TlsConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The client credentials grant of OAuth 2.0 (RFC 6749 4.4): a token server gives out bearer tokens
 * for the client's id and secret.
 *
 * @param tokenUrl of the token server
 * @param scopes asked for; may be empty
 * @param endpointParams sent to the token server besides
 * @param tls with the token server
 */
public record OAuth2(
    String clientId,
    Secret clientSecret,
    URI tokenUrl,
    List<String> scopes,
    Map<String, String> endpointParams,
    TlsConfig tls)
    implements HttpAuth {
  public OAuth2 {
    scopes = List.copyOf(scopes);
    endpointParams = Map.copyOf(endpointParams);
  }
}
