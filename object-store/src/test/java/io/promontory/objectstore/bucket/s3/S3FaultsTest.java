package io.promontory.objectstore.bucket.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.BucketRequest;
import io.promontory.objectstore.bucket.Condition;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.objectstore.bucket.Upload;
import io.promontory.objectstore.testing.Fault;
import io.promontory.objectstore.testing.FaultProxy;
import io.promontory.objectstore.testing.S3Server;
import io.promontory.series.store.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that throttles, breaks, hangs or lies. */
class S3FaultsTest {
  private static final byte[] DIGITS = "0123456789".getBytes(UTF_8);
  private static final int ALWAYS = Integer.MAX_VALUE;

  private static S3Server server;
  private static int buckets;
  private final List<BucketRequest> heard = new CopyOnWriteArrayList<>();
  private FaultProxy proxy;
  private S3Options options;
  private S3Bucket bucket;

  @BeforeAll
  static void start() {
    server = new S3Server();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    String name = "faults-" + ++buckets;
    server.create(name);
    proxy = new FaultProxy(server.uri());
    options =
        S3Server.options(proxy.uri(), name)
            .withLimits(
                S3Limits.DEFAULT
                    .withRetries(3, Duration.ofMillis(1), Duration.ofMillis(5))
                    .withSizes(5 << 20, 4));
    bucket = S3Bucket.open(options, heard::add);
    bucket.put("k", DIGITS);
    heard.clear();
  }

  @AfterEach
  void close() {
    bucket.close();
    proxy.close();
  }

  @Test
  void whatPassesIsTriedAgain() {
    for (Fault fault :
        List.of(
            Fault.slowDown(),
            Fault.error(500, "InternalError"),
            Fault.error(502, ""),
            Fault.reset(),
            Fault.truncate(4),
            Fault.header("Content-Range", "bytes 0-5/10"))) {
      heard.clear();
      proxy.spoil(2, "GET ", fault);
      assertThat(bucket.getRange("k", 2, 6)).asString(UTF_8).isEqualTo("234567");
      assertThat(heard)
          .singleElement()
          .returns("get", BucketRequest::operation)
          .returns(206, BucketRequest::status)
          .returns(3, BucketRequest::attempts)
          .returns(null, BucketRequest::failure);
      assertThat(heard.getFirst().receivedBytes()).isBetween(6L, 14L);
    }
  }

  @Test
  void whatStaysIsSaid() {
    assertFails(Kind.THROTTLED, Fault.slowDown(), "SlowDown", "requests_per_second");
    assertFails(Kind.UNAVAILABLE, Fault.error(500, "InternalError"), "HTTP 500 InternalError");
    assertFails(Kind.UNAVAILABLE, Fault.reset(), "reset");
    assertFails(Kind.CORRUPT, Fault.truncate(4), "6 bytes");
    assertFails(Kind.CORRUPT, Fault.header("Content-Range", "bytes 0-5/10"), "bytes 0-5/10");
    assertFails(Kind.CORRUPT, Fault.header("Content-Range", "x"), "cannot be read");
    assertFails(
        Kind.CORRUPT,
        Fault.header("Content-Range", "bytes 2-9223372036854775806/9223372036854775807"),
        "asked for 6 bytes");
    assertThat(heard.getLast().failure()).isEqualTo(Kind.CORRUPT);
  }

