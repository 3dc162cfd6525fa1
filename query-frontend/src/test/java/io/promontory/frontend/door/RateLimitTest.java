package io.promontory.frontend.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateLimitTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;
  private final AtomicLong now = new AtomicLong(-5 * SECOND);

  private RateLimit limit(String section) throws Exception {
    Path file = Files.writeString(folder.resolve("web.yml"), "rate_limit: " + section + "\n");
    return new RateLimit(new ConfigLoader().loadWeb(file).section().rateLimit(), now::get);
  }

  @Test
  void aBurstAndThenOneForEachInterval() throws Exception {
    RateLimit limit = limit("{interval: 1s, burst: 3}");
    assertThat(admitted(limit, 10)).isEqualTo(3);
    now.addAndGet(SECOND - 1);
    assertThat(admitted(limit, 10)).isZero();
    now.addAndGet(1);
    assertThat(admitted(limit, 10)).isEqualTo(1);
    now.addAndGet(2 * SECOND);
    assertThat(admitted(limit, 10)).isEqualTo(2);
    now.addAndGet(3600 * SECOND);
    assertThat(admitted(limit, 10)).isEqualTo(3);
  }

  @Test
  void largeBurstsOverLongIntervals() throws Exception {
    RateLimit limit = limit("{interval: 1y, burst: 2147483647}");
    assertThat(admitted(limit, 100)).isEqualTo(100);
  }

  private static int admitted(RateLimit limit, int tries) {
    int admitted = 0;
    for (int i = 0; i < tries; i++) {
      admitted += limit.admits() ? 1 : 0;
    }
    return admitted;
  }
}
