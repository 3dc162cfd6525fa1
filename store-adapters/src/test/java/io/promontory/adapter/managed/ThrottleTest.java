package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.adapter.api.ReadGate;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.TokenBucket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Throttle throttle =
      new Throttle(
          "amp",
          TokenBucket.perSecond(0.1, Duration.ZERO, nanos::get),
          new ReadGate("amp", 10, Duration.ofSeconds(20)),
          0,
          new Random(1),
          BillListener.NONE);

  private QueryContext within(int seconds) {
    return QueryContext.unbounded()
        .withDeadline(Deadline.after(Duration.ofSeconds(seconds), nanos::get));
  }

  private boolean isAdmitted(QueryContext context) {
    return throttle.call(context, () -> true).result();
  }

  @Test
  void refusedCallsLeaveTheRateToOthers() {
    assertThat(isAdmitted(within(5))).isTrue();
    for (int i = 0; i < 500; i++) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> isAdmitted(within(5)))
          .withMessageContaining("leaves no room for this one in time");
    }
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(isAdmitted(within(5))).isTrue();
  }

  @Test
  void canceledCallsToo() {
    assertThat(isAdmitted(within(100))).isTrue();
    Cancellation canceled = new Cancellation();
    canceled.cancel();
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> isAdmitted(within(100).withCancellation(canceled)))
          .withMessage("canceled while waiting for its turn");
    }
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(isAdmitted(within(5))).isTrue();
  }
}
