package io.promontory.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.GrpcStore;
import io.promontory.adapter.grpc.GrpcStoreConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.adapter.testing.tls.TestAuthority;
import io.promontory.adapter.testing.tls.TestAuthority.Issued;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client whose certificate, key and authorities are replaced while it runs. */
@Timeout(120)
class ClientTlsTest {
  @TempDir static Path keys;
  private static TestAuthority authority;
  private static TestAuthority foreign;
  private static Issued server;
  private static Issued good;
  private static Issued stranger;

  @TempDir Path folder;
  private TlsConfig files;

  @BeforeAll
  static void issue() throws IOException {
    authority = new TestAuthority(Files.createDirectory(keys.resolve("own")), "authority");
    foreign = new TestAuthority(Files.createDirectory(keys.resolve("other")), "foreign");
    server = authority.issue("server", "ip:127.0.0.1");
    good = authority.issue("good", "dns:querier");
    stranger = foreign.issue("stranger", "dns:querier");
  }

  @BeforeEach
  void begin() throws IOException {
    files =
        new TlsConfig(
            folder.resolve("ca.pem"),
            folder.resolve("client.crt"),
            folder.resolve("client.key"),
            null,
            false);
    put(authority, stranger);
  }

  private void put(TestAuthority trusted, Issued client) throws IOException {
    replace(trusted.caFile(), files.caFile());
    replace(client.certFile(), files.certFile());
    replace(client.keyFile(), files.keyFile());
  }

  /** By a new file, so that it is another one even within the granularity of times. */
  private void replace(Path from, Path to) throws IOException {
    Path next = Files.copy(from, folder.resolve("next"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static TlsServerConfig mutual() {
    return TlsServerConfig.of(server.certFile(), server.keyFile())
        .withClients(ClientCertificates.REQUIRE_AND_VERIFY, authority.caFile());
  }

  private static HttpsServer serveHttp() throws IOException {
    HttpsServer http =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setHttpsConfigurator(
        new HttpsConfigurator(new ServerTls(ClientTlsTest::mutual).context()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters needed = getSSLContext().getDefaultSSLParameters();
            needed.setNeedClientAuth(true);
            parameters.setSSLParameters(needed);
          }
        });
    http.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Connection", "close");
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    http.start();
    return http;
  }

  private static int get(StoreHttpClient client) {
    try (HttpAnswer answer = client.get("/", QueryContext.unbounded())) {
      return answer.status();
    }
  }

  @Test
  void filesAreReadAgainWithTheNextConnection() throws Exception {
    HttpsServer http = serveHttp();
    try (StoreHttpClient client =
        new StoreHttpClient(
            "s",
            URI.create("https://127.0.0.1:" + http.getAddress().getPort()),
            HttpClientConfig.DEFAULT.withTls(files),
            Duration.ofSeconds(30))) {
      assertThatThrownBy(() -> get(client)).isInstanceOf(StoreException.class);
      put(foreign, good);
      assertThatThrownBy(() -> get(client)).isInstanceOf(StoreException.class);
      put(authority, good);
      assertThat(get(client)).isEqualTo(204);
      Files.writeString(files.keyFile(), "broken");
      assertThat(get(client)).as("by what was read before").isEqualTo(204);
    } finally {
      http.stop(0);
    }
  }

  @Test
  void soTheyAreOverGrpc() throws Exception {
    MemoryStore memory = new MemoryStore("memory", Labels.of("region", "eu"));
    memory.append(Labels.of("__name__", "up", "job", "a"), 1_000, 1);
    try (StoreGrpcServer port =
            StoreGrpcServer.start(
                memory, GrpcServerConfig.plain("127.0.0.1", 0).withTls(mutual()));
        GrpcStore store =
            new GrpcStore(
                GrpcStoreConfig.of("s", "127.0.0.1:" + port.port())
                    .withTimeout(Duration.ofSeconds(10))
                    .withTls(files))) {
      assertThatThrownBy(() -> labels(store)).isInstanceOf(StoreException.class);
      put(authority, good);
      assertThat(awaitLabels(store)).contains("job");
    }
  }

  private static List<String> labels(GrpcStore store) {
    return store
        .labelNames(new LabelNamesRequest(0, 2_000, List.of(), 0), QueryContext.unbounded())
        .values();
  }

  /** The channel connects again after a pause of its own. */
  private static List<String> awaitLabels(GrpcStore store) {
    Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    while (true) {
      try {
        return labels(store);
      } catch (StoreException e) {
        if (deadline.isReached()) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
