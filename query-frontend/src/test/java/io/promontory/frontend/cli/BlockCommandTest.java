package io.promontory.frontend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.promontory.series.testing.Reference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of blocks as a shell sees them. */
class BlockCommandTest {
  private static final String TEXT =
      """
      # TYPE m counter
      m_total{i="1"} 1 1767225600
      m_total{i="2"} 5 1767225600
      m_total{i="1"} 2 1767225660
      m_total{i="1"} 3 1767232800
      # EOF
      """;

  @TempDir private Path folder;

  private Path bucket;

  private record Outcome(int exit, String out, String err) {}

  private static Outcome run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = Stream.of(args).map(Object::toString).toArray(String[]::new);
    int exit = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Outcome(exit, out.toString(), err.toString());
  }

  @BeforeEach
  void importText() throws IOException {
    bucket = folder.resolve("bucket");
    Path file = Files.writeString(folder.resolve("a.om"), TEXT);
    Outcome done =
        run("block", "import", file, "--bucket", bucket, "--label", "cluster=a", "-l", "b=c");
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .contains("2026-01-01 00:00:00 to 2026-01-01 00:01:00 UTC, 2 series, 3 samples: written")
        .endsWith("4 samples read, 2 blocks written, 0 there before\n");
  }

  private List<String> blocks() throws IOException {
    try (Stream<Path> files = Files.list(bucket)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.length() == 26)
          .sorted()
          .toList();
    }
  }

  @Test
  void helpIsThere() {
    assertThat(run("block", "--help").out()).contains("ls", "inspect", "verify", "import");
    for (String command : List.of("ls", "inspect", "verify", "import")) {
      Outcome help = run("block", command, "--help");
      assertThat(help.exit()).isZero();
      assertThat(help.out()).contains("Examples:", "--bucket");
    }
  }

  @Test
  void listsAsTableAndAsJson() throws IOException {
    Outcome table = run("block", "ls", "--bucket", bucket);
    assertThat(table.out().lines()).hasSize(3);
    assertThat(table.out().lines().findFirst().orElseThrow())
        .startsWith("BLOCK ")
        .contains("FROM (UTC)", "SAMPLES", "RESOLUTION", "LABELS");
    assertThat(table.out())
        .contains("2026-01-01 00:00:00", "2026-01-01 02:00:00", "{b=\"c\", cluster=\"a\"}")
        .contains("promontory.import");
    Outcome json = run("block", "ls", "--bucket", bucket, "--json", "--from", "1767232800");
    JsonNode one = new JsonMapper().readTree(json.out());
    assertThat(one.get("minTime").asLong()).isEqualTo(1_767_232_800_000L);
    assertThat(one.at("/labels/cluster").asText()).isEqualTo("a");
    assertThat(one.get("problem").isNull()).isTrue();
    assertThat(run("block", "ls", "-b", bucket, "--json", "--match", "{cluster=\"b\"}").out())
        .isEmpty();
    assertThat(
            run("block", "ls", "-b", bucket, "--json", "--match", "cluster=~\"a|b\"").out().lines())
        .hasSize(2);
    assertThat(
            run("block", "ls", "-b", bucket, "--json", "--to", "2026-01-01T01:00:00Z")
                .out()
                .lines())
        .hasSize(1);
  }

  @Test
  void listsPartialDamagedAndMarkedBlocksToo() throws IOException {
    List<String> blocks = blocks();
    Files.delete(bucket.resolve(blocks.get(0)).resolve("meta.json"));
    Files.writeString(bucket.resolve(blocks.get(1)).resolve("meta.json"), "{");
    Files.createDirectories(bucket.resolve("01M7WHR0808HVZ5DE7XEY0G8T5"));
    Files.writeString(
        bucket.resolve("01M7WHR0808HVZ5DE7XEY0G8T5").resolve("deletion-mark.json"), "{}");
    Outcome table = run("block", "ls", "--bucket", bucket);
    assertThat(table.exit()).isZero();
    assertThat(table.out())
        .containsPattern(blocks.get(0) + " .*unreadable: meta.json is missing")
        .containsPattern(blocks.get(1) + " .*unreadable: block " + blocks.get(1))
        .containsPattern("01M7WHR0808HVZ5DE7XEY0G8T5 .*to be deleted");
    assertThat(run("block", "verify", "--bucket", bucket).out())
        .contains(blocks.get(0) + ": passed over: meta.json is missing", "0 whole, 1 damaged");
  }

  @Test
  void inspectsOneAndAll() throws IOException {
    Outcome all = run("block", "inspect", "all", "--bucket", bucket, "--chunks");
    assertThat(all.exit()).as(all.err()).isZero();
    assertThat(all.out())
        .startsWith(
            "2 blocks from 2026-01-01 00:00:00 to 2026-01-01 02:00:00 UTC\n3 series of 1 metric")
        .containsPattern("m_total +3 +3 ")
        .containsPattern("i +2 +3 ")
        .containsPattern("i=1 +2\n")
        .containsPattern("xor +3 +4 ");
    Outcome json = run("block", "inspect", blocks().get(0), "--bucket", bucket, "--json");
    assertThat(new JsonMapper().readTree(json.out()).at("/byMetric/0/metric").asText())
        .isEqualTo("m_total");
    assertThat(run("block", "inspect", "x", "--bucket", bucket))
        .isEqualTo(new Outcome(2, "", "promontory: \"x\" is no name of a block\n"));
  }

  @Test
  void verifiesAndSaysDamageByItsExitCode() throws IOException {
    Outcome whole = run("block", "verify", "--bucket", bucket);
    assertThat(whole.exit()).isZero();
    assertThat(whole.out())
        .contains(": whole: 2 series, 2 chunks, 3 samples", "2 whole, 0 damaged");
    Path chunk = bucket.resolve(blocks().get(1)).resolve("chunks/000001");
    byte[] bytes = Files.readAllBytes(chunk);
    bytes[12] ^= 1;
    Files.write(chunk, bytes);
    Outcome damaged = run("block", "verify", "--bucket", bucket);
    assertThat(damaged.exit()).isEqualTo(1);
    assertThat(damaged.out())
        .contains(blocks().get(1) + "/chunks/000001 at byte 8: the chunk here: checksum is ")
        .endsWith("1 whole, 1 damaged\n");
    assertThat(run("block", "verify", blocks().get(0), "--bucket", bucket).exit()).isZero();
  }

  @Test
  void recordedBlocksAreWhole() {
    for (String set : List.of("thanos", "index_v1")) {
      Outcome outcome = run("block", "verify", "-b", Reference.path("golden", "blocks", set));
      assertThat(outcome.exit()).as(outcome.out()).isZero();
    }
    assertThat(run("block", "ls", "-b", Reference.path("golden", "blocks", "thanos")).out())
        .contains("1h ", "5m ", "raw", "to be deleted", "no-compact", "meta.json is missing");
  }

  @Test
  void importsCompressedTextAndStandardInputAndKnowsBothAgain() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(TEXT.getBytes(UTF_8));
    }
    Path file = Files.write(folder.resolve("b"), packed.toByteArray());
    List<String> before = blocks();
    String known = "4 samples read, 0 blocks written, 2 there before\n";
    assertThat(run("block", "import", file, "-b", bucket, "-l", "cluster=a", "-l", "b=c").out())
        .endsWith(known);
    InputStream standard = System.in;
    try {
      System.setIn(new ByteArrayInputStream(TEXT.getBytes(UTF_8)));
      assertThat(run("block", "import", "-", "-b", bucket, "-l", "cluster=a", "-l", "b=c").out())
          .endsWith(known);
    } finally {
      System.setIn(standard);
    }
    assertThat(blocks()).isEqualTo(before);
  }

  @Test
  void importsTheBlocksOfAPrometheus() throws IOException {
    Path source = Reference.path("golden", "blocks", "basic");
    Path target = folder.resolve("archive");
    Outcome first = run("block", "import", source, "-b", target, "-l", "origin=x");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out()).endsWith("basic: 4 blocks written\n");
    assertThat(run("block", "verify", "-b", target).out()).endsWith("4 whole, 0 damaged\n");
    assertThat(
            run("block", "ls", "-b", target).out().lines().filter(l -> l.contains("origin=\"x\"")))
        .hasSize(4);
    assertThat(run("block", "import", source, "-b", target, "-l", "origin=x").out())
        .endsWith("basic: 0 blocks written\n");
    Outcome other = run("block", "import", source, "-b", target, "-l", "origin=y");
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.err()).contains("is there already, with the external labels {origin=\"x\"}");
    Path kept = folder.resolve("kept");
    Path thanos = Reference.path("golden", "blocks", "replicas");
    assertThat(run("block", "import", thanos, "-b", kept).out()).endsWith("6 blocks written\n");
    assertThat(run("block", "ls", "-b", kept, "--match", "replica=\"a\"", "--json").out().lines())
        .hasSize(3);
    Outcome hidden = run("block", "import", source, "-b", folder.resolve("c"), "-l", "job=y");
    assertThat(hidden.err()).contains("series with the label \"job\"");
  }

  @Test
  void saysWhatIsWrongWithACall() throws IOException {
    assertThat(run("block", "ls"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "promontory: say which bucket: either --bucket, or --config with --store\n"));
    assertThat(run("block", "ls", "-b", folder.resolve("none")).err())
        .endsWith("none: no such file or folder\n");
    Path bad = Files.writeString(folder.resolve("bad.om"), "# TYPE a gauge\na 1\n# EOF\n");
    assertThat(run("block", "import", bad, "-b", bucket).err())
        .isEqualTo("promontory: " + bad + ", line 2: the sample has no time\n");
    Path yaml =
        Files.writeString(folder.resolve("bucket.yml"), "{type: filesystem, path: bucket}\n");
    assertThat(run("block", "ls", "-b", yaml, "--json").out().lines()).hasSize(2);
  }

  @Test
  void takesTheBucketOfAStoreOfAServersConfiguration() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("server.yml"),
            "stores: [{name: old, type: blocks, bucket: {type: filesystem, path: bucket}}]\n");
    for (List<String> store : List.of(List.of("--store", "old"), List.<String>of())) {
      List<Object> words = new ArrayList<>(List.of("block", "ls", "--json", "--config", config));
      words.addAll(store);
      assertThat(run(words.toArray()).out().lines()).hasSize(2);
    }
    assertThat(run("block", "ls", "--config", config, "--store", "new").err())
        .contains("has no store of type blocks named \"new\"", "stores: old");
  }

  @Test
  void warnsOfWhatItLeavesOut() throws IOException {
    Path file = Files.writeString(folder.resolve("c.om"), "a 1 60\na 2 30\na 3 60\n# EOF\n");
    assertThat(run("block", "import", file, "-b", bucket).err())
        .isEqualTo(
            "warning: 2 samples were left out: 1 out of order, 1 of the same series and time as"
                + " another, 0 from before 1970\n");
  }

  @Test
  void showsABarWhereThereIsATerminal() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (Progress progress = Progress.on(new PrintStream(shown, true, UTF_8))) {
      progress.bytes("reading x", 0, 100 << 20);
      progress.bytes("reading x", 50 << 20, 100 << 20);
      progress.count("sorting", 5, 10);
    }
    assertThat(shown.toString(UTF_8)).contains("reading x", " 50% ", "50/100 MiB", "sorting");
  }
}
