package io.promontory.frontend.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port that anyone can reach is warned of when the process starts. */
class OpenDoorsTest {
  @TempDir Path folder;

  private List<String> warnings(String host, String web) throws Exception {
    Path log = folder.resolve("log.txt");
    Files.deleteIfExists(log);
    Files.writeString(folder.resolve("web.yml"), web);
    Path file =
        Files.writeString(
            folder.resolve("promontory.yml"),
            """
            server: {applicationConnectors: [{type: http, bindHost: %s, port: 0}], shutdownGracePeriod: 1s}
            logging: {appenders: [{type: file, currentLogFilename: %s, archive: false}]}
            grpc: {listen_address: "%s:0"}
            stores: []
            web: {config_file: web.yml}
            """
                .formatted(host, log, host));
    ServerProcess.start(new ConfigLoader().load(file)).close();
    return Files.readAllLines(log).stream().filter(line -> line.contains("is open to")).toList();
  }

  @Test
  void loopbackIsNoDoor() throws Exception {
    assertThat(warnings("127.0.0.1", "{}")).isEmpty();
  }

  @Test
  void allInterfacesAre() throws Exception {
    assertThat(warnings("0.0.0.0", "{}"))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("the gRPC port is open to everyone who reaches"),
            line -> assertThat(line).contains("the HTTP API is open to everyone who reaches"));
  }

  @Test
  void usersCloseTheHttpPort() throws Exception {
    String users =
        "basic_auth_users: {me: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW}";
    assertThat(warnings("0.0.0.0", users))
        .singleElement()
        .asString()
        .contains("the gRPC port is open");
  }
}
