package io.promontory.frontend.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The configuration page says what the classes say. {@code -Dpromontory.update} rewrites it. */
class ConfigReferenceTest {
  @Test
  void thePageIsCurrent() throws IOException {
    Path page = Path.of(System.getProperty("promontory.root"), "docs", "configuration.md");
    if (System.getProperty("promontory.update") != null) {
      Files.writeString(page, ConfigReference.markdown());
    }
    assertThat(page).hasContent(ConfigReference.markdown());
  }

  @Test
  void everyKeyIsExplained() {
    assertThat(ConfigReference.markdown())
        .contains("| `max_samples` | number | `50000000` |")
        .contains("| `timeout` | duration | `20s` |")
        .contains("## `stores[] of type prometheus`")
        .doesNotContain("|  |\n");
  }
}
