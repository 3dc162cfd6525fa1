package io.promontory.objectstore.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.objectstore.bucket.Bucket.Depth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemBucketTest extends BucketContract {
  @TempDir Path directory;

  @Override
  protected Bucket create() {
    return new FilesystemBucket(directory.resolve("bucket"));
  }

  /** Past the bucket, which makes sure of each that it is on the disk. */
  @Override
  protected void fill(List<String> keys) {
    try {
      for (String key : keys) {
        Path file = directory.resolve("bucket").resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void linksThatLeadOutsideAreNotFollowed() throws Exception {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "s");
    Path root = directory.resolve("linked");
    FilesystemBucket bucket = new FilesystemBucket(root);
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));

    assertThatThrownBy(() -> bucket.get("link/secret"))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> bucket.put("link/new", new byte[1]))
        .isInstanceOf(BucketException.class);
    assertThat(bucket.head("file")).isEmpty();
    assertThat(bucket.list("", Depth.RECURSIVE).objects()).isEmpty();
    assertThat(outside.resolve("new")).doesNotExist();
  }

  @Test
  void whatACrashLeavesBehindIsNotListed() throws Exception {
    Path root = directory.resolve("crashed");
    FilesystemBucket bucket = new FilesystemBucket(root);
    Files.writeString(root.resolve(".promontory-1234"), "half");
    bucket.put("whole", new byte[1]);
    assertThat(bucket.list("", Depth.RECURSIVE).objects()).hasSize(1);
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(".promontory-1234", ".promontory-lock", "whole");
    }
  }

  /** Only root may look into it. */
  @Test
  void theFolderOfAFileSystemForWhatItFindsAgainIsNoPartOfTheBucket() throws Exception {
    Path root = directory.resolve("volume");
    FilesystemBucket bucket = new FilesystemBucket(root);
    bucket.put("whole", new byte[1]);
    Files.writeString(Files.createDirectory(root.resolve("lost+found")).resolve("#1"), "x");
    assertThat(bucket.list("", Depth.RECURSIVE).objects()).hasSize(1);
    assertThat(bucket.list("", Depth.ONE_LEVEL).prefixes()).isEmpty();
  }

  @Test
  void tagsDifferThoughTheClockStandsStill() {
    FilesystemBucket bucket =
        new FilesystemBucket(directory.resolve("still"), () -> Instant.ofEpochSecond(1_000));
    String first = bucket.put("k", new byte[] {1}, Condition.ALWAYS).orElseThrow();
    String second = bucket.put("k", new byte[] {2}, Condition.ALWAYS).orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(bucket.put("k", new byte[] {3}, Condition.unchanged(first))).isEmpty();
    assertThat(bucket.head("k").orElseThrow().lastModified())
        .isBetween(Instant.ofEpochSecond(1_000), Instant.ofEpochSecond(1_001));
  }

  @Test
  void foldersAndLinksInAKeysPlaceAreNoObjects() throws Exception {
    Path root = directory.resolve("mixed");
    FilesystemBucket bucket = new FilesystemBucket(root);
    bucket.put("a/b", new byte[1]);
    assertThatThrownBy(() -> bucket.put("a", new byte[1]))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("writing a failed");
    assertThat(bucket.getRange("a/b", 0, 1)).hasSize(1);
    Files.createSymbolicLink(root.resolve("l"), directory.resolve("elsewhere"));
    bucket.put("l", new byte[2]);
    assertThat(directory.resolve("elsewhere")).doesNotExist();
    assertThat(bucket.head("l")).map(ObjectInfo::size).contains(2L);
  }

  @Test
  void interruptedWritesLeaveNothing() throws Exception {
    Path root = directory.resolve("interrupted");
    FilesystemBucket bucket = new FilesystemBucket(root);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> bucket.put("k", new byte[10]))
          .isInstanceOfSatisfying(
              BucketException.class,
              e -> assertThat(e.kind()).isEqualTo(BucketException.Kind.CANCELED));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void twoBucketsOfOneFolderTakeTurns() {
    Path root = directory.resolve("shared");
    FilesystemBucket one = new FilesystemBucket(root);
    FilesystemBucket other = new FilesystemBucket(root);
    String tag = one.put("lease", new byte[1], Condition.ABSENT).orElseThrow();
    assertThat(other.putIfAbsent("lease", new byte[2])).isFalse();
    assertThat(other.put("lease", new byte[2], Condition.unchanged(tag))).isPresent();
    assertThat(one.put("lease", new byte[3], Condition.unchanged(tag))).isEmpty();
  }
}
