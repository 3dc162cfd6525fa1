package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A workspace of Amazon Managed Service for Prometheus, or one of its kin. */
@Section
@Doc(
    "An endpoint of Prometheus' query API that offers no remote read (`type: managed`): a workspace"
        + " of Amazon Managed Service for Prometheus, or one of its kin.")
public final class ManagedStoreSection extends StoreConfig implements HttpClientKeys {
  @Doc("URL of the endpoint, up to what stands before `/api/v1`. Required.")
  private String url = "";

  @Doc("HTTP basic authentication. At most one of this, `authorization`, `oauth2` and `sigv4`.")
  private @Nullable BasicAuthConfig basicAuth;

  @Doc("The `Authorization` header.")
  private @Nullable AuthorizationConfig authorization;

  @Doc("Bearer tokens of a token server, by OAuth 2.0 client credentials.")
  private @Nullable OAuth2Config oauth2;

  @Doc("Signatures of AWS.")
  private @Nullable Sigv4Config sigv4;

  @Doc("TLS, for `https` URLs.")
  private @Nullable TlsConfig tlsConfig;

  @Doc(
      "Headers to send with every request, such as `X-Scope-OrgID`; a redirect to another host goes"
          + " without.")
  private Map<String, Secret> headers = Map.of();

  @Doc("Parameters to add to the query of every request's URL, each with its values.")
  private Map<String, List<String>> params = Map.of();

  @Doc("What the endpoint takes.")
  private ManagedLimitsConfig limits = new ManagedLimitsConfig();

  @Doc("What the endpoint may bill.")
  private ManagedCostConfig cost = new ManagedCostConfig();

  @Doc("What is kept of its answers.")
  private ManagedCacheConfig cache = new ManagedCacheConfig();

  @Doc("Whether it answers `/api/v1/metadata`.")
  private boolean metadata = true;

  @Doc("Whether it is asked for rules and alerts (`/api/v1/rules`).")
  private boolean rules;

  @Doc(
      "Whether it is asked for exemplars (`/api/v1/query_exemplars`), which few managed services"
          + " have.")
  private boolean exemplars;

  @Doc(
      "Whether expressions over what this endpoint holds alone are left to it, whose own answer"
          + " counts: `auto`, as far as its dialect shows itself to be Prometheus', and where that"
          + " is billed less than its samples; `always`, its word is taken for the dialect;"
          + " `never`, samples are read.")
  private String pushdown = "auto";

  public String url() {
    return url;
  }

  @Override
  public @Nullable BasicAuthConfig basicAuth() {
    return basicAuth;
  }

  @Override
  public @Nullable AuthorizationConfig authorization() {
    return authorization;
  }

  @Override
  public @Nullable OAuth2Config oauth2() {
    return oauth2;
  }

  @Override
  public @Nullable Sigv4Config sigv4() {
    return sigv4;
  }

  @Override
  public @Nullable TlsConfig tlsConfig() {
    return tlsConfig;
  }

  @Override
  public Map<String, Secret> headers() {
    return headers;
  }

  public Map<String, List<String>> params() {
    return params;
  }

  public ManagedLimitsConfig limits() {
    return limits;
  }

  public ManagedCostConfig cost() {
    return cost;
  }

  public ManagedCacheConfig cache() {
    return cache;
  }

  public boolean metadata() {
    return metadata;
  }

  public boolean rules() {
    return rules;
  }

  public boolean exemplars() {
    return exemplars;
  }

  public String pushdown() {
    return pushdown;
  }
}
