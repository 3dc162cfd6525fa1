package io.promontory.it.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.adapter.testing.Commands;
import io.promontory.adapter.testing.tls.TestAuthority;
import io.promontory.adapter.testing.tls.TestAuthority.Issued;
import io.promontory.adapter.tls.TlsContexts;
import io.promontory.it.fixture.PromontoryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real program of the Prometheus family whose web configuration asks for a certificate of an
 * authority and for a password; killed on {@link #close}.
 */
final class SecuredProcess implements AutoCloseable {
  static final String USER = "me";
  static final String PASSWORD = "U*U";
  private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

  private final Process process;
  private final Thread killer;
  private final HttpClient http;
  private final String address;

  /**
   * Starts it, and waits until it is ready.
   *
   * @param command on the PATH, of a package of the same name
   * @param folder its own
   * @param flags beside those for address and web configuration
   */
  SecuredProcess(
      String command, Path folder, TestAuthority authority, Issued client, String... flags) {
    address = "127.0.0.1:" + PromontoryProcess.freePort();
    try {
      Issued server = authority.issue(command, "ip:127.0.0.1");
      Path web =
          Files.writeString(
              folder.resolve("web.yml"),
              """
              tls_server_config:
                cert_file: %s
                key_file: %s
                client_ca_file: %s
                client_auth_type: RequireAndVerifyClientCert
              basic_auth_users: {%s: %s}
              """
                  .formatted(server.certFile(), server.keyFile(), authority.caFile(), USER, HASH));
      List<String> all = new ArrayList<>(List.of(Commands.require(command, command)));
      all.add("--web.listen-address=" + address);
      all.add("--web.config.file=" + web);
      all.addAll(List.of(flags));
      Path log = folder.resolve("log");
      process =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      killer = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(killer);
      http = HttpClient.newBuilder().sslContext(TlsContexts.of(authority.trustAs(client))).build();
      Awaitility.await(command)
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                if (!process.isAlive()) {
                  throw new IllegalStateException(Files.readString(log));
                }
                return !get("/-/ready").isEmpty();
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code host:port}. */
  String address() {
    return address;
  }

  /** What it answers; empty where it does not, or not with status 200. */
  String get(String path) {
    String pair = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://" + address + path))
            .header("Authorization", "Basic " + pair)
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
