package io.promontory.it.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The configurations that users copy are valid: the distribution's, and the README's. */
class ExampleConfigTest {
  private static final Path ROOT = Path.of(System.getProperty("promontory.root"));

  @Test
  void theDistributionsFileIsValid() throws Exception {
    ConfigFile file =
        new ConfigLoader().load(ROOT.resolve("query-frontend/src/main/dist/conf/promontory.yml"));

    assertThat(file.config().stores()).hasSize(1);
  }

  @Test
  void theFileInTheReadmeIsValid() throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Matcher document = Pattern.compile("<<'EOF'\n(.*?\n)EOF\n", Pattern.DOTALL).matcher(readme);
    assertThat(document.find()).isTrue();

    ConfigFile file = new ConfigLoader().parse(Path.of("README.md"), document.group(1));

    assertThat(file.config().stores()).hasSize(1);
  }
}
