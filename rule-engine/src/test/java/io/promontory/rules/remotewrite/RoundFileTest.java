package io.promontory.rules.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.rules.results.LogPosition;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundFileTest {
  private static final Round ROUND = Round.idleAt(new LogPosition(3, 17));

  @TempDir Path folder;

  @Test
  void anInterruptWhileItIsWrittenDoesNotFailItsEnd() throws Exception {
    Path path = folder.resolve("r");
    RoundFile file = RoundFile.open(path);
    file.write(ROUND);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> file.write(Round.idleAt(new LogPosition(4, 0))))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    file.close();
    try (RoundFile again = RoundFile.open(path)) {
      assertThat(again.read()).isEqualTo(ROUND);
    }
  }
}
