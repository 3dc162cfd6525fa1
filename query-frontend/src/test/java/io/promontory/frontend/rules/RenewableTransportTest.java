package io.promontory.frontend.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.rules.remotewrite.WriteAnswer;
import io.promontory.rules.remotewrite.WriteTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenewableTransportTest {
  /** Answers with its number; may do something before. */
  private static final class Numbered implements WriteTransport {
    private final int number;
    private Runnable before = () -> {};
    private boolean closed;

    Numbered(int number) {
      this.number = number;
    }

    @Override
    public WriteAnswer post(byte[] body, Map<String, String> headers) throws IOException {
      before.run();
      if (closed) {
        throw new IOException("closed");
      }
      return new WriteAnswer(number, Duration.ZERO, true, "");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Numbered first = new Numbered(201);
  private final Numbered second = new Numbered(202);
  private final RenewableTransport way = new RenewableTransport(first);

  private int post() throws IOException {
    return way.post(new byte[0], Map.of()).status();
  }

  @Test
  void sendsByTheLatestAndClosesTheOneBefore() throws Exception {
    assertThat(post()).isEqualTo(201);
    way.use(second);
    assertThat(first.closed).isTrue();
    assertThat(post()).isEqualTo(202);
    way.close();
    assertThat(second.closed).isTrue();
  }

  @Test
  void whatIsUnderWayEndsAsItBegan() throws Exception {
    first.before =
        () -> {
          way.use(second);
          assertThat(first.closed).isFalse();
        };
    assertThat(post()).isEqualTo(201);
    assertThat(first.closed).isTrue();
    assertThat(post()).isEqualTo(202);
  }
}
