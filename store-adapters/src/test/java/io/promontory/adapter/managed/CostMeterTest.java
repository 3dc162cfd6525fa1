package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.store.QueryContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CostMeterTest {
  private final AtomicLong now = new AtomicLong();

  private CostMeter meter(long perQuery, long perHour) {
    CostLimits limits = new CostLimits(perQuery, perHour, 0, false);
    return new CostMeter("amp", limits, now::get, null, BillListener.NONE);
  }

  @Test
  void requestsSideBySideShareWhatIsLeft() {
    CostMeter meter = meter(1000, 0);
    QueryContext query = QueryContext.unbounded();
    CostMeter.Reservation first = meter.reserve(query, 4);
    CostMeter.Reservation second = meter.reserve(query, 3);
    assertThat(first.samples()).isEqualTo(250);
    assertThat(second.samples()).isEqualTo(250);
    first.settle(200);
    second.settle(10);
    assertThat(query.budget().billed("amp")).isEqualTo(210);
    CostMeter.Reservation rest = meter.reserveAll(query);
    assertThat(rest.samples()).isEqualTo(790);
    rest.settle(790);
    assertThatThrownBy(() -> meter.reserve(query, 1))
        .hasMessageContaining("1000 samples")
        .hasMessageContaining("cost.max_samples_per_query");
    assertThat(meter.reserve(QueryContext.unbounded(), 1).samples()).isEqualTo(1000);
  }

  @Test
  void anHourIsSharedByAllQueries() {
    CostMeter meter = meter(0, 100);
    meter.reserve(QueryContext.unbounded(), 1).settle(100);
    assertThatThrownBy(() -> meter.reserve(QueryContext.unbounded(), 1))
        .hasMessageContaining("cost.max_samples_per_hour");
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(meter.reserve(QueryContext.unbounded(), 1).samples()).isEqualTo(100);
  }

  @Test
  void withoutLimitsNothingIsReserved() {
    CostMeter.Reservation any = meter(0, 0).reserve(QueryContext.unbounded(), 7);
    assertThat(any.samples()).isEqualTo(Long.MAX_VALUE);
    any.settle(1_000_000);
  }

  @Test
  void whoNeedsAllWaitsForTheOthers() throws Exception {
    CostMeter meter = meter(1000, 0);
    QueryContext query = QueryContext.unbounded();
    CostMeter.Reservation share = meter.reserve(query, 2);
    CompletableFuture<CostMeter.Reservation> all =
        CompletableFuture.supplyAsync(() -> meter.reserveAll(query));
    assertThat(all).isNotDone();
    share.settle(100);
    assertThat(all.get(30, TimeUnit.SECONDS).samples()).isEqualTo(900);
  }
}
