package io.promontory.frontend.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file is said with its place, in the words of the file. */
class ConfigErrorsTest {
  private static final ConfigLoader LOADER = new ConfigLoader(name -> null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stors: []                                        | f.yml:1:1: unknown key "stors"; did you mean "stores"?
          {stores: [], query: {time_out: 1m}}              | f.yml:1:22: unknown key "query.time_out"; did you mean "timeout"?
          {stores: [{name: a, typ: grpc}]}                 | f.yml:1:11: stores[0] needs the key "type"; known: blocks, grpc, managed, prometheus
          {stores: [{name: a, type: grcp}]}                | f.yml:1:11: unknown type "grcp" of stores[0]; did you mean "grpc"?
          {stores: [{name: a, type: grpc, adress: 'a:1'}]} | f.yml:1:33: unknown key "stores[0].adress"; did you mean "address"?
          {stores: [], query: {timeout: 5 minutes}}        | f.yml:1:22: query.timeout must be a duration such as 30s, 5m or 1h30m, found "5 minutes"
          {stores: [], query: {timeout: 30}}               | f.yml:1:22: query.timeout must be a duration such as 30s, 5m or 1h30m, found "30"
          {stores: [], query: {timeout: 0s}}               | f.yml:1:22: query.timeout must be longer than 0
          {stores: [], query: {max_concurrency: 3000000}}  | f.yml:1:22: query.max_concurrency must be 100000 or less
          {stores: [], query: {max_samples: many}}         | f.yml:1:22: query.max_samples must be a whole number, found "many"
          {stores: [], query: {max_samples: ''}}           | f.yml:1:22: query.max_samples must be a whole number, found ""
          {stores: [], query: {partial_response: maybe}}   | f.yml:1:22: query.partial_response must be true or false, found "maybe"
          {stores: {}}                                     | f.yml:1:2: stores must be a list, found a mapping
          {stores: [], rule_files: a.yml}                  | f.yml:1:14: rule_files must be a list, found "a.yml"
          {stores: [], query: []}                          | f.yml:1:14: query must be a mapping of keys, found a list
          {stores: [], global: {external_labels: {a: [b]}}} | f.yml:1:41: global.external_labels.a must be a text, found a list
          {query: {}}                                      | f.yml:1:1: key "stores" is missing; write "stores: []" for none
          {stores: [], stores: []}                         | f.yml:1:14: key "stores" is already set at line 1
          just a text                                      | f.yml:1:1: a configuration is a mapping of keys, found "just a text"
          {stores: [], storage: {path: '${NOPE}'}}         | f.yml:1:30: environment variable NOPE is not set; write $${NOPE} for the text itself
          {stores: [{name: a, type: prometheus}]}          | f.yml:1:11: stores[0] needs the key "url"
          {stores: [{type: grpc, address: 'h:1'}]}         | f.yml:1:11: stores[0] needs the key "name"
          {stores: [{name: a, type: grpc, address: h}]}    | f.yml:1:33: stores[0].address must be host:port, found "h"
          {stores: [{name: a, type: prometheus, url: 'http://h', pushdown: yes}]} | f.yml:1:56: stores[0].pushdown is "yes"; known: auto, always, never
          {stores: [{name: a, type: prometheus, url: 'h'}]} | f.yml:1:39: stores[0].url must be an http or https URL, found "h"
          {stores: [{name: a, type: prometheus, url: 'http://u:p@h'}]} | f.yml:1:39: stores[0].url holds a user name; put user and password under "basic_auth"
          {stores: [{name: a, type: managed}]}             | f.yml:1:11: stores[0] needs the key "url"
          {stores: [{name: a, type: blocks}]}              | f.yml:1:11: stores[0].bucket needs the key "path"
          {stores: [{name: a, type: blocks, bucket: {path: b}, replica_labels: [r, __name__]}]} | f.yml:1:74: stores[0].replica_labels[1] is "__name__", which tells no replicas apart
          {stores: [{name: a, type: blocks, bucket: {path: b}, refresh_interval: 0s}]} | f.yml:1:54: stores[0].refresh_interval must be longer than 0
          {stores: [{name: a, type: blocks, bucket: {path: b}, cache_bytes: -1}]} | f.yml:1:54: stores[0].cache_bytes must be 0 or more
          {stores: [{name: a, type: blocks, bucket: {path: b}, max_concurrent_requests: 0}]} | f.yml:1:54: stores[0].max_concurrent_requests must be 1 or more
          {stores: [], feature_flags: [promql-experimental-function]} | f.yml:1:30: feature_flags[0] is "promql-experimental-function", which is no feature of this version; did you mean "promql-experimental-functions"?
          {stores: [], query: {disabled_optimisations: [label-projections]}} | f.yml:1:47: query.disabled_optimisations[0] is "label-projections", which is no optimisation; did you mean "label-projection"?
          {stores: [], query: {disabled_optimisations: [label-projection, x]}} | f.yml:1:65: query.disabled_optimisations[1] is "x", which is no optimisation; known: common-subexpressions, constant-folding,
          {stores: [], server: {applicationConnectors: [{type: htp}]}} | f.yml:1:47: unknown type "htp" of server.applicationConnectors[0]
          {stores: [], server: {port: 9090}}               | f.yml:1:23: unknown key "server.port"; known
          {stores: [], web: {cors_origin: '('}}            | f.yml:1:20: web.cors_origin is no regular expression: missing closing )
          {stores: [{name: a, type: prometheus, url: 'http://h', basic_auth: {}, authorization: {}}]} | f.yml:1:72: stores[0].authorization stands beside "basic_auth"; keep one of them
          {stores: [{name: a, type: prometheus, url: 'http://h', sigv4: {}, oauth2: {client_id: i, token_url: 'http://t'}}]} | f.yml:1:56: stores[0].sigv4 stands beside "oauth2"; keep one of them
          {stores: [{name: a, type: prometheus, url: 'http://h', basic_auth: {password: a, password_file: b}}]} | f.yml:1:56: stores[0].basic_auth has both password and password_file; keep one of them
          {stores: [{name: a, type: prometheus, url: 'http://h', authorization: {type: basic, credentials: a}}]} | f.yml:1:72: stores[0].authorization.type is "basic"; use basic_auth
          {stores: [{name: a, type: prometheus, url: 'http://h', oauth2: {token_url: 'http://t'}}]} | f.yml:1:56: stores[0].oauth2 needs the key "client_id"
          {stores: [{name: a, type: prometheus, url: 'http://h', oauth2: {client_id: i}}]} | f.yml:1:56: stores[0].oauth2 needs the key "token_url"
          {stores: [{name: a, type: prometheus, url: 'http://h', oauth2: {client_id: i, token_url: t}}]} | f.yml:1:79: stores[0].oauth2.token_url must be an http or https URL, found "t"
          {stores: [{name: a, type: prometheus, url: 'http://h', sigv4: {access_key: k}}]} | f.yml:1:64: stores[0].sigv4.access_key and secret_key (or secret_key_file) are needed together
          {stores: [{name: a, type: prometheus, url: 'http://h', sigv4: {external_id: k}}]} | f.yml:1:64: stores[0].sigv4.external_id means nothing without "role_arn"
          {stores: [{name: a, type: prometheus, url: 'http://h', sigv4: {regoin: k}}]} | f.yml:1:64: unknown key "stores[0].sigv4.regoin"; did you mean "region"?
          {stores: [{name: a, type: prometheus, url: 'http://h', headers: {Host: k}}]} | f.yml:1:66: stores[0].headers.Host belongs to the connection and cannot be set
          {stores: [{name: a, type: prometheus, url: 'http://h', sigv4: {}, headers: {X-Amz-Date: k}}]} | f.yml:1:77: stores[0].headers.X-Amz-Date is part of the signature, which sigv4 makes
          {stores: [{name: a, type: prometheus, url: 'http://h', tls_config: {cert_file: c}}]} | f.yml:1:56: stores[0].tls_config needs cert_file and key_file together
          {stores: [{name: a, type: grpc, address: 'h:1', tls_config: {key_file: c}}]} | f.yml:1:49: stores[0].tls_config needs cert_file and key_file together
          {stores: [{name: a, type: prometheus, url: 'http://h', oauth2: {client_id: i, token_url: 'http://t', tls_config: {key_file: c}}}]} | f.yml:1:102: stores[0].oauth2.tls_config needs cert_file and key_file together
          {stores: [{name: a, type: prometheus, url: 'http://h', headers: {'X Y': k}}]} | f.yml:1:56: stores[0].headers has "X Y", which is no name of a header
          {stores: [{name: a, type: prometheus, url: 'http://h', headers: {X-Y: "hush\\n"}}]} | f.yml:1:66: stores[0].headers.X-Y has a line break
          {stores: [{name: a, type: prometheus, url: 'http://h', authorization: {credentials: "hush\\n"}}]} | f.yml:1:72: stores[0].authorization.credentials has a line break
          {stores: [{name: a, type: grpc, address: 'h:1', min_time: -2h, max_time: -30d}]} | f.yml:1:49: stores[0].min_time is "-2h", which is later than max_time "-30d"
          {stores: [{name: a, type: grpc, address: 'h:1', min_time: '2026-02-01T00:00:00Z', max_time: '2026-01-01T00:00:00Z'}]} | f.yml:1:49: stores[0].min_time is "2026-02-01T00:00:00Z", which is later than max_time
          {stores: [{name: a, type: grpc, address: 'h:1', min_time: 2h}]} | f.yml:1:49: stores[0].min_time is "2h", which is in the future; write -2h for as long ago
          {stores: [], remote_write: [{url: 'http://h'}, {url: 'http://h'}]} | f.yml:1:48: remote_write[1] has the name of remote_write[0]; give both a name of their own
          {stores: [], remote_write: [{url: 'http://h', queue_config: {min_shards: 9, max_shards: 3}}]} | f.yml:1:62: remote_write[0].queue_config.min_shards is more than max_shards
          {stores: [], remote_write: [{url: 'http://h', protobuf_message: v3}]} | f.yml:1:47: remote_write[0].protobuf_message is "v3"; write prometheus.WriteRequest or io.prometheus.write.v2.Request
          {stores: [], remote_write: [{url: 'http://h', basic_auth: {}, sigv4: {}}]} | f.yml:1:63: remote_write[0].sigv4 stands beside "basic_auth"; keep one of them
          {stores: [], alerting: {alertmanagers: [{sigv4: {profile: a, access_key: b, secret_key: c}}]}} | f.yml:1:50: alerting.alertmanagers[0].sigv4.profile stands beside "access_key"; keep one of them
          {stores: [], web: {config_file: 'web.yml'}}      | f.yml:1:20: web.config_file is refused:
          {stores: [], rule_files: ['no-such.yml']}        | f.yml:1:27: rule_files[0] names
          """)
  void namesThePlaceAndTheRemedy(String text, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse(text))
        .satisfies(e -> assertThat(e.problems()).hasSize(1))
        .withMessageStartingWith(message);
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                parse(
                    """
                    stores:
                      - {name: a, type: grpc, address: "h:1"}
                      - {name: a, type: grpc, address: "h:1", timeout: 0s}
                    query:
                      max_concurrency: 0
                    """))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "f.yml:5:3: query.max_concurrency must be 1 or more",
                        "f.yml:3:6: stores[1].name is \"a\", as is that of stores[0]; names are"
                            + " unique",
                        "f.yml:3:43: stores[1].timeout must be longer than 0"));
  }

  @Test
  void noStoreHasTheNameOfOwnResults() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse("stores: [{name: embedded, type: grpc, address: \"h:1\"}]"))
        .withMessage(
            "f.yml:1:11: stores[0].name is \"embedded\", as results of this server's own rules are"
                + " named; choose another");
  }

  @Test
  void noYaml() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse("stores:\n\t- a"))
        .withMessageStartingWith("f.yml:2:1: no YAML: ");
  }

  @Test
  void aFileThatIsNotThere() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new ConfigLoader().load(Path.of("/no/such.yml")))
        .withMessage("/no/such.yml: no such file");
  }

  @Test
  void aBombOfAliasesIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> parse(bomb.toString()));
  }

  private static void parse(String text) throws ConfigException {
    LOADER.parse(Path.of("f.yml"), text);
  }
}
