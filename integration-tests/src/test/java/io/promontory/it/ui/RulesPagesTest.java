package io.promontory.it.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.fixture.PromontoryServer;
import io.promontory.it.ui.Browser.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages of rules and alerts, of a server that evaluates some. */
@Timeout(300)
@ExtendWith(SharedUi.class)
class RulesPagesTest {
  private static final String RULES =
      """
      groups:
        - name: always
          interval: 1s
          rules:
            - alert: AlwaysOn
              expr: vector(7) > 5
              labels: {severity: page}
              annotations: {summary: "It is on", runbook: "https://example.org/runbook", trap: "javascript:alert(1)"}
            - record: seven
              expr: vector(7)
      """;

  private static final String ELSEWHERE =
      """
      groups:
        - name: elsewhere
          interval: 1s
          rules:
            - record: eight
              expr: vector(8)
      """;

  @TempDir private static Path folder;
  private static PromontoryServer remote;
  private static PromontoryServer server;
  private final Browser browser;

  RulesPagesTest(Browser browser) {
    this.browser = browser;
  }

  @BeforeAll
  static void start() throws IOException {
    remote = start("elsewhere", ELSEWHERE, "stores: []");
    server =
        start(
            "own",
            RULES,
            "stores: [{name: eu, type: prometheus, url: \"%s\"}]"
                .formatted(remote.client().base()));
  }

  private static PromontoryServer start(String name, String rules, String stores)
      throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    Path file = Files.writeString(own.resolve("rules.yml"), rules);
    return PromontoryServer.start(own, "%s\nrule_files: [\"%s\"]\n".formatted(stores, file));
  }

  @AfterAll
  static void stop() {
    server.close();
    remote.close();
  }

  private void open(View view, String path) {
    browser.open(view, server.client().base() + "/" + path);
  }

  @Test
  void aBackTestTellsWhenAnAlertWouldHaveFired() {
    open(View.WIDE, "rule-groups?search=always");
    browser.awaitText("section[aria-label='Group always']", "AlwaysOn");
    browser.awaitText("section[aria-label='Group always'] .ok", "ok");
    browser.click("button[aria-expanded]");
    browser.click("form[aria-label='Back-test of AlwaysOn'] button");
    browser.awaitText("section[aria-label='Group always'] .below", "It would have fired 1 time");
    browser.settle();
    browser.picture("back-test");
    browser.assertSound();
  }

  @Test
  void rulesOfAStoreAreListedWithItsName() {
    open(View.NARROW_DARK, "rule-groups");
    browser.awaitText("section[aria-label='Group elsewhere']", "by eu");
    browser.awaitText("section[aria-label='Group elsewhere'] b", "eight");
    browser.awaitText("section[aria-label='Group always']", "by this server");
    browser.settle();
    browser.picture("rules-of-a-store");
    browser.assertSound();
  }

  @Test
  void anActiveAlertLinksToItsRunbookAndNowhereElse() {
    open(View.NARROW_DARK, "alerts");
    browser.awaitText(".entries", "AlwaysOn");
    assertThat(browser.texts(".entries a")).contains("https://example.org/runbook");
    assertThat(browser.texts(".entries a")).noneMatch(text -> text.contains("javascript"));
    browser.settle();
    browser.picture("alert");
    browser.assertSound();
  }
}
