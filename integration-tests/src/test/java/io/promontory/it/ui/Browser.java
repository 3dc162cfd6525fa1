package io.promontory.it.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.Commands;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/** Headless Chromium that reaches loopback only. */
final class Browser implements AutoCloseable {
  private static final Path PICTURES = Path.of("target", "ui");
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Path profile;
  private final ChromeDriver driver;
  private final Accessibility accessibility = new Accessibility();

  /** How a page is looked at. */
  record View(String scheme, int width, int height) {
    static final View WIDE = new View("light", 1280, 900);
    static final View DARK = new View("dark", 1280, 900);
    static final View NARROW = new View("light", 390, 844);
    static final View NARROW_DARK = new View("dark", 390, 844);
  }

  Browser() {
    try {
      profile = Files.createTempDirectory("chromium");
    } catch (IOException e) {
      throw new UncheckedIOException("making a folder for Chromium", e);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium").toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    driver = new ChromeDriver(service, options);
  }

  private static Path program(String name) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new AssertionError(
        name + " is not on the PATH: install the packages chromium and chromium-driver");
  }

  /** Opens a URL afresh; what was stored and said before is gone. */
  void open(View view, String url) {
    emulate(view);
    driver.get("about:blank");
    problems();
    driver.get(url);
  }

  /** Looks at the page that is open in another way, and waits until it shows itself so. */
  void turn(View view) {
    emulate(view);
    awaitScript(
        "innerWidth === %d && matchMedia('(prefers-color-scheme: %s)').matches"
            .formatted(view.width(), view.scheme()));
    script("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    settle();
  }

  private void emulate(View view) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            view.width(),
            "height",
            view.height(),
            "deviceScaleFactor",
            1,
            "mobile",
            false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features", List.of(Map.of("name", "prefers-color-scheme", "value", view.scheme()))));
  }

  String url() {
    return driver.getCurrentUrl();
  }

  /** The first element of a CSS selector, waited for. */
  WebElement find(String css) {
    return await(() -> driver.findElement(By.cssSelector(css)), css);
  }

  List<String> texts(String css) {
    return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  void awaitText(String css, String text) {
    await(() -> find(css).getText().contains(text) ? text : null, css + " with " + text);
  }

  void awaitGone(String css) {
    await(() -> driver.findElements(By.cssSelector(css)).isEmpty() ? css : null, "no " + css);
  }

  private <T> T await(Supplier<T> condition, String what) {
    return new FluentWait<WebDriver>(driver)
        .withTimeout(DEADLINE)
        .pollingEvery(Duration.ofMillis(25))
        .ignoring(WebDriverException.class)
        .withMessage(
            () -> what + "; the page says: " + driver.findElement(By.tagName("body")).getText())
        .until(any -> condition.get());
  }

  /** Waits until no answer is under way. */
  void settle() {
    find("main");
    awaitGone("[aria-busy=true]");
    awaitGone("p.boot");
  }

  /** Presses keys where the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void clear() {
    new Actions(driver)
        .keyDown(Keys.CONTROL)
        .sendKeys("a")
        .keyUp(Keys.CONTROL)
        .sendKeys(Keys.DELETE)
        .perform();
  }

  void click(String css) {
    find(css).click();
  }

  /** Drags over an element, from one part of its width to another. */
  void drag(String css, double from, double to) {
    WebElement element = find(css);
    int width = element.getSize().getWidth();
    int start = (int) ((from - 0.5) * width);
    new Actions(driver)
        .moveToElement(element, start, 0)
        .clickAndHold()
        .moveByOffset((int) ((to - from) * width), 0)
        .release()
        .perform();
  }

  /** As {@link #drag}, with Shift held down. */
  void shiftDrag(String css, double from, double to) {
    new Actions(driver).keyDown(Keys.SHIFT).perform();
    drag(css, from, to);
    new Actions(driver).keyUp(Keys.SHIFT).perform();
  }

  /** Runs a script before those of all pages that are opened until the result is run. */
  Runnable beforePages(String javascript) {
    Object id =
        driver
            .executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", javascript))
            .get("identifier");
    return () ->
        driver.executeCdpCommand(
            "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
  }

  /** How many elements the page has. */
  long elements() {
    return (Long) script("return document.querySelectorAll('*').length");
  }

  /** Waits until a script returns true. */
  void awaitScript(String javascript) {
    await(() -> Boolean.TRUE.equals(script("return " + javascript)) ? true : null, javascript);
  }

  /** Moves the pointer to a part of an element's width, at its middle height. */
  void hover(String css, double at) {
    WebElement element = find(css);
    int width = element.getSize().getWidth();
    new Actions(driver).moveToElement(element, (int) ((at - 0.5) * width), 0).perform();
  }

  Object script(String javascript) {
    return driver.executeScript(javascript);
  }

  /** Keeps a picture of what is seen. */
  void picture(String name) {
    try {
      Files.createDirectories(PICTURES);
      Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException("keeping a picture of " + name, e);
    }
  }

  /** What the console has been told since it was last asked, the policy's refusals among it. */
  List<String> problems() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Fails for anything on the console or found by axe. */
  void assertSound() {
    assertThat(problems()).isEmpty();
    assertThat(accessibility.violations(driver)).isEmpty();
    assertThat(script("return document.documentElement.scrollWidth > innerWidth"))
        .as("scrolls sideways")
        .isEqualTo(false);
  }

  @Override
  public void close() {
    driver.quit();
    Commands.deleteRecursively(profile);
  }
}
