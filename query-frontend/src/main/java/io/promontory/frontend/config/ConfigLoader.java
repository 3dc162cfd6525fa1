package io.promontory.frontend.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import io.dropwizard.jersey.validation.Validators;
import io.promontory.rules.yaml.Position;
import io.promontory.rules.yaml.YamlException;
import jakarta.validation.Validator;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration file: YAML, environment variables, defaults, types, then what one key
 * demands of another. A file with one fault is refused as a whole.
 */
public final class ConfigLoader {
  private final ObjectMapper mapper = ConfigMapper.create();
  private final Environment environment;

  /** Made when it is needed first; it takes a while. */
  private volatile @Nullable Validator validator;

  /** With the variables of this process. */
  public ConfigLoader() {
    this(System::getenv);
  }

  /** With other variables; null for one that is not set. */
  public ConfigLoader(UnaryOperator<@Nullable String> variables) {
    this.environment = new Environment(variables);
  }

  /**
   * Reads a file and the rule files it names.
   *
   * @throws ConfigException with every problem that could be told apart
   */
  public ConfigFile load(Path file) throws ConfigException {
    return parse(file, TextFile.read(file));
  }

  /** Reads a text as if it stood in {@code file}. */
  public ConfigFile parse(Path file, String text) throws ConfigException {
    try {
      ConfigTree tree = new ConfigTree(text, environment);
      ObjectNode written = tree.json().deepCopy();
      ServerDefaults.fill(tree.json());
      FrontendConfig config = map(file, tree, FrontendConfig.class);
      ConfigFile loaded =
          new ConfigFile(
              file.toAbsolutePath(),
              config,
              Suppliers.memoize(() -> ShownConfig.print(mapper, config, written)),
              StoreDigests.of(written.path("stores")),
              Suppliers.memoize(() -> SectionDigests.of(config, written)));
      check(file, tree, loaded);
      return loaded;
    } catch (YamlException e) {
      throw new ConfigException(file + ":" + e.position() + ": " + e.getMessage());
    }
  }

  /**
   * Reads a file that holds the section of a bucket and nothing else.
   *
   * @throws ConfigException with every problem that could be told apart
   */
  public BucketFile loadBucket(Path file) throws ConfigException {
    try {
      ConfigTree tree = new ConfigTree(TextFile.read(file), environment);
      BucketConfig bucket = map(file, tree, BucketConfig.class);
      Problems problems = new Problems(file, tree);
      BucketChecks.check(bucket, List.of(), problems);
      if (!problems.found().isEmpty()) {
        throw new ConfigException(problems.found());
      }
      return new BucketFile(file.toAbsolutePath(), bucket);
    } catch (YamlException e) {
      throw new ConfigException(file + ":" + e.position() + ": " + e.getMessage());
    }
  }

  /**
   * Reads Prometheus' web configuration, and the TLS files it names.
   *
   * @throws ConfigException with every problem that could be told apart
   */
  public WebFile loadWeb(Path file) throws ConfigException {
    try {
      ConfigTree tree = new ConfigTree(TextFile.read(file), environment);
      WebFile loaded = new WebFile(file.toAbsolutePath(), map(file, tree, WebFileSection.class));
      Problems problems = new Problems(file, tree);
      WebFileChecks.check(loaded, problems);
      if (!problems.found().isEmpty()) {
        throw new ConfigException(problems.found());
      }
      return loaded;
    } catch (YamlException e) {
      throw new ConfigException(file + ":" + e.position() + ": " + e.getMessage());
    }
  }

  /**
   * Reads a file that says how to reach an HTTP server and nothing else.
   *
   * @throws ConfigException with every problem that could be told apart
   */
  public HttpClientFile loadHttpClient(Path file) throws ConfigException {
    try {
      ConfigTree tree = new ConfigTree(TextFile.read(file), environment);
      HttpClientKeys keys = map(file, tree, HttpClientFile.Keys.class);
      Problems problems = new Problems(file, tree);
      HttpClientChecks.check(keys, List.of(), problems);
      if (!problems.found().isEmpty()) {
        throw new ConfigException(problems.found());
      }
      return new HttpClientFile(file.toAbsolutePath(), keys);
    } catch (YamlException e) {
      throw new ConfigException(file + ":" + e.position() + ": " + e.getMessage());
    }
  }

  private <T> T map(Path file, ConfigTree tree, Class<T> type) throws ConfigException {
    try {
      return mapper.treeToValue(tree.json(), type);
    } catch (JsonMappingException e) {
      throw new ConfigException(file + ":" + MappingProblem.of(e, tree));
    } catch (JsonProcessingException e) {
      throw new ConfigException(file + ":" + Position.START + ": " + e.getOriginalMessage());
    }
  }

  private Validator validator() {
    Validator known = validator;
    if (known == null) {
      known = Validators.newValidator();
      validator = known;
    }
    return known;
  }

  private void check(Path file, ConfigTree tree, ConfigFile loaded) throws ConfigException {
    Problems problems = new Problems(file, tree);
    validator()
        .validate(loaded.config())
        .forEach(
            violation -> problems.add(violation.getPropertyPath() + " " + violation.getMessage()));
    ConfigChecks.check(loaded, tree, problems);
    String web = loaded.config().web().configFile();
    if (web != null) {
      webFile(loaded.resolve(web), problems);
    }
    List<String> found = problems.found();
    if (found.isEmpty()) {
      found = RuleFileCheck.check(loaded, problems);
    }
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }

  private void webFile(Path file, Problems problems) {
    try {
      WebFile unused = loadWeb(file);
    } catch (ConfigException e) {
      e.problems()
          .forEach(problem -> problems.at(List.of("web", "config_file"), "is refused: " + problem));
    }
  }
}
