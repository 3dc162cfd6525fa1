package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.managed.Windows.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final long HOUR = 3_600_000;

  @Test
  void windowsAreCutAtWholeMultiplesAndLeaveNothingOut() {
    Windows windows = new Windows(Duration.ofHours(1));
    assertThat(windows.cut("up", new Window(HOUR / 2, 3 * HOUR)))
        .containsExactly(
            new Window(HOUR / 2, HOUR - 1),
            new Window(HOUR, 2 * HOUR - 1),
            new Window(2 * HOUR, 3 * HOUR - 1),
            new Window(3 * HOUR, 3 * HOUR));
    assertThat(windows.cut("up", new Window(-5, 5)))
        .containsExactly(new Window(-5, -1), new Window(0, 5));
  }

  @Test
  void whatWasRefusedIsHalvedAndRemembered() {
    Windows windows = new Windows(Duration.ofHours(2));
    Window refused = new Window(0, 2 * HOUR - 1);
    List<Window> halves = List.of(new Window(0, HOUR - 1), new Window(HOUR, 2 * HOUR - 1));
    assertThat(windows.smaller("up", refused)).isEqualTo(halves);
    assertThat(windows.cut("up", refused)).isEqualTo(halves);
    assertThat(windows.cut("other", refused)).containsExactly(refused);
    assertThat(windows.smaller("up", new Window(0, HOUR / 2 - 1))).hasSize(2);
  }

  @Test
  void aMinuteIsNotHalved() {
    Windows windows = new Windows(Duration.ofHours(1));
    assertThat(windows.smaller("up", new Window(0, Windows.SHORTEST_MS - 1))).isEmpty();
  }
}
