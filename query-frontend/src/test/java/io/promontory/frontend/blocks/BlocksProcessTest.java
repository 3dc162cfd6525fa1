package io.promontory.frontend.blocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.app.StartException;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that read blocks of a folder, asked over their real ports. */
class BlocksProcessTest {
  private static final String PROCESS =
      """
      server: {applicationConnectors: [{type: http, port: 0}], shutdownGracePeriod: 1s}
      logging: {level: ERROR}
      web: {enable_lifecycle: true}
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String ARCHIVE =
      "{name: archive, type: blocks, bucket: {path: bucket}, external_labels: {tier: cold}%s}";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void write() throws IOException {
    SmallBlocks.write(bucket(), 1, 1_000_000, Labels.of("region", "eu"), "a", "b");
    SmallBlocks.write(bucket(), 2, 2_000_000, Labels.EMPTY, "c");
  }

  private Path bucket() {
    return folder.resolve("bucket");
  }

  private Path config(String name, String stores) throws IOException {
    return Files.writeString(folder.resolve(name + ".yml"), PROCESS + stores);
  }

  private ServerProcess start(String stores) throws Exception {
    return ServerProcess.start(new ConfigLoader().load(config("promontory", stores)));
  }

  private ServerProcess startArchive(String more) throws Exception {
    return start("stores: [" + ARCHIVE.formatted(more) + "]\n");
  }

  private HttpResponse<String> get(ServerProcess process, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(process.url() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> query(ServerProcess process, String query, long time)
      throws Exception {
    String path = "/api/v1/query?time=" + time + "&query=" + URLEncoder.encode(query, UTF_8);
    return get(process, path);
  }

  private void awaitWhole(ServerProcess process) {
    await().atMost(PATIENCE).until(() -> query(process, "up", 5).statusCode() == 200);
  }

  private static String vector(String... samples) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
        + String.join(",", samples)
        + "]}}";
  }

  private String metrics(ServerProcess process) throws Exception {
    return get(process, "/metrics").body();
  }

  @Test
  void answersFromBlocks() throws Exception {
    try (ServerProcess process = startArchive("")) {
      awaitWhole(process);
      assertThat(query(process, "sum by(region, tier)(up)", 1000).body())
          .isEqualTo(
              vector("{\"metric\":{\"region\":\"eu\",\"tier\":\"cold\"},\"value\":[1000,\"2\"]}"));
      assertThat(query(process, "count(up{tier=\"hot\"})", 1000).body())
          .isEqualTo(
              "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},"
                  + "\"infos\":[\"store \\\"archive\\\": not asked: external labels"
                  + " {tier=\\\"cold\\\"} do not match tier=\\\"hot\\\"\"]}");
      assertThat(get(process, "/api/v1/label/job/values").body())
          .isEqualTo("{\"status\":\"success\",\"data\":[\"a\",\"b\",\"c\"]}");
      assertThat(metrics(process))
          .contains("promontory_blocks{state=\"whole\",store=\"archive\"} 2.0")
          .contains("promontory_blocks{state=\"unknown\",store=\"archive\"} 0.0")
          .contains("promontory_blocks_set_aside{reason=\"content\",store=\"archive\"} 0.0")
          .contains("promontory_blocks_partial{missing=\"meta\",store=\"archive\"} 0.0")
          .contains("promontory_blocks_listings_total{outcome=\"ok\",store=\"archive\"} 1.0")
          .contains("promontory_blocks_listings_total{outcome=\"failed\",store=\"archive\"} 0.0")
          .contains("promontory_blocks_headers_total{origin=\"bucket\",store=\"archive\"} 2.0")
          .containsPattern("promontory_blocks_last_listing_timestamp_seconds.* 1\\.[0-9]+E9")
          .containsPattern("promontory_blocks_cache_lookups_total\\{kind=\"postings\".* [1-9]")
          .containsPattern("promontory_blocks_header_disk_bytes\\{store=\"archive\"\\} [1-9]");
    }
    assertThat(folder.resolve("data/blocks/archive/catalogue")).isNotEmptyFile();
  }

  @Test
  void aloneBehindGrpcItIsAStoreForOthers() throws Exception {
    Path adapterFile =
        config(
            "adapter",
            "grpc: {listen_address: \"127.0.0.1:0\"}\nstores: [" + ARCHIVE.formatted("") + "]\n");
    try (ServerProcess adapter = ServerProcess.start(new ConfigLoader().load(adapterFile))) {
      awaitWhole(adapter);
      String remote = "{name: remote, type: grpc, address: \"127.0.0.1:%d\", required: %s}";
      String strict = "stores: [" + remote.formatted(adapter.grpcPort(), "true") + "]\n";
      String lenient = "stores: [" + remote.formatted(adapter.grpcPort(), "false") + "]\n";
      try (ServerProcess frontend = start(strict)) {
        assertThat(query(frontend, "count(up{tier=\"cold\"})", 1000).body())
            .isEqualTo(vector("{\"metric\":{},\"value\":[1000,\"2\"]}"));
        damageIndex(2);
        HttpResponse<String> refused = query(frontend, "max_over_time(up[1h])", 2000);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body())
            .contains("\"errorType\":\"unavailable\"")
            .contains("store \\\"remote\\\": block " + SmallBlocks.ulid(2));
      }
      try (ServerProcess frontend = start(lenient)) {
        HttpResponse<String> part = query(frontend, "count(max_over_time(up[1h]))", 2000);
        assertThat(part.body())
            .contains("\"value\":[2000,\"2\"]")
            .contains("\"warnings\":[\"store \\\"remote\\\": block " + SmallBlocks.ulid(2));
      }
    }
  }

  /** Overwrites the index of a block that nobody has opened yet. */
  private void damageIndex(int n) throws IOException {
    Path index = bucket().resolve(SmallBlocks.ulid(n) + "/index");
    Files.write(index, new byte[(int) Files.size(index)], StandardOpenOption.WRITE);
  }

  @Test
  void aDamagedBlockFailsTheQueriesThatNeedIt() throws Exception {
    damageIndex(1);
    try (ServerProcess process = startArchive("")) {
      await().atMost(PATIENCE).until(() -> query(process, "up", 2000).statusCode() == 200);
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> refused = query(process, "up", 1000);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body())
            .contains("\"errorType\":\"unavailable\"")
            .contains("store \\\"archive\\\": block " + SmallBlocks.ulid(1));
      }
      assertThat(query(process, "count(up)", 2000).body())
          .as("what is asked does not touch it")
          .isEqualTo(vector("{\"metric\":{},\"value\":[2000,\"1\"]}"));
      assertThat(metrics(process))
          .contains("promontory_blocks_set_aside{reason=\"content\",store=\"archive\"} 1.0");
    }
  }

  @Test
  void bestEffortAnswersWithAWarning() throws Exception {
    Files.writeString(bucket().resolve(SmallBlocks.ulid(1) + "/meta.json"), "{");
    try (ServerProcess process = startArchive(", required: false")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(query(process, "count(up)", 2000).body())
                      .contains("\"value\":[2000,\"1\"]")
                      .contains(
                          "\"warnings\":[\"store \\\"archive\\\": block "
                              + SmallBlocks.ulid(1)
                              + " is set aside: meta.json at byte "));
    }
  }

  @Test
  void aReloadKeepsAStoreThatDidNotChange() throws Exception {
    try (ServerProcess process = startArchive("")) {
      awaitWhole(process);
      process.reload();
      awaitWhole(process);
      assertThat(metrics(process))
          .contains("promontory_blocks_listings_total{outcome=\"ok\",store=\"archive\"} 1.0");

      config("promontory", "stores: [" + ARCHIVE.formatted(", refresh_interval: 1m") + "]\n");
      process.reload();
      awaitWhole(process);
      assertThat(metrics(process))
          .contains("promontory_blocks_listings_total{outcome=\"ok\",store=\"archive\"} 2.0")
          .contains("promontory_blocks{state=\"whole\",store=\"archive\"} 2.0");
      assertThat(folder.resolve("data/blocks/archive.1")).isDirectory();
    }
    try (LocalFolder again = LocalFolder.claim(folder.resolve("data/blocks/archive"))) {
      assertThat(again.path()).isEqualTo(folder.resolve("data/blocks/archive"));
    }
  }

  @Test
  void aLocalFolderThatCannotBeIsNamed() throws IOException {
    Files.createFile(folder.resolve("file"));
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> startArchive(", local_path: file/inside"))
        .withMessageContaining("store \"archive\" cannot be used: its local folder: ")
        .withMessageContaining("file/inside")
        .withMessageEndingWith("; set local_path to a folder that this process may write to");
  }

  @Test
  void aStartThatFailsLetsGoOfTheLocalFolder() throws Exception {
    Path local = folder.resolve("local");
    Path file = config("taken", "stores: [" + ARCHIVE.formatted(", local_path: local") + "]\n");
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = "port: " + taken.getLocalPort();
      Files.writeString(file, Files.readString(file).replace("port: 0", port));
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> ServerProcess.start(new ConfigLoader().load(file)));
    }
    try (LocalFolder again = LocalFolder.claim(local)) {
      assertThat(again.path()).isEqualTo(local);
    }
  }

  @Test
  void namesOfStoresAreNamesOfFolders() {
    assertThat(LocalFolder.nameOf("archive-1_b")).isEqualTo("archive-1_b");
    assertThat(LocalFolder.nameOf("../A b\u00e9")).isEqualTo("%2e%2e%2f%41%20b%c3%a9");
  }
}
