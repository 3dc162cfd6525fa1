package io.promontory.frontend.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckTest {
  private static final String CONFIG =
      """
      stores:
        - {name: a, type: prometheus, url: 'https://h', tls_config: {ca_file: a.pem}}
        - {name: b, type: grpc, address: 'h:1', tls_config: {ca_file: b.pem}}
        - name: c
          type: prometheus
          http_sd_configs:
            - url: 'https://h'
              oauth2: {client_id: i, token_url: 'https://t', tls_config: {ca_file: c.pem}}
      remote_write: [{url: 'https://h', tls_config: {ca_file: d.pem}}]
      alerting: {alertmanagers: [{tls_config: {ca_file: e.pem}}]}
      """;

  @TempDir Path folder;

  @Test
  void filesOfTlsHaveToBeThere() throws Exception {
    Path file = Files.writeString(folder.resolve("promontory.yml"), CONFIG);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> FileCheck.check(file, List.of()))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .hasSize(5)
                    .allMatch(problem -> problem.contains(".pem"))
                    .anyMatch(
                        problem ->
                            problem.startsWith(
                                file
                                    + ": stores[2].http_sd_configs[0].oauth2.tls_config cannot be"
                                    + " used: tls_config: ")));
    Files.writeString(file, CONFIG.replaceAll("ca_file: [a-e].pem", ""));
    assertThat(FileCheck.check(file, List.of())).isEqualTo("good: 3 stores, 0 rules");
  }
}
