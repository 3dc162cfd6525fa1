package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.fixture.PromontoryCommand;
import io.promontory.objectstore.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of blocks where the bucket is in S3. */
@Tag("long")
class BlockCommandsInS3Test {
  private static final String TEXT =
      """
      # TYPE m counter
      m_total{i="1"} 1 1767225600
      m_total{i="2"} 5 1767225600
      m_total{i="1"} 2 1767225660
      # EOF
      """;

  @TempDir private Path folder;

  private String run(int exit, Object... args) {
    try (PromontoryCommand command = PromontoryCommand.start(folder, args)) {
      assertThat(command.await()).as(command.output()).isEqualTo(exit);
      return command.output();
    }
  }

  @Test
  void whatIsImportedIsListedInspectedAndVerified() throws IOException {
    try (S3Server server = new S3Server()) {
      server.create("metrics");
      Path bucket =
          Files.writeString(
              folder.resolve("bucket.yml"),
              """
              {type: s3, bucket: metrics, prefix: eu, endpoint: "%s", path_style: true, region: %s,
               access_key: %s, secret_key: "%s"}
              """
                  .formatted(
                      server.uri(), S3Server.REGION, S3Server.ACCESS_KEY, S3Server.SECRET_KEY));
      Path text = Files.writeString(folder.resolve("a.om"), TEXT);
      assertThat(run(0, "block", "import", text, "-b", bucket, "--label", "cluster=a"))
          .endsWith("3 samples read, 1 block written, 0 there before\n");
      assertThat(run(0, "block", "ls", "-b", bucket))
          .contains("2026-01-01 00:00:00", "{cluster=\"a\"}", "promontory.import");
      assertThat(run(0, "block", "inspect", "all", "-b", bucket)).contains("2 series of 1 metric");
      assertThat(run(0, "block", "verify", "-b", bucket)).endsWith("1 whole, 0 damaged\n");
      Path wrong =
          Files.writeString(
              folder.resolve("wrong.yml"),
              Files.readString(bucket).replace(S3Server.SECRET_KEY, "hush"));
      assertThat(run(1, "block", "ls", "-b", wrong))
          .startsWith("promontory: ")
          .doesNotContain("hush");
    }
  }
}
