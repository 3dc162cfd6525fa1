package io.promontory.frontend.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.auth.Authorization;
import io.promontory.adapter.auth.BasicAuth;
import io.promontory.adapter.auth.OAuth2;
import io.promontory.adapter.auth.Secret;
import io.promontory.adapter.auth.Sigv4;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.tls.TlsConfig;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.config.HttpClientKeys;
import io.promontory.frontend.config.PrometheusStoreSection;
import io.promontory.objectstore.aws.AssumedRole;
import io.promontory.objectstore.aws.AwsCredentialSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The same keys mean the same wherever a section names an HTTP server. */
class HttpClientsTest {
  private static HttpClientConfig client(
      String text, Function<FrontendConfig, HttpClientKeys> section) throws Exception {
    ConfigFile file = new ConfigLoader(name -> null).parse(Path.of("/etc/p/f.yml"), text);
    return new HttpClients(file::resolve).config(section.apply(file.config()));
  }

  private static HttpClientConfig store(String keys) throws Exception {
    return client(
        "stores: [{name: a, type: prometheus, url: 'http://h', " + keys + "}]",
        config -> (PrometheusStoreSection) config.stores().getFirst());
  }

  @Test
  void nobodyAsksUnlessSaid() throws Exception {
    assertThat(store("timeout: 1s")).isEqualTo(HttpClientConfig.DEFAULT);
  }

  @Test
  void eachWayToSayWhoAsks() throws Exception {
    assertThat(store("basic_auth: {username: u, password: p}").auth())
        .isEqualTo(new BasicAuth("u", Secret.of("p")));
    assertThat(store("basic_auth: {username: u, password_file: p}").auth())
        .isEqualTo(new BasicAuth("u", Secret.fromFile(Path.of("/etc/p/p"))));
    assertThat(store("authorization: {credentials_file: /c}").auth())
        .isEqualTo(Authorization.bearer(Secret.fromFile(Path.of("/c"))));
    assertThat(
            store("oauth2: {client_id: i, client_secret: s, token_url: 'http://t', scopes: [x]}")
                .auth())
        .isEqualTo(
            new OAuth2(
                "i",
                Secret.of("s"),
                URI.create("http://t"),
                List.of("x"),
                Map.of(),
                TlsConfig.SYSTEM));
    assertThat(store("sigv4: {}").auth()).isEqualTo(Sigv4.ofEnvironment());
    assertThat(store("sigv4: {profile: p, region: r, service: monitoring}").auth())
        .isEqualTo(
            Sigv4.ofEnvironment()
                .withRegion("r")
                .withService("monitoring")
                .withCredentials(new AwsCredentialSource.Profile("p")));
    assertThat(store("sigv4: {role_arn: a, external_id: x, sts_endpoint: 'http://s'}").auth())
        .isEqualTo(
            Sigv4.ofEnvironment()
                .withRole(new AssumedRole("a", "x", "promontory", URI.create("http://s"))));
  }

  @Test
  void headersAndTls() throws Exception {
    HttpClientConfig config =
        store("headers: {X-Scope-OrgID: team}, tls_config: {ca_file: ca.pem, server_name: n}");
    assertThat(config.headers()).isEqualTo(Map.of("X-Scope-OrgID", Secret.of("team")));
    assertThat(config.tls())
        .isEqualTo(new TlsConfig(Path.of("/etc/p/ca.pem"), null, null, "n", false));
  }

  @Test
  void everySectionTakesTheSameKeys() throws Exception {
    String keys = "sigv4: {region: r}, headers: {a: b}";
    HttpClientConfig store = store(keys);
    assertThat(
            client(
                "{stores: [], remote_write: [{url: 'http://h', " + keys + "}]}",
                config -> config.remoteWrite().getFirst()))
        .isEqualTo(store);
    assertThat(
            client(
                "{stores: [], alerting: {alertmanagers: [{" + keys + "}]}}",
                config -> config.alerting().alertmanagers().getFirst()))
        .isEqualTo(store);
    assertThat(
            client(
                "stores: [{name: a, type: prometheus, http_sd_configs: [{url: 'http://t', "
                    + keys
                    + "}]}]",
                config ->
                    ((PrometheusStoreSection) config.stores().getFirst())
                        .httpSdConfigs()
                        .getFirst()))
        .isEqualTo(store);
  }
}
