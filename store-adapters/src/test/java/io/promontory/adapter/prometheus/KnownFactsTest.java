package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KnownFactsTest {
  private final CountDownLatch said = new CountDownLatch(1);
  private final KnownFacts facts = new KnownFacts("s", this::read, System::nanoTime);

  private ServerFacts read(QueryContext context) {
    try {
      said.await();
    } catch (InterruptedException e) {
      throw new StoreException("s", StoreException.Kind.CANCELED, "interrupted", e);
    }
    return ServerFacts.NONE;
  }

  private FutureTask<ServerFacts> settle(Cancellation cancellation, Thread.State state) {
    QueryContext context =
        new QueryContext(
            Deadline.after(Duration.ofMinutes(5)), QueryBudget.unlimited(), cancellation);
    FutureTask<ServerFacts> task = new FutureTask<>(() -> facts.settled(context));
    Thread thread = Thread.ofPlatform().daemon().start(task);
    Awaitility.await().until(() -> thread.getState() == state);
    return task;
  }

  @Test
  void whoIsCancelledDoesNotWaitForTheAnswerToAnother() throws Exception {
    FutureTask<ServerFacts> asks = settle(new Cancellation(), Thread.State.WAITING);
    Cancellation cancellation = new Cancellation();
    FutureTask<ServerFacts> waits = settle(cancellation, Thread.State.TIMED_WAITING);
    cancellation.cancel();
    assertThatThrownBy(waits::get)
        .cause()
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CANCELED));
    assertThat(asks.isDone()).isFalse();
    said.countDown();
    assertThat(asks.get(30, TimeUnit.SECONDS)).isEqualTo(ServerFacts.NONE);
  }
}
