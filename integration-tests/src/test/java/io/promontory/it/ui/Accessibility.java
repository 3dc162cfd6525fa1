package io.promontory.it.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.openqa.selenium.JavascriptExecutor;

/**
 * What axe finds in a page. Its script is run in the page itself: pages here have no frames, and
 * the way of its own client, which opens a window to join what it found in each, takes longer than
 * the look.
 */
final class Accessibility {
  private static final String LOOK =
      """
      const tell = arguments[arguments.length - 1];
      axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        resultTypes: ['violations'],
        iframes: false,
      }).then(
        ({violations}) => tell(violations.map(({id, nodes}) => `${id} ${nodes.map(({html}) => html)}`)),
        (error) => tell([`axe: ${error}`]));
      """;

  private final String script;

  Accessibility() {
    try (InputStream axe = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      if (axe == null) {
        throw new AssertionError("axe.min.js is not on the class path");
      }
      script = new String(axe.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading axe", e);
    }
  }

  /** Rules of WCAG 2.2 AA that a page breaks, with the elements that do. */
  List<?> violations(JavascriptExecutor driver) {
    // evaluated by the driver, which no policy of the page forbids
    if (Boolean.FALSE.equals(driver.executeScript("return 'axe' in window"))) {
      driver.executeScript(script);
    }
    return (List<?>) driver.executeAsyncScript(LOOK);
  }
}
