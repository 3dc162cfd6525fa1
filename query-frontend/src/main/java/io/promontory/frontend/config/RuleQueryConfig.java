package io.promontory.frontend.config;

/** The server that evaluates the expressions of rules. */
@Section
@Doc(
    "The server that evaluates the expressions of rules, in place of the stores of this process: any"
        + " that has Prometheus' query API. To rules that read series of other rules, make this process"
        + " a store of that server, over gRPC.")
public final class RuleQueryConfig extends HttpClientSection {
  @Doc("Base URL of the server. Required.")
  private String url = "";

  public String url() {
    return url;
  }
}
