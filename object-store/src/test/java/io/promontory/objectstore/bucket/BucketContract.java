package io.promontory.objectstore.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.BucketException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Bucket} promises. */
public abstract class BucketContract {
  private Bucket bucket;

  /** An empty bucket. */
  protected abstract Bucket create() throws Exception;

  @BeforeEach
  final void open() throws Exception {
    bucket = create();
  }

  @AfterEach
  final void close() {
    bucket.close();
  }

  @Test
  void whatIsPutIsThere() throws IOException {
    byte[] content = "hello".getBytes(UTF_8);
    bucket.put("a/b/c", content);
    content[0] = 'x';
    try (InputStream in = bucket.get("a/b/c")) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("hello");
    }
    assertThat(bucket.head("a/b/c")).map(ObjectInfo::size).contains(5L);
    bucket.put("a/b/c", new byte[0]);
    try (InputStream in = bucket.get("a/b/c")) {
      assertThat(in.readAllBytes()).isEmpty();
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    bucket.put("a/b", new byte[1]);
    for (String key : List.of("x", "a", "a/c", "a/b/c")) {
      assertThat(bucket.head(key)).as(key).isEmpty();
      assertFails(Kind.NOT_FOUND, () -> bucket.get(key).close());
      assertFails(Kind.NOT_FOUND, () -> bucket.getRange(key, 0, 1));
    }
  }

  @Test
  void rangesEndWithTheObject() {
    bucket.put("k", "0123456789".getBytes(UTF_8));
    assertThat(bucket.getRange("k", 0, 3)).asString(UTF_8).isEqualTo("012");
    assertThat(bucket.getRange("k", 4, 2)).asString(UTF_8).isEqualTo("45");
    assertThat(bucket.getRange("k", 8, 100)).asString(UTF_8).isEqualTo("89");
    assertThat(bucket.getRange("k", 8, Integer.MAX_VALUE)).asString(UTF_8).isEqualTo("89");
    assertThat(bucket.getRange("k", 10, 1)).isEmpty();
    assertThat(bucket.getRange("k", 3, 0)).isEmpty();
    assertFails(Kind.INVALID_RANGE, () -> bucket.getRange("k", 11, 1));
    assertFails(Kind.INVALID_RANGE, () -> bucket.getRange("k", -1, 1));
    assertFails(Kind.INVALID_RANGE, () -> bucket.getRange("k", 0, -1));
  }

  @Test
  void listingsAreSortedByBytes() {
    List<String> keys =
        List.of("a", "a!/x", "b/1", "b/2/3", "b/2/4", "b0", "c/\uFF5E", "c/\uD83D\uDE00", "d d/é");
    for (String key : keys.reversed()) {
      bucket.put(key, key.getBytes(UTF_8));
    }
    assertThat(bucket.list("", Depth.RECURSIVE).objects().stream().map(ObjectInfo::key))
        .containsExactlyElementsOf(keys);
    assertThat(bucket.list("", Depth.RECURSIVE).prefixes()).isEmpty();
    Listing top = bucket.list("", Depth.ONE_LEVEL);
    assertThat(top.objects().stream().map(ObjectInfo::key)).containsExactly("a", "b0");
    assertThat(top.prefixes()).containsExactly("a!/", "b/", "c/", "d d/");
    Listing b = bucket.list("b/", Depth.ONE_LEVEL);
    assertThat(b.objects().stream().map(ObjectInfo::key)).containsExactly("b/1");
    assertThat(b.prefixes()).containsExactly("b/2/");
    assertThat(bucket.list("b/2/", Depth.RECURSIVE).objects()).hasSize(2);
    assertThat(bucket.list("none/", Depth.RECURSIVE).objects()).isEmpty();
  }

  @Test
  void deletedObjectsLeaveNothing() {
    bucket.put("a/b/c", new byte[1]);
    bucket.put("a/d", new byte[1]);
    bucket.delete("a/b/c");
    bucket.delete("a/b/c");
    bucket.delete("never/was");
    assertThat(bucket.list("", Depth.RECURSIVE).objects()).hasSize(1);
    assertThat(bucket.list("a/", Depth.ONE_LEVEL).prefixes()).isEmpty();
    bucket.delete("a/d");
    assertThat(bucket.list("", Depth.ONE_LEVEL)).isEqualTo(new Listing(List.of(), List.of()));
    bucket.put("a", new byte[1]);
    assertThat(bucket.head("a")).isPresent();
  }

  @Test
  void putIfAbsentLetsOneWriterWin() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        byte[] content = {(byte) i};
        writers.add(() -> bucket.putIfAbsent("lock/x", content));
      }
      int winner = -1;
      List<Future<Boolean>> results = threads.invokeAll(writers);
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).get()) {
          assertThat(winner).as("winners").isEqualTo(-1);
          winner = i;
        }
      }
      assertThat(bucket.getRange("lock/x", 0, 1)).containsExactly(winner);
    }
    assertThat(bucket.putIfAbsent("lock/x", new byte[0])).isFalse();
    bucket.delete("lock/x");
    assertThat(bucket.putIfAbsent("lock/x", new byte[0])).isTrue();
  }

  @Test
  void readersNeverSeeHalfOfAnObject() throws Exception {
    byte[][] versions = new byte[4][300_000];
    for (int i = 0; i < versions.length; i++) {
      Arrays.fill(versions[i], (byte) i);
    }
    bucket.put("v", versions[0]);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 40; i++) {
                  bucket.put("v", versions[i % versions.length]);
                }
              });
      while (!writer.isDone()) {
        byte[] seen = bucket.getRange("v", 0, 1_000_000);
        assertThat(seen).isEqualTo(versions[seen[0]]);
      }
      writer.get();
    }
  }

  @Test
  void keysThatMightEscapeAreRefused() {
    for (String key :
        List.of(
            "",
            "/",
            "/etc/passwd",
            "..",
            "a/../../b",
            "a/./b",
            "a//b",
            "a/",
            "a\\b",
            "a\0b",
            "a\nb",
            "x".repeat(256),
            "ab/".repeat(400) + "c",
            "\uD800",
            ".promontory-x/y")) {
      assertFails(Kind.INVALID_KEY, () -> bucket.put(key, new byte[1]));
      assertFails(Kind.INVALID_KEY, () -> bucket.putIfAbsent(key, new byte[1]));
      assertFails(Kind.INVALID_KEY, () -> bucket.head(key));
      assertFails(Kind.INVALID_KEY, () -> bucket.get(key).close());
      assertFails(Kind.INVALID_KEY, () -> bucket.getRange(key, 0, 1));
      assertFails(Kind.INVALID_KEY, () -> bucket.delete(key));
    }
    assertFails(Kind.INVALID_KEY, () -> bucket.list("a", Depth.RECURSIVE));
    assertFails(Kind.INVALID_KEY, () -> bucket.list("../", Depth.RECURSIVE));
    assertThat(bucket.list("", Depth.RECURSIVE).objects()).isEmpty();
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(BucketException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
