package io.promontory.adapter.blocks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedWorkTest {
  private final CountDownLatch let = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();

  private Runnable waiting(CountDownLatch begun) {
    return () -> {
      running.incrementAndGet();
      begun.countDown();
      try {
        let.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Test
  void noMoreRunAtTheSameTimeThanMay() throws Exception {
    try (BoundedWork work = new BoundedWork(2)) {
      CountDownLatch two = new CountDownLatch(2);
      for (int i = 0; i < 5; i++) {
        work.submit(waiting(two));
      }
      assertThat(two.await(50, TimeUnit.SECONDS)).isTrue();
      assertThat(work.awaitIdle(Duration.ofMillis(50))).isFalse();
      assertThat(running).hasValue(2);
      let.countDown();
      assertThat(work.awaitIdle(Duration.ofSeconds(50))).isTrue();
      assertThat(running).hasValue(5);
    }
  }

  @Test
  void aTaskThatBreaksOffHoldsUpNoOther() throws Exception {
    try (BoundedWork work = new BoundedWork(1)) {
      work.submit(
          () -> {
            throw new AssertionError("broken");
          });
      work.submit(running::incrementAndGet);
      assertThat(work.awaitIdle(Duration.ofSeconds(50))).isTrue();
      assertThat(running).hasValue(1);
    }
  }

  @Test
  void allBeginAtOnceThatHaveRoom() throws Exception {
    try (BoundedWork work = new BoundedWork(1)) {
      CountDownLatch all = new CountDownLatch(3);
      for (int i = 0; i < 3; i++) {
        work.submit(waiting(all));
      }
      work.widen(3);
      assertThat(all.await(50, TimeUnit.SECONDS)).as("all three run at the same time").isTrue();
      let.countDown();
      assertThat(work.awaitIdle(Duration.ofSeconds(50))).isTrue();
    }
  }
}
