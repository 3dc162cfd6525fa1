package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketContract;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.objectstore.testing.Exchange;
import io.promontory.objectstore.testing.Fault;
import io.promontory.objectstore.testing.FaultProxy;
import io.promontory.objectstore.testing.S3Server;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract holds at a server that spoils every fifth request, each time in another way. */
class IllS3BucketTest extends BucketContract {
  private static final ReentrantLock TURN = new ReentrantLock();
  private static final Fault LOSE_ANSWER = Fault.loseAnswer();
  private static final List<Fault> FAULTS =
      List.of(
          Fault.slowDown(),
          Fault.error(500, "InternalError"),
          Fault.truncate(0),
          Fault.reset(),
          Fault.latency(20),
          LOSE_ANSWER,
          Fault.truncate(3));

  private static S3Server server;
  private static int buckets;
  private FaultProxy proxy;

  @BeforeAll
  static void start() {
    server = new S3Server();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected Bucket create() {
    String name = "bucket-" + ++buckets;
    server.create(name);
    AtomicInteger requests = new AtomicInteger();
    proxy =
        new FaultProxy(server.uri())
            .spoil(
                Integer.MAX_VALUE,
                head -> true,
                exchange -> {
                  int number = requests.incrementAndGet();
                  Fault fault =
                      number % 5 == 0 ? FAULTS.get(number / 5 % FAULTS.size()) : Fault.NONE;
                  answer(fault, exchange);
                });
    return S3Bucket.open(
        S3Server.options(proxy.uri(), name)
            .withLimits(
                S3Limits.DEFAULT
                    .withRetries(10, Duration.ofMillis(1), Duration.ofMillis(5))
                    .withSizes(5 << 20, 1 << 20)),
        RequestListener.NONE);
  }

  /**
   * Writes under a condition go one at a time, since the server looks and writes in two steps; and
   * where another writer may replace what was written, the answer is not lost.
   */
  private static void answer(Fault fault, Exchange exchange) throws IOException {
    String head = exchange.request().head();
    if (!head.contains("If-Match: ") || !head.startsWith("PUT ")) {
      fault.answer(exchange);
      return;
    }
    TURN.lock();
    try {
      (fault == LOSE_ANSWER ? Fault.reset() : fault).answer(exchange);
    } finally {
      TURN.unlock();
    }
  }

  @Override
  protected void fill(List<String> keys) {
    server.fill("bucket-" + buckets, keys);
  }

  @AfterEach
  void stopProxy() {
    proxy.close();
  }
}