  private void assertFails(Kind kind, Fault fault, String... words) {
    proxy.spoil(3, "GET ", fault);
    BucketException failure = failure(() -> bucket.getRange("k", 2, 6));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure)
        .hasMessageStartingWith("reading bytes 2-7 of k in bucket " + options.bucket())
        .hasMessageContaining("after 3 attempts")
        .hasMessageContainingAll(words);
  }

  @Test
  void aListingThatBreaksOffIsNoShortOne() {
    for (int bytes : new int[] {0, 1, 50, 200, 300}) {
      proxy.spoil(1, "list-type=2", Fault.truncate(bytes));
      assertThat(bucket.list("", Depth.RECURSIVE).objects()).as("%d bytes", bytes).hasSize(1);
      proxy.spoil(3, "list-type=2", Fault.truncate(bytes));
      assertThat(failure(() -> bucket.list("", Depth.RECURSIVE)).kind())
          .as("%d bytes", bytes)
          .isEqualTo(Kind.CORRUPT);
    }
    Fault empty =
        exchange ->
            exchange.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(UTF_8));
    proxy.spoil(ALWAYS, head -> true, empty);
    assertThat(failure(() -> bucket.list("", Depth.RECURSIVE)).kind()).isEqualTo(Kind.CORRUPT);
    try (Upload upload = bucket.upload("x")) {
      assertThat(failure(() -> upload.write(new byte[6 << 20])).kind()).isEqualTo(Kind.CORRUPT);
    }
  }

  @Test
  void aServerThatIgnoresRangesIsFoundOut() {
    Fault whole =
        exchange -> {
          byte[] body = DIGITS;
          String head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n";
          exchange.write(head.getBytes(UTF_8));
          exchange.write(body);
        };
    proxy.spoil(ALWAYS, "GET ", whole);
    assertThat(failure(() -> bucket.getRange("k", 2, 6)).kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure(() -> bucket.getRange("k", 0, 6)).kind()).isEqualTo(Kind.CORRUPT);
    assertThat(bucket.getRange("k", 0, 10)).isEqualTo(DIGITS);
  }

  @Test
  void whoIsDeniedAsksOnce() {
    S3Options wrong =
        options.withCredentials(AwsCredentialSource.Keys.of(S3Server.ACCESS_KEY, "no"));
    try (S3Bucket denied = S3Bucket.open(wrong, heard::add)) {
      BucketException failure = failure(() -> denied.getRange("k", 0, 1));
      assertThat(failure.kind()).isEqualTo(Kind.DENIED);
      assertThat(failure).hasMessageContainingAll("SignatureDoesNotMatch", "secret key");
      assertThat(failure(() -> denied.head("k")).kind()).isEqualTo(Kind.DENIED);
      assertThat(failure(() -> denied.list("", Depth.RECURSIVE)).kind()).isEqualTo(Kind.DENIED);
      assertThat(failure(() -> denied.putIfAbsent("n", DIGITS)).kind()).isEqualTo(Kind.DENIED);
    }
    assertThat(heard).extracting(BucketRequest::attempts).containsOnly(1);
    assertThat(bucket.head("n")).isEmpty();
  }

  @Test
  void aMissingBucketIsNoMissingObject() {
    S3Options other = S3Server.options(server.uri(), "no-such-bucket");
    try (S3Bucket missing = S3Bucket.open(other, heard::add)) {
      BucketException failure = failure(() -> missing.getRange("k", 0, 1));
      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure).hasMessageContaining("check the bucket's name");
      assertThat(failure(() -> missing.list("", Depth.RECURSIVE)).kind())
          .isEqualTo(Kind.MISCONFIGURED);
    }
  }

  @Test
  void aWrongRegionIsGuessedFromTheStatusAlone() {
    proxy.spoil(1, "HEAD ", Fault.error(301, ""));
    BucketException failure = failure(() -> bucket.head("k"));
    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure).hasMessageContaining("check the region");
  }

  @Test
  void readsSideBySideHaveAConnectionEach() throws Exception {
    CountDownLatch all = new CountDownLatch(40);
    proxy.spoil(
        ALWAYS,
        "GET ",
        exchange -> {
          all.countDown();
          awaitOthers(all);
          Fault.NONE.answer(exchange);
        });
    List<Callable<byte[]>> reads = Collections.nCopies(40, () -> bucket.getRange("k", 3, 4));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<byte[]> read : threads.invokeAll(reads)) {
        assertThat(read.get()).asString(UTF_8).isEqualTo("3456");
      }
    }
  }

  private static void awaitOthers(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IOException("the others did not come");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void whereNobodyListensNothingIsThere() {
    S3Options nowhere = S3Server.options(URI.create("http://127.0.0.1:1"), "b");
    try (S3Bucket bucket = S3Bucket.open(nowhere.withLimits(options.limits()), heard::add)) {
      assertThat(failure(() -> bucket.head("k")).kind()).isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void deadlinesEndHangingCalls() {
    proxy.spoil(ALWAYS, head -> true, Fault.hang());
    BucketException failure =
        failure(() -> bucket.within(Deadline.after(Duration.ofMillis(300))).getRange("k", 0, 4));
    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure).hasMessageContaining("reading bytes 0-3 of k");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anAttemptThatHangsIsGivenUp() {
    Duration attempt = Duration.ofMillis(1500);
    S3Limits quick =
        options.limits().withTimeouts(Duration.ofSeconds(2), attempt, Duration.ofMinutes(1));
    try (S3Bucket impatient = S3Bucket.open(options.withLimits(quick), heard::add)) {
      proxy.spoil(1, "GET ", Fault.hang());
      assertThat(impatient.getRange("k", 0, 4)).asString(UTF_8).isEqualTo("0123");
      assertThat(heard.getLast().attempts()).isEqualTo(2);
    }
  }

  @Test
  void interruptedCallsEnd() throws Exception {
    proxy.spoil(ALWAYS, "GET ", Fault.hang());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Kind> kind = threads.submit(() -> failure(() -> bucket.getRange("k", 0, 4)).kind());
      while (proxy.requests().stream().noneMatch(head -> head.startsWith("GET "))) {
        Thread.onSpinWait();
      }
      threads.shutdownNow();
      assertThat(kind.get()).isEqualTo(Kind.CANCELED);
    }
  }

  @Test
  void aConditionalWriteWhoseAnswerIsLostIsOurs() {
    proxy.spoil(1, "PUT ", Fault.loseAnswer());
    String tag = bucket.put("lease", DIGITS, Condition.ABSENT).orElseThrow();
    assertThat(bucket.head("lease")).map(ObjectInfo::tag).contains(tag);

    proxy.spoil(1, "PUT ", Fault.loseAnswer());
    String next = bucket.put("lease", new byte[1], Condition.unchanged(tag)).orElseThrow();
    assertThat(bucket.head("lease")).map(ObjectInfo::tag).contains(next);

    proxy.spoil(1, "PUT ", Fault.reset());
    assertThat(bucket.put("lease", DIGITS, Condition.unchanged(tag))).isEmpty();
    proxy.spoil(1, "PUT ", Fault.reset());
    assertThat(bucket.put("lease", new byte[1], Condition.ABSENT)).isEmpty();
  }

  @Test
  void soIsOneThatIsToldToConflictWithItself() {
    Fault conflict =
        exchange -> {
          exchange.forward();
          Fault.error(409, "ConditionalRequestConflict").answer(exchange);
        };
    proxy.spoil(1, "PUT ", conflict);
    String tag = bucket.put("lease", DIGITS, Condition.ABSENT).orElseThrow();
    assertThat(bucket.head("lease")).map(ObjectInfo::tag).contains(tag);

    proxy.spoil(1, "PUT ", Fault.error(409, "ConditionalRequestConflict"));
    assertThat(bucket.put("lease", DIGITS, Condition.ABSENT)).isEmpty();
  }

  @Test
  void aReplacedObjectIsNotMixedWithTheOneBefore() throws IOException {
    try (InputStream in = bucket.get("k")) {
      assertThat(in.readNBytes(4)).asString(UTF_8).isEqualTo("0123");
      bucket.put("k", "abcdefghij".getBytes(UTF_8));
      assertThat(failure(in::read).kind()).isEqualTo(Kind.CHANGED);
    }
    try (InputStream in = bucket.get("k")) {
      assertThat(in.read()).isEqualTo('a');
      bucket.delete("k");
      assertThat(failure(in::readAllBytes).kind()).isEqualTo(Kind.CHANGED);
    }
  }

  @Test
  void partsAreTriedAgainAndAnAbandonedUploadIsClearedAway() {
    byte[] half = new byte[6 << 20];
    proxy.spoil(1, "partNumber=1", Fault.slowDown());
    proxy.spoil(1, "partNumber=2", Fault.reset());
    try (Upload upload = bucket.upload("big")) {
      upload.write(half);
      upload.write(half);
      upload.commit();
    }
    assertThat(bucket.head("big")).map(ObjectInfo::size).contains(12L << 20);
    assertThat(heard)
        .extracting(BucketRequest::operation)
        .containsExactly(
            "upload_create",
            "upload_part",
            "upload_part",
            "upload_part",
            "upload_complete",
            "head");
    assertThat(heard.get(1)).returns(5L << 20, BucketRequest::sentBytes);
    assertThat(proxy.requests()).noneMatch(head -> head.contains("100-continue"));

    heard.clear();
    proxy.spoil(ALWAYS, "partNumber=", Fault.error(500, "InternalError"));
    try (Upload upload = bucket.upload("none")) {
      assertThat(failure(() -> upload.write(half)).kind()).isEqualTo(Kind.UNAVAILABLE);
    }
    assertThat(heard)
        .extracting(BucketRequest::operation)
        .containsExactly("upload_create", "upload_part", "upload_abort");
    assertThat(bucket.head("none")).isEmpty();
  }

  @Test
  void whatIsToBeEncryptedOrPaidForIsAskedFor() {
    S3Options paid = options.withRequesterPays(true).withEncryption(new S3Encryption.Kms("key-1"));
    try (S3Bucket other = S3Bucket.open(paid, heard::add)) {
      proxy.spoil(1, "PUT ", Fault.error(400, "InvalidRequest"));
      failure(() -> other.put("e", DIGITS));
      other.head("k");
    }
    String put = proxy.requests().get(proxy.requests().size() - 2);
    assertThat(put)
        .containsIgnoringCase("x-amz-server-side-encryption: aws:kms")
        .containsIgnoringCase("x-amz-server-side-encryption-aws-kms-key-id: key-1")
        .containsIgnoringCase("content-md5: eB5eJF1ptWaXm4bijSPyxw==")
        .containsIgnoringCase("x-amz-request-payer: requester");
    assertThat(proxy.requests().getLast()).containsIgnoringCase("x-amz-request-payer: requester");
  }

  private static BucketException failure(ThrowingCallable call) {
    BucketException failure = catchThrowableOfType(BucketException.class, call);
    assertThat(failure).as("failure").isNotNull();
    return failure;
  }
}
