package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.adapter.testing.tls.TestAuthority;
import io.promontory.adapter.testing.tls.TestAuthority.Issued;
import io.promontory.adapter.tls.ClientCertificates;
import io.promontory.adapter.tls.TlsConfig;
import io.promontory.adapter.tls.TlsServerConfig;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.memory.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gRPC port with TLS, asked by our own client. */
@Timeout(120)
class GrpcTlsTest {
  @TempDir static Path keys;
  private static TestAuthority authority;
  private static Issued server;
  private static Issued client;

  @TempDir Path folder;

  @BeforeAll
  static void issue() {
    authority = new TestAuthority(keys, "authority");
    server = authority.issue("server", "ip:127.0.0.1");
    client = authority.issue("client", "dns:querier");
  }

  private static StoreGrpcServer serve(TlsServerConfig tls) {
    MemoryStore store = new MemoryStore("memory", Labels.of("region", "eu"));
    store.append(Labels.of("__name__", "up", "job", "a"), 1_000, 1);
    return StoreGrpcServer.start(store, GrpcServerConfig.plain("127.0.0.1", 0).withTls(tls));
  }

  private static List<String> labels(StoreGrpcServer server, TlsConfig tls) {
    GrpcStoreConfig config =
        GrpcStoreConfig.of("s", "127.0.0.1:" + server.port())
            .withTimeout(Duration.ofSeconds(10))
            .withTls(tls);
    try (GrpcStore store = new GrpcStore(config)) {
      return store
          .labelNames(new LabelNamesRequest(0, 2_000, List.of(), 0), QueryContext.unbounded())
          .values();
    }
  }

  @Test
  void clientsThatTrustTheAuthorityGetIn() {
    try (StoreGrpcServer port = serve(TlsServerConfig.of(server.certFile(), server.keyFile()))) {
      assertThat(labels(port, authority.trust())).contains("job");
      assertThatThrownBy(() -> labels(port, TlsConfig.SYSTEM)).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void onlyClientsWithACertificateOfTheAuthorityGetIn() {
    TestAuthority foreign = new TestAuthority(folder, "foreign");
    Issued stranger = foreign.issue("stranger", "dns:querier");
    TlsConfig asStranger =
        new TlsConfig(authority.caFile(), stranger.certFile(), stranger.keyFile(), null, false);
    TlsServerConfig mutual =
        TlsServerConfig.of(server.certFile(), server.keyFile())
            .withClients(ClientCertificates.REQUIRE_AND_VERIFY, authority.caFile());
    try (StoreGrpcServer port = serve(mutual)) {
      assertThat(labels(port, authority.trustAs(client))).contains("job");
      assertThatThrownBy(() -> labels(port, authority.trust())).isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> labels(port, asStranger)).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void aCertificateThatIsReplacedIsServedAtOnce() throws Exception {
    Path cert = Files.copy(server.certFile(), folder.resolve("s.crt"));
    Path key = Files.copy(server.keyFile(), folder.resolve("s.key"));
    TestAuthority foreign = new TestAuthority(folder, "foreign");
    Issued other = foreign.issue("other", "ip:127.0.0.1");
    try (StoreGrpcServer port = serve(TlsServerConfig.of(cert, key))) {
      assertThat(labels(port, authority.trust())).contains("job");
      Files.copy(other.certFile(), cert, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(other.keyFile(), key, StandardCopyOption.REPLACE_EXISTING);
      assertThat(labels(port, foreign.trust())).contains("job");
      assertThatThrownBy(() -> labels(port, authority.trust())).isInstanceOf(StoreException.class);
    }
  }
}
