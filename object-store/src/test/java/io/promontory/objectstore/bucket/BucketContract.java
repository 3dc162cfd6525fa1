package io.promontory.objectstore.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.series.store.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Bucket} promises. */
public abstract class BucketContract {
  private Bucket bucket;

  /** An empty bucket. */
  protected abstract Bucket create() throws Exception;

  /** An empty bucket whose conditions hold among many writers. */
  protected Bucket createForManyWriters() throws Exception {
    return create();
  }

  /** Puts objects of one byte into the bucket that was created last. */
  protected void fill(List<String> keys) {
    keys.forEach(key -> bucket.put(key, new byte[1]));
  }

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

  @Test
  void longListingsComeInPages() {
    int count = 1_010;
    fill(IntStream.range(0, count).mapToObj("p/%04d/x"::formatted).toList());
    List<String> keys = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    bucket
        .pages("p/", Depth.RECURSIVE)
        .forEachRemaining(
            page -> {
              assertThat(page.objects()).hasSizeLessThanOrEqualTo(1_000);
              page.objects().forEach(object -> keys.add(object.key()));
            });
    bucket.pages("p/", Depth.ONE_LEVEL).forEachRemaining(page -> prefixes.addAll(page.prefixes()));
    assertThat(keys).hasSize(count).isSorted().doesNotHaveDuplicates();
    assertThat(prefixes).hasSize(count).isSorted().doesNotHaveDuplicates();
    assertThat(keys.getLast()).isEqualTo("p/1009/x");
    assertThat(prefixes.getLast()).isEqualTo("p/1009/");
    assertThat(bucket.list("p/1000/", Depth.RECURSIVE).objects()).hasSize(1);
  }

  @Test
  void conditionsLookAtTheTag() {
    String first = bucket.put("lease", new byte[] {1}, Condition.ABSENT).orElseThrow();
    assertThat(bucket.head("lease")).map(ObjectInfo::tag).contains(first);
    assertThat(bucket.list("", Depth.RECURSIVE).objects().getFirst().tag()).isEqualTo(first);

    String second = bucket.put("lease", new byte[] {2}, Condition.unchanged(first)).orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(bucket.put("lease", new byte[] {3}, Condition.unchanged(first))).isEmpty();
    assertThat(bucket.put("lease", new byte[] {3}, Condition.ABSENT)).isEmpty();
    assertThat(bucket.getRange("lease", 0, 9)).containsExactly(2);

    bucket.delete("lease");
    assertThat(bucket.put("lease", new byte[] {4}, Condition.unchanged(second))).isEmpty();
    assertThat(bucket.head("lease")).isEmpty();
  }

  @Test
  void noUpdateIsLostBetweenWriters() throws Exception {
    Bucket bucket = createForManyWriters();
    bucket.put("count", new byte[] {0});
    Callable<Integer> writer =
        () -> {
          int tries = 0;
          for (int i = 0; i < 5; tries++) {
            String tag = bucket.head("count").orElseThrow().tag();
            byte[] next = {(byte) (bucket.getRange("count", 0, 1)[0] + 1)};
            if (bucket.put("count", next, Condition.unchanged(tag)).isPresent()) {
              i++;
            }
          }
          return tries;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> tries : threads.invokeAll(List.of(writer, writer, writer, writer))) {
        assertThat(tries.get()).isGreaterThanOrEqualTo(5);
      }
    }
    assertThat(bucket.getRange("count", 0, 1)).containsExactly(20);
    bucket.close();
  }

  @Test
  void uploadsShowWhenTheyAreCommitted() throws IOException {
    byte[] content = new byte[11_000_003];
    new Random(7).nextBytes(content);
    try (Upload upload = bucket.upload("big/o")) {
      for (int at = 0; at < content.length; at += 700_001) {
        upload.write(content, at, Math.min(700_001, content.length - at));
      }
      assertThat(bucket.head("big/o")).isEmpty();
      String tag = upload.commit();
      assertThat(bucket.head("big/o").orElseThrow())
          .returns(tag, ObjectInfo::tag)
          .returns((long) content.length, ObjectInfo::size);
    }
    try (InputStream in = bucket.get("big/o")) {
      assertThat(Arrays.equals(in.readAllBytes(), content)).isTrue();
    }
    assertThat(bucket.getRange("big/o", 10_999_990, 100))
        .isEqualTo(Arrays.copyOfRange(content, 10_999_990, content.length));

    try (Upload abandoned = bucket.upload("big/o")) {
      abandoned.write(content, 0, 6_000_000);
      abandoned.write(1);
    }
    assertThat(bucket.head("big/o")).map(ObjectInfo::size).contains((long) content.length);
    try (Upload empty = bucket.upload("empty")) {
      empty.commit();
    }
    assertThat(bucket.list("", Depth.RECURSIVE).objects().stream().map(ObjectInfo::key))
        .containsExactly("big/o", "empty");
  }

  @Test
  void nothingBeginsAfterItsDeadline() {
    AtomicLong nanos = new AtomicLong();
    Bucket timed = bucket.within(Deadline.after(Duration.ofMinutes(1), nanos::get));
    timed.put("k", new byte[1]);
    assertThat(timed.getRange("k", 0, 1)).hasSize(1);
    Iterator<Listing> pages = timed.pages("", Depth.RECURSIVE);
    nanos.set(Duration.ofMinutes(1).toNanos());
    assertFails(Kind.TIMEOUT, pages::next);
    assertFails(Kind.TIMEOUT, () -> timed.head("k"));
    assertFails(Kind.TIMEOUT, () -> timed.get("k").close());
    assertFails(Kind.TIMEOUT, () -> timed.getRange("k", 0, 1));
    assertFails(Kind.TIMEOUT, () -> timed.put("k", new byte[1]));
    assertFails(Kind.TIMEOUT, () -> timed.delete("k"));
    assertFails(Kind.TIMEOUT, () -> timed.within(Deadline.NEVER).head("k"));
    timed.close();
    assertThat(bucket.head("k")).isPresent();
  }

  @Test
  void aPrefixOfABucketIsABucket() {
    bucket.put("else", new byte[1]);
    Bucket inner = new PrefixBucket(bucket, "in/side/");
    inner.put("a/b", new byte[2]);
    inner.put("c", new byte[3]);
    assertThat(bucket.head("in/side/a/b")).map(ObjectInfo::size).contains(2L);
    Listing listing = inner.list("", Depth.ONE_LEVEL);
    assertThat(listing.prefixes()).containsExactly("a/");
    assertThat(listing.objects().stream().map(ObjectInfo::key)).containsExactly("c");
    assertThat(inner.list("a/", Depth.RECURSIVE).objects().getFirst().key()).isEqualTo("a/b");
    assertFails(Kind.INVALID_KEY, () -> inner.head("../else"));
    assertFails(Kind.NOT_FOUND, () -> inner.getRange("else", 0, 1));
    inner.delete("a/b");
    assertThat(bucket.list("in/", Depth.RECURSIVE).objects()).hasSize(1);
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(BucketException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
