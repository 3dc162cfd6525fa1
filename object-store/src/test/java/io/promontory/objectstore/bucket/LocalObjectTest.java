package io.promontory.objectstore.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.objectstore.bucket.BucketException.Kind;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectTest {
  private static final long SEED = 7;

  @TempDir Path directory;
  private Bucket bucket;

  @BeforeEach
  void open() {
    bucket = new FilesystemBucket(directory);
  }

  private byte[] put(String key, int size) {
    byte[] content = new byte[size];
    new Random(SEED).nextBytes(content);
    bucket.put(key, content);
    return content;
  }

  private static byte[] read(LocalObject object, long offset, int length) {
    byte[] into = new byte[length + 2];
    try (LocalObject.Reads reads = object.reads().orElseThrow()) {
      reads.copy(offset, length, into, 1);
    }
    assertThat(into[0]).isZero();
    assertThat(into[length + 1]).isZero();
    return Arrays.copyOfRange(into, 1, length + 1);
  }

  @Test
  void rangesAreTheBytesOfTheObjectTheFirstTimeAndLater() {
    int size = 300_001;
    byte[] content = put("a/b", size);
    Random random = new Random(SEED);
    try (LocalObject object = bucket.local("a/b").orElseThrow()) {
      assertThat(object.size()).isEqualTo(size);
      for (int i = 0; i < 500; i++) {
        int from = random.nextInt(size);
        int to = Math.min(size, from + random.nextInt(i % 10 == 0 ? size : 500));
        assertThat(read(object, from, to - from))
            .as("seed %s, %s to %s", SEED, from, to)
            .isEqualTo(Arrays.copyOfRange(content, from, to));
      }
      assertThat(read(object, 0, size)).isEqualTo(content);
      assertThat(read(object, size, 0)).isEmpty();
      assertThatThrownBy(() -> read(object, size - 1, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void anObjectThatIsReplacedOrDeletedStaysAsItWas() {
    byte[] content = put("k", 200_000);
    try (LocalObject object = bucket.local("k").orElseThrow()) {
      bucket.put("k", new byte[200_000]);
      assertThat(read(object, 0, 200_000)).isEqualTo(content);
      assertThat(read(object, 100_000, 1000))
          .isEqualTo(Arrays.copyOfRange(content, 100_000, 101_000));
      bucket.delete("k");
      assertThat(read(object, 199_000, 1000))
          .isEqualTo(Arrays.copyOfRange(content, 199_000, 200_000));
      assertThat(read(object, 1000, 150_000)).isEqualTo(Arrays.copyOfRange(content, 1000, 151_000));
    }
    assertThatThrownBy(() -> bucket.local("k"))
        .isInstanceOfSatisfying(
            BucketException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
  }

  @Test
  void aFileThatIsCutShortIsTold() throws Exception {
    put("k", 200_000);
    try (LocalObject object = bucket.local("k").orElseThrow()) {
      read(object, 0, 200_000);
      try (FileChannel file = FileChannel.open(directory.resolve("k"), StandardOpenOption.WRITE)) {
        file.truncate(5000);
      }
      assertThat(read(object, 0, 5000)).hasSize(5000);
      for (int length : new int[] {50_000, 80_000}) {
        assertThatThrownBy(() -> read(object, 100_000, length))
            .isInstanceOf(BucketException.class)
            .hasMessageContaining("k was cut short while it was read");
      }
    }
  }

  @Test
  void readsThatHaveBegunOutliveTheClose() {
    byte[] content = put("k", 1000);
    LocalObject object = bucket.local("k").orElseThrow();
    try (LocalObject.Reads reads = object.reads().orElseThrow()) {
      object.close();
      object.close();
      byte[] into = new byte[1000];
      reads.copy(0, 1000, into, 0);
      assertThat(into).isEqualTo(content);
    }
    assertThat(object.reads()).isEmpty();
  }

  @Test
  void interruptedReadersHarmNobodyElse() {
    byte[] content = put("k", 200_000);
    try (LocalObject object = bucket.local("k").orElseThrow()) {
      Thread.currentThread().interrupt();
      try {
        for (int length : new int[] {10, 150_000}) {
          assertThatThrownBy(() -> read(object, 0, length))
              .isInstanceOfSatisfying(
                  BucketException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELED));
        }
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(read(object, 0, 10)).isEqualTo(Arrays.copyOf(content, 10));
    }
  }

  @Test
  void linksAndWhatIsInMemoryAreNoFiles() throws Exception {
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("elsewhere"));
    assertThatThrownBy(() -> bucket.local("link"))
        .isInstanceOfSatisfying(
            BucketException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    Bucket memory = new MemoryBucket(InstantSource.system());
    memory.put("k", new byte[1]);
    assertThat(memory.local("k")).isEmpty();
  }
}
